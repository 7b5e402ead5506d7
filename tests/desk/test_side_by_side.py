"""Two sentences in pieces."""

import pytest

from plainlabel.desk.side_by_side import Piece, side_by_side


def test_only_the_words_that_differ_are_marked():
    old, new = side_by_side("Keep it for 14 days in the box.", "Keep it for 21 days in the\nbox.")
    assert [piece for piece in old if piece.other] == [Piece("14", other=True)]
    assert [piece for piece in new if piece.other] == [Piece("21", other=True)]


@pytest.mark.parametrize(("old", "new"), [("", "a b"), ("a b", ""), ("", ""), ("a b c", "c d a")])
def test_the_pieces_are_the_sentences(old, new):
    for sentence, pieces in zip((old, new), side_by_side(old, new), strict=True):
        assert " ".join(piece.text for piece in pieces) == sentence
