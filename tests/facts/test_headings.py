"""Boxed warnings, contraindications and warnings of invented labels."""

import pytest

from plainlabel.facts.kinds import BoxedWarning, Warning_


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        ("WARNING: TOE DECAY and EAR LOSS Toes may decay.", ("toe decay", "ear loss")),
        ("WARNING: TOE DECAY, EAR LOSS, AND RED NOSE See full prescribing information.", ("toe decay", "ear loss", "red nose")),
        ("WARNING: TOE DECAY ZORFAN can cause toe decay.", ("toe decay",)),
        ("WARNING: RISKS FROM USE OF ZORFAN TABLETS Toes may decay.", ("risks from use of zorfan tablets",)),
        ("WARNING: TOE DECAY WARNING: TOE DECAY Toes may decay.", ("toe decay",)),
        ("WARNING: ACUTE EXACERBATION OF HEPATITIS B Severe cases occur.", ("acute exacerbation of hepatitis B",)),
        ("WARNING Toes may decay.", ()),
        ("SECTION WARNING: TOE DECAY Toes may decay.", ("toe decay",)),
        ("CONTRAINDICATIONS AND WARNINGS: Toes may decay.", ()),
    ],
)
def test_subjects_of_a_boxed_warning(values, section, text, subjects):
    assert values("boxed_warning", section("34066-1", text)) == [BoxedWarning(present=True, subjects=subjects)]


def test_no_boxed_warning_is_a_fact_of_a_whole_label(values, section):
    assert values("boxed_warning", section("34067-9", "Itch.")) == [BoxedWarning(present=False)]


def test_a_partial_label_tells_nothing_about_what_it_lacks(values, section):
    assert values("boxed_warning", section("34067-9", "Itch."), source="partial") == []


def test_a_boxed_warning_in_an_unclassified_section(values, section):
    assert values("boxed_warning", section("42229-5", "WARNING: TOE DECAY\nToes may decay.")) == [
        BoxedWarning(present=True, subjects=("toe decay",))
    ]


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("None.", []),
        (
            "ZORFAN is contraindicated in patients who have known hypersensitivity to zorfanib or any excipients of ZORFAN [see Warnings (5.1)].",
            ["known hypersensitivity to zorfanib", "known hypersensitivity to excipients"],
        ),
        ("ZORFAN is contraindicated in patients with: Red ears [see Use (8.6)]. Stiff toes.", ["Red ears", "Stiff toes"]),
        ("Stiff toes. ( 4.1 )\nRed ears. ( 4.2 )", ["Stiff toes", "Red ears"]),
        # A group of people is a contraindication of its own.
        ("ZORFAN is contraindicated in pregnant women.", ["pregnant women"]),
        ("It was given to many people and nobody fell ill.", []),
    ],
)
def test_contraindications(values, section, text, terms):
    assert [value.term for value in values("contraindication", section("34070-3", text))] == terms


def test_numbered_contraindications(values, section):
    one = section(None, "ZORFAN may harm a fetus.", number="4.1", title="Pregnancy", parent="34070-3")
    assert [value.term for value in values("contraindication", section("34070-3", number="4"), one)] == ["Pregnancy"]


def test_numbered_warnings(values, section):
    parent = section("43685-7", number="5", title="WARNINGS AND PRECAUTIONS")
    children = [
        section(None, "Text.", number=number, title=title, parent="43685-7")
        for number, title in (("5.1", "Toe Decay"), ("5.2", "Use in"))
    ]
    assert values("warning", parent, *children) == [Warning_("5.1", "Toe Decay")]


def test_titled_subsections_of_an_old_label(values, section):
    parent = section("34071-1", "Be careful.", title="WARNINGS")
    child = section(None, "Toes may decay.", title="Toe Decay", parent="34071-1", section_id="w/1")
    assert values("warning", parent, child) == [Warning_(None, "Toe Decay")]
