"""The cells of a row, told from its tabs and the forms that are kept."""

import pytest

from plainlabel.label import Block, Cell, cells

TEXT = "Before\nAge\t\tDose\t\nAfter"
ROW = Block("row", 7, 17)


def test_tabs_tell_where_cells_stand():
    assert cells(TEXT, ROW) == (Cell(7, 10), Cell(11, 11), Cell(12, 16), Cell(17, 17))


def test_kept_forms_belong_to_the_cells_in_order():
    row = Block("row", 7, 17, forms=((True, 1, 2), (False, 1, 1), (True, 2, 1), (False, 1, 1)))
    assert cells(TEXT, row) == (Cell(7, 10, True, 1, 2), Cell(11, 11), Cell(12, 16, True, 2, 1), Cell(17, 17))


def test_a_row_without_characters_keeps_its_cells():
    assert cells(TEXT, Block("row", 6, 6, forms=((False, 1, 1), (True, 3, 1)))) == (Cell(6, 6), Cell(6, 6, True, 3, 1))


def test_a_row_without_tabs_is_one_cell():
    assert cells(TEXT, Block("row", 0, 6)) == (Cell(0, 6),)


@pytest.mark.parametrize("kind", ["paragraph", "caption", "footnote", "image"])
def test_other_blocks_have_no_cells(kind):
    assert cells(TEXT, Block(kind, 7, 17)) == ()
