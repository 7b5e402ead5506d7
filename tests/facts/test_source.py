"""The names a label's medicine goes by."""

import pytest

from plainlabel.facts.source import Source


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Zorfanib (ZFB) is absorbed.", "ZFB"),
        ("Zorfanib sodium (ZFB) is absorbed.", "ZFB"),
        ("Zorfanib (AUC) is absorbed.", None),
        ("Zorfanib (NHL) is absorbed.", None),
        ("Deszorfanib (ZFB) is absorbed.", None),
    ],
)
def test_short_forms_in_brackets(label, section, text, named):
    names = Source(label(section("34090-1", text))).names
    short = {one for one in ("ZFB", "AUC", "NHL") if names.fullmatch(one)}
    assert short == ({named} if named else set())


def test_a_biologic_without_its_four_letters(label):
    names = Source(label(generic="zorfanimab-qxyz")).names
    assert names.fullmatch("zorfanimab")
    assert names.fullmatch("zorfanimab-qxyz")
