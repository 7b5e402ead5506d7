"""Every kind of fact says itself: numbers and negations exact, words plain."""

import pytest
from msgspec import structs

from plainlabel.answers.readability import fkgl
from plainlabel.answers.sentences.say import say
from plainlabel.answers.sentences.using import amount
from plainlabel.answers.sentences.words import every, people, time_span
from plainlabel.facts import kinds
from plainlabel.facts.kinds import (
    Adjustment,
    Administration,
    AdverseReaction,
    AppearanceFact,
    BoxedWarning,
    ClassFact,
    Contraindication,
    Dosage,
    EffectOverTime,
    FunctionalStudy,
    Indication,
    IngredientFact,
    Interaction,
    LabelDate,
    Limitation,
    Mechanism,
    Metabolism,
    MissedDose,
    Overdose,
    Pharmacokinetic,
    PopulationFact,
    ProductFact,
    Schedule,
    Stopping,
    Storage,
    Strength,
    TermCount,
    Warning_,
)

SENTENCES = [
    (ProductFact("Zanor", "tablet", ("ORAL",), ("zanoric acid",)), "Zanor, tablet for oral use. It contains zanoric acid."),
    (
        AppearanceFact("tablet", "5 mg", ("white", "blue"), "round", "ZN;5"),
        '5 mg tablet: white and blue, round, marked "ZN / 5".',
    ),
    (IngredientFact("inactive", "LACTOSE"), "Lactose is an inactive ingredient."),
    (ClassFact("label", "kinase inhibitor"), "The label calls it a kinase inhibitor."),
    (ClassFact("EPC", "Kinase Inhibitor"), "FDA class: kinase inhibitor."),
    (Indication("Stiff Toe", min_age_months=72, adults=True), "Approved for stiff toe: adults and children 6 years and older."),
    (
        Limitation("sudden toe pain"),
        "The label sets a limit on its use: sudden toe pain.",
    ),
    (
        Dosage("maintenance", 300, 300, "mg", every_hours=336, adults=True, condition="Stiff Toe", route="subcutaneous"),
        "Dose after that (stiff toe, adults): 300 mg every 2 weeks, subcutaneous.",
    ),
    (Dosage("usual", 5, 10, "mg", every_hours=24), "Usual dose: 5 to 10 mg a day."),
    (Dosage("usual", 5, 5, "mg", per_day=3), "Usual dose: 5 mg 3 times a day."),
    (Dosage("maximum", 40, 40, "mg", every_hours=24, per_day=2), "Most that may be given: 40 mg a day, in 2 parts."),
    (Adjustment("renal", needed=False, severity="mild"), "In mild kidney disease: no change of dose."),
    (
        Adjustment("renal", needed=False, severity="mild", population="children"),
        "In mild kidney disease in children: no change of dose.",
    ),
    (Adjustment("hepatic", needed=True, severity="severe", action="avoid"), "In severe liver disease: the label says to avoid it."),
    (Strength("tablet", "5 mg"), "Tablet: 5 mg."),
    (BoxedWarning(present=False), "The label has no boxed warning."),
    (BoxedWarning(present=True, subjects=("TOE LOSS",)), "The label has a boxed warning: toe loss."),
    (Contraindication("green fever"), "A reason not to use it: green fever."),
    (Contraindication("children under 4 years of age"), "It must not be used in children under 4 years of age."),
    (Contraindication("less than two years of age"), "It must not be used in people less than two years of age."),
    (Contraindication("Hypersensitivity to norvexin"), "It must not be used by people with hypersensitivity to norvexin."),
    (Contraindication("history of stroke"), "It must not be used by people with a history of stroke."),
    (Contraindication("concomitant use with MAO inhibitors"), "It must not be used together with MAO inhibitors."),
    (Contraindication("Strong CYP3A4 inducers"), "It must not be used together with strong CYP3A4 inducers."),
    (Contraindication("during pregnancy"), "It must not be used during pregnancy."),
    (Contraindication("narrow-angle glaucoma"), "It must not be used by people with narrow-angle glaucoma."),
    (
        Warning_("5.1", "Blue Itch", ("monitor", "stop")),
        "The label warns of blue itch: checks are needed and it may have to be stopped.",
    ),
    (
        AdverseReaction("Headache", "common", rate_percent=12, comparator_percent=5, comparator="placebo"),
        "Headache: 12 of 100 people, against 5 of 100 on placebo.",
    ),
    (AdverseReaction("Rash", "common", rate_percent=1, below=True), "Rash: less than 1 of 100 people."),
    (AdverseReaction("toe loss", "serious"), "Serious side effect: toe loss."),
    (
        Interaction("Strong CYP3A4 inhibitors", "enzyme", "raises_this", "avoid"),
        "With strong CYP3A4 inhibitors: it can raise the level of this medicine; avoid using them together.",
    ),
    (
        PopulationFact("pediatric", "not_established", min_age_months=144),
        "Children: it is not known to be safe or to work below 12 years.",
    ),
    (
        PopulationFact("contraception", advice="contraception", contraception_months=3),
        "Birth control: birth control goes on for 3 months after the last dose.",
    ),
    (
        PopulationFact("contraception", advice="contraception", contraception_months=1.38),
        "Birth control: birth control goes on for 6 weeks after the last dose.",
    ),
    (
        Storage("normal", 3, 7, 37, 45, where="refrigerator", do_not_freeze=True),
        "Keep it in the refrigerator, 37 to 45 F (3 to 7 C). Do not freeze it.",
    ),
    (
        Storage("room", high_c=25, high_f=77, days=14),
        "If needed it can be at room temperature, up to 77 F (25 C), for at most 14 days.",
    ),
    (
        MissedDose("every 2 weeks", within_hours=168, late="skip"),
        (
            "For every 2 weeks dosing: take a missed dose if no more than 7 days have passed. "
            "If more time has passed, skip it and go back to the usual times."
        ),
    ),
    (
        MissedDose("weekly", take="as_soon_as_remembered", late="take_now_new_schedule"),
        "For weekly dosing: take a missed dose as soon as you notice it. Count the next doses from that day.",
    ),
    (
        MissedDose(take="as_soon_as_remembered", near_next="skip", no_double=True),
        (
            "Take a missed dose as soon as you notice it. If the next dose is near, skip the missed one. "
            "Do not take two doses to make up for it."
        ),
    ),
    (
        Stopping(taper=True, abrupt_warning=True, risks=("withdrawal",), percent_low=10, percent_high=25, every_days_low=14),
        "Do not stop it suddenly. The dose is lowered step by step, by 10 to 25% every 14 days. Stopping may bring: withdrawal.",
    ),
    (
        Overdose(signs=("sleepiness",), antidote="naloxone", dialysis=False),
        (
            "For too much of it, call Poison Help at 1-800-222-1222, or 911 in an emergency. Signs can be: sleepiness. "
            "The label names a treatment against it: naloxone. Dialysis does not remove much of it."
        ),
    ),
    (Pharmacokinetic("half_life", 2, 3, "hours"), "Half of it leaves the blood in 2 to 3 hours (half-life)."),
    (
        Pharmacokinetic("half_life", 504, 504, "hours", population="elderly"),
        "Half of it leaves the blood in about 3 weeks (half-life). In older people.",
    ),
    (
        Pharmacokinetic("excretion_urine", 5, 5, "percent", of="norvexin"),
        "About 5% of a dose leaves with the urine as norvexin.",
    ),
    (Pharmacokinetic("excretion_urine", 5, 5, "percent", of="unchanged"), "About 5% of a dose leaves with the urine unchanged."),
    (AppearanceFact("tablet", "5 mg", ("gray",), "capsule", "m5"), '5 mg tablet: gray, capsule-shaped, marked "m5".'),
    (
        Pharmacokinetic("protein_binding", 99, 99, "percent", bound="at_least"),
        "More than 99% of it is bound to protein in the blood.",
    ),
    (Metabolism("CYP3A4", "substrate", major=True), "It is broken down or moved by CYP3A4, its main way."),
    (Metabolism("CYP2D6", "inhibitor", negated=True), "It does not slow CYP2D6."),
    (Mechanism("blocks", "interleukin-99 receptor", ("IL-99",)), "It blocks interleukin-99 receptor. The signals named are IL-99."),
    (Mechanism(unknown=True), "It is not fully known how it works."),
    (Administration("crush", allowed=False), "Do not crush it."),
    (Administration("warm_up", minutes_low=45, minutes_high=45), "Let it warm up for 45 minutes first."),
    (Administration("giver", "self", min_age_months=144), "People may give it to themselves (from 12 years)."),
    (
        EffectOverTime("clear toe", 40, "percent", week=16, comparator_result=10, comparator="placebo"),
        "Clear toe at week 16: 40%, against 10% on placebo.",
    ),
    (
        FunctionalStudy("vaccine response", "no effect"),
        "A study looked at how the body responds to a vaccine. It found no clear effect of this medicine on it.",
    ),
    (Schedule("CIV"), "It is a Schedule 4 drug: there is a low risk of abuse and dependence."),
    (Schedule("none"), "It is not a controlled drug."),
    (LabelDate("change", "2026-04", "Warnings (5.1)"), "The label had a major change in April 2026. Section: Warnings (5.1)."),
    (LabelDate("approved", "2017"), "It was first approved in 2017."),
    (TermCount("alcohol", 10, "swab"), "The label only names alcohol here, 10 times (swab)."),
]


@pytest.mark.parametrize(
    ("value", "text"), SENTENCES, ids=lambda one: type(one).__name__ if isinstance(one, kinds.FactValue) else ""
)
def test_a_fact_says_itself(value, text):
    assert say(value) == text


def test_every_kind_has_a_sentence():
    assert {str(value.__struct_config__.tag) for value, _ in SENTENCES} == set(kinds.KINDS)


def test_the_words_are_for_everyone():
    # Names and figures are the label's; our own words between them stay at grade 8 or below.
    text = " ".join(text for _, text in SENTENCES)
    assert fkgl(text) <= 8


def test_numbers_stay_exact():
    for value, text in SENTENCES:
        figures = [
            one for name, one in structs.asdict(value).items() if isinstance(one, float) and name.startswith(("rate", "percent"))
        ]
        assert all(f"{one:g}" in text for one in figures)


@pytest.mark.parametrize(
    ("hours", "text"),
    [
        (24, "once a day"),
        (12, "every 12 hours"),
        (168, "once a week"),
        (336, "every 2 weeks"),
        (720, "once a month"),
        (84, "twice a week"),
        (72, "every 3 days"),
    ],
)
def test_intervals(hours, text):
    assert every(hours) == text


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [(0.5, 0.5, "30 minutes"), (1, 1, "1 hour"), (36, 36, "36 hours"), (48, 72, "2 to 3 days"), (336, 504, "2 to 3 weeks")],
)
def test_times(low, high, text):
    assert time_span(low, high) == text


def test_people():
    assert people(72, 216, None) == "people 6 to 18 years old"
    assert people(None, None, None, 25, 25) == "25 kg"
    assert people(6, 60, None, 5, 15) == "people 6 months to 5 years old, 5 to less than 15 kg"
    assert people(None, None, adults=True) == "adults"
    assert people(None, None, None) == ""


def test_what_is_for_children_is_never_said_to_be_for_everybody():
    assert people(0, None, adults=False) == "children of all ages"
    assert people(None, None, adults=False) == "children"
    assert people(24, 72, adults=False) == "children 2 to 6 years old"
    assert people(0, 24, adults=False, high_kg=10) == "children younger than 2 years, less than 10 kg"
    assert people(0, None, None) == "people of all ages"


def test_a_heading_that_is_no_dose_is_not_said_as_one():
    row = AdverseReaction(
        "Edema", "common", rate_percent=14.6, comparator="placebo", comparator_percent=1.4, dose="tablets Female="
    )
    assert say(row) == "Edema: 14.6 of 100 people in one group, against 1.4 of 100 on placebo."
    assert "on 10 mg" in say(structs.replace(row, dose="10 mg"))


def test_more_than_one_of_a_counted_thing_is_told_in_plural():
    assert amount(Dosage("usual", 1, 2, "teaspoon", every_hours=24)) == "1 to 2 teaspoons a day"
    assert amount(Dosage("usual", 2, 2, "patch", every_hours=24)) == "2 patches a day"
    assert amount(Dosage("usual", 1, 1, "tablet", every_hours=24)) == "1 tablet a day"


def test_a_slow_giving_is_not_said_to_be_into_a_vein():
    assert say(Administration("infusion", minutes_low=5, minutes_high=5)) == "It is given slowly, over 5 minutes."
