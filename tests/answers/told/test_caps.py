"""A dose by weight is told with the limit that stands with it, and with no other one."""

from plainlabel.answers.told.caps import cap_words, caps_of, with_caps
from plainlabel.facts.fact import Fact, Place
from plainlabel.facts.kinds import Dosage


def held(phase, amount, unit, *, start=None, section="Dosing", **people):
    value = Dosage(phase, amount, amount, unit, **people)
    return Fact(value, Place("s", "34068-7", section, start, start and start + 10)), value


DOSE = held("usual", 10, "mg/kg", condition="gout")
CAP = held("maximum", 600, "mg", condition="gout")


def test_a_limit_of_the_same_place_and_people_belongs_to_the_dose():
    assert caps_of([DOSE], [DOSE, CAP]) == [CAP]
    assert cap_words([CAP]) == " The label limits it: at most 600 mg."


def test_a_limit_of_others_does_not():
    others = [
        held("maximum", 600, "mg", condition="fever"),
        held("maximum", 600, "mg", condition="gout", adults=True),
        held("maximum", 600, "mg", condition="gout", section="Children"),
        held("maximum", 20, "mg/kg", condition="gout"),
    ]
    assert caps_of([DOSE], [DOSE, *others]) == []
    assert cap_words([]) == ""


def test_a_limit_far_behind_is_of_another_row():
    dose = held("usual", 10, "mg/kg", start=100)
    near, far = held("maximum", 600, "mg", start=130), held("maximum", 900, "mg", start=2000)
    assert caps_of([dose], [dose, near, far]) == [near]


def test_a_dose_in_whole_amounts_has_its_limits_elsewhere():
    assert caps_of([held("usual", 10, "mg", condition="gout")], [CAP]) == []


def test_a_list_that_is_cut_keeps_the_limits():
    many = [held("usual", one, "mg/kg", condition="gout") for one in range(1, 8)]
    assert with_caps([*many, CAP], [CAP], 3) == [*many[:2], CAP, *many[2:]]
    assert with_caps([*many, CAP], [CAP], 8) == [*many, CAP]
