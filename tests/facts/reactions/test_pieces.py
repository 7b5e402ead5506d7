"""Mentions of two pieces, and segments."""

from plainlabel.facts.reactions.piece_candidates import Shared, candidates
from plainlabel.facts.reactions.piece_features import Found, features
from plainlabel.facts.reactions.pieces import Joiner, parse
from plainlabel.facts.reactions.tokens import Tokens, normal, segments

SHARED = Shared(frozenset({("increases",), ("increases", "in")}), frozenset({("pain",)}))


def joined(text, spans):
    tokens = Tokens(text)
    found = candidates(tokens, spans, SHARED)
    return {tuple(" ".join(tokens.words[slice(*piece)]) for piece in (each.first, each.second)) for each in found}


def test_a_member_of_an_enumeration_is_joined_to_its_first_words():
    assert ("increases in", "AST") in joined("increases in ALT and AST", [(0, 3)])


def test_a_member_of_an_enumeration_is_joined_to_its_last_word():
    assert ("back", "pain") in joined("severe back or neck pain", [(3, 5)])


def test_figures_between_two_pieces_part_them():
    assert ("increases in", "AST") not in joined("increases in ALT 1 , 2 , 3 , and AST", [(0, 3)])


def test_the_weights_decide():
    tokens = Tokens("increases in ALT and AST")
    least, likely = Joiner(SHARED, {}, 0.9), Joiner(SHARED, {"sx=increases in": 3.0}, 0.9)
    assert least.joined(tokens, [(0, 3)]) == []
    assert [candidate.second for _, candidate in likely.joined(tokens, [(0, 3)])] == [(4, 5)]


def test_every_candidate_has_features():
    tokens = Tokens("increases in ALT and AST")
    for candidate in candidates(tokens, [(0, 3)], SHARED):
        assert features(tokens.lower, candidate, Found([(0, 3)]))[0] == candidate.kind


def test_a_file_of_weights_is_read():
    joiner = parse("# feature\tweight\nleast\t90\nstart\tincreases in\nsx=increases in\t300\n")
    assert len(joiner.joined(Tokens("increases in ALT and AST"), [(0, 3)])) == 1


def test_segments_are_sentences_items_and_rows():
    text = "Rash was seen. Stop ZORFAN.\n\n * fever\n * chills\n   Nausea   12   4\n   Rash   3   1"
    found = [normal(text[start:end]) for start, end in segments(text)]
    assert found == ["rash was seen.", "stop zorfan.", "* fever", "* chills", "nausea 12 4", "rash 3 1"]
