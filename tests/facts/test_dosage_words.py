"""Doses of invented labels in other words: fractions, limits in brackets, second doses, intervals said apart."""

import pytest
from msgspec.structs import replace

from plainlabel.facts.dosage import dosages
from plainlabel.facts.source import Source
from plainlabel.label import Block, Section


@pytest.fixture
def read(label, section):
    def told(text, title="Recommended Dosage", **fields):
        found = [fact.value for fact in dosages(Source(label(section("34068-7", text, title=title, **fields))))]
        return [(one.low, one.high, one.unit, one.every_hours, one.per_day) for one in found]

    return told


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The recommended dose is 3 or 7 mg twice daily.", [(3, 7, "mg", None, 2)]),
        ("The recommended dose is 3 mg or 7 mg twice daily.", [(3, 3, "mg", None, 2), (7, 7, "mg", None, 2)]),
        ("Give 35 mg/kg/day in 2 or 3 divided doses.", [(35, 35, "mg/kg", 24, None)]),
        ("Give 35 mg/kg/day in divided doses every 6 hours.", [(35, 35, "mg/kg", 24, 4)]),
        ("Take 1½ tablets once daily.", [(1.5, 1.5, "tablet", 24, None)]),
        ("Take one 70 mg/15 mg tablet daily.", [(1, 1, "tablet", 24, None)]),
        ("Take 1 Zorfan Forte tablet daily.", [(1, 1, "tablet", 24, None)]),
        ("Give 30 mg daily (possibly up to 70 mg/day).", [(30, 30, "mg", 24, None), (70, 70, "mg", 24, None)]),
        ("The dose is 30 mg/day (15 mg b.i.d.).", [(30, 30, "mg", 24, None), (15, 15, "mg", None, 2)]),
        ("Give 7 mg twice daily, up to a maximum daily dose of 35 mg.", [(7, 7, "mg", None, 2), (35, 35, "mg", 24, None)]),
        ("Give 70 mg, followed 3 weeks later by a second 70 mg.", [(70, 70, "mg", 504, None)]),
        ("The regimen is two doses, 7 mg each, given nine days apart.", [(7, 7, "mg", 216, None)]),
        (
            "Give 9 mg for each kg of body weight up to a maximum of 350 mg.",
            [(9, 9, "mg/kg", None, None), (350, 350, "mg", None, None)],
        ),
        ("Take three capsules as soon as possible.", [(3, 3, "capsule", None, None)]),
        ("Use twice a day. Apply about 3 cm of gel to the skin.", [(3, 3, "cm", None, 2)]),
        ("The recommended dose is 35 mg/m2 on Days 1, 8 and 15 of a 28-day cycle.", [(35, 35, "mg/m2", None, None)]),
        ("The minimum recommended dose is 15 mg twice daily.", []),
        ("Give it as two-700 mg infusions separated by 3 weeks.", [(700, 700, "mg", 504, None)]),
        ("A typical maintenance dose is 3 mg to 7 mg daily, or less, as the counts ask.", [(3, 7, "mg", 24, None)]),
        ("The maintenance dosage after initial dose escalation is 1.7 g/m2 once daily.", [(1.7, 1.7, "g/m2", 24, None)]),
        ("In bad infections, instill 3 drops into the eye hourly.", [(3, 3, "drop", 1, None)]),
        (
            "Apply once to twice daily to a thickness of about 1/16 inch.",
            [(0.0625, 0.0625, "inch", 24, None), (0.0625, 0.0625, "inch", None, 2)],
        ),
        ("Doses of 210 micrograms should be given at 2½ to 4½ hour intervals.", [(210, 210, "mcg", 2.5, None)]),
        (
            "Give a once daily maintenance dose of 1.7 mg/kg (not to exceed 110 mg).",
            [(1.7, 1.7, "mg/kg", 24, None), (110, 110, "mg", 24, None)],
        ),
        (
            "The total dose should not exceed 13 mg and continuous use for more than three days is not recommended.",
            [(13, 13, "mg", None, None)],
        ),
        ("The suggested activity for the average patient (70 kg) is 74 MBq.", [(74, 74, "MBq", None, None)]),
        ("If needed, the dose can be increased to 16 mg, then 22 mg, with care.", []),
        ("The estimated absorbed doses from a maximum dose of 740 MBq are shown.", []),
        ("Round the recommended dose to the nearest 15 mg.", []),
        (
            "When used in combination with velumab or another enzyme inhibitor, the recommended dose of ZORFAN is 35 mg twice daily.",
            [(35, 35, "mg", None, 2)],
        ),
    ],
)
def test_one_sentence(read, text, wanted):
    assert read(text) == wanted


def test_an_amount_for_one_event_is_given_once(label, section):
    text = "One drop should be instilled in the eye 35 minutes before the laser surgery. Disease 15 mg once daily."
    found = [fact.value for fact in dosages(Source(label(section("34068-7", text))))]
    assert [(one.low, one.once, one.every_hours) for one in found] == [(1, True, None), (15, False, 24)]


def test_the_days_of_an_induction_are_no_interval(read):
    text = "For the first cycle of induction, the recommended dose of ZORFAN is (zorfanib 35 mg/m2) liposome on days 1, 3, and 5."
    assert read(text) == [(35, 35, "mg/m2", None, None)]


def test_the_interval_above_a_list_holds_for_its_items(read):
    assert read("Give it twice daily as follows:", items=["Adults: 35 mg.", "Children: 15 mg."]) == [
        (35, 35, "mg", None, 2),
        (15, 15, "mg", None, 2),
    ]


def test_instructions_give_only_what_they_call_recommended(read):
    text = "Draw up 3 mL once daily. The recommended dose is 35 mg once daily."
    assert read(text, title="Administration Instructions") == [(35, 35, "mg", 24, None)]


@pytest.mark.parametrize(
    "title",
    [
        "Recommended Dosage, Titration, and Monitoring",
        "Dosing and Dose Adjustment Information",
        "Dosage in Kidney, Liver or Heart Transplant",
    ],
)
def test_titles_that_speak_of_more_than_doses(read, title):
    assert read("The starting dose is 35 mg once daily.", title=title) == [(35, 35, "mg", 24, None)]


def test_kidney_disease_that_the_medicine_is_for(label, section):
    dose = section("34068-7", "The starting dose is 35 mg once daily.", title="Patients with Chronic Kidney Disease")
    use = section("34067-9", "ZORFAN is indicated for anemia in chronic kidney disease.")
    assert [len(list(dosages(Source(label(*sections))))) for sections in ((dose,), (dose, use))] == [0, 1]


def test_each_section_has_its_own_interval(label, section):
    one = section("34068-7", "Take ZORFAN once daily. The starting dose is 15 mg.", section_id="a")
    two = section("34068-7", "The recommended dose is 35 mg twice daily.", section_id="b")
    found = [fact.value for fact in dosages(Source(label(one, two)))]
    assert [(value.low, value.every_hours, value.per_day) for value in found] == [(15, 24, None), (35, None, 2)]


def test_dosing_instructions_for_a_use_head_its_dose(read):
    assert read(
        "The recommended dosage is 110 mg/m2 on Days 1 and 2.", title="Dosing Instructions for Gout Recommended Dosage"
    ) == [(110, 110, "mg/m2", None, None)]


def test_an_interval_said_with_a_rate_of_infusion(read):
    text = "The recommended dose is 430 mg. Administer the recommended dosage as an infusion at a rate of up to 21 mL/hour once weekly."
    assert read(text) == [(430, 430, "mg", 168, None)]


def test_a_table_of_paragraphs(label, one_table):
    text, blocks = one_table(
        [
            "To relax the bowel",
            "Give 0.03 mcg/kg as a single dose over 45 seconds. " + "Watch the patient with care at all times. " * 8,
        ],
        caption="Table 1: Recommended dosage of Zelvora",
    )
    section = Section("34068-7", "34068-7", "2.1", "Recommended Dosage", None, text, tuple(blocks))
    assert [(one.value.low, one.value.once) for one in dosages(Source(label(section)))] == [(0.03, True)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Take 5 mg in the morning and 5 mg in the evening.", [(5, 5, "mg", None, 2)]),
        ("Take 10 mg in the morning and 5 mg in the evening.", [(10, 10, "mg", 24, None), (5, 5, "mg", 24, None)]),
        ("The usual dose is 10 mg per day given as divided doses of 5 mg each.", [(10, 10, "mg", 24, None), (5, 5, "mg", None, 2)]),
        ("The usual dose of ZORFAN 25 mg/10 mg is one or two tablets daily.", [(1, 2, "tablet", 24, None)]),
        ("The dose should be calculated on the basis of 7 mg for each kg of body weight.", [(7, 7, "mg/kg", None, None)]),
        (
            "Start at 25 mg once daily and titrate in 25 mg steps every 3 days to reach 100 mg once daily.",
            [(25, 25, "mg", 24, None)],
        ),
    ],
)
def test_amounts_of_a_day_and_steps(read, text, wanted):
    assert read(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The starting dose of ZORFAN is 70/12.5 mg once daily.", [(70, 70, "mg", 24, None)]),
        ("Each dose of ZORFAN is 70 mg of lipids/kg birth weight.", [(70, 70, "mg/kg", None, None)]),
        ("The dose will vary between 0.3 mg/kg and 0.7 mg/kg.", [(0.3, 0.7, "mg/kg", None, None)]),
        ("The recommended dose is 0 . 3 5 mg once daily.", []),
        ("The dose for children is 3-7 mEq/kg/24 hr.", [(3, 7, "mEq/kg", 24, None)]),
        (
            "Give a single daily dose at bedtime, 70 mg for 12 days of each 28-day cycle.",
            [(70, 70, "mg", 24, None)],
        ),
        (
            "The recommended dose of ZORFAN is 70 mg/m2 followed by velumine 500 mg/m2 per day. Treatment is repeated every three weeks.",
            [(70, 70, "mg/m2", 504, None)],
        ),
        (
            "The recommended dose of ZORFAN is 70 mg/m2 on Days 1 and 8. Cycles should be repeated every 28 days.",
            [(70, 70, "mg/m2", None, None)],
        ),
        (
            "The dose is 3 mg/kg as an induction regimen at 0, 2 and 6 weeks followed by 3 mg/kg every 8 weeks.",
            [(3, 3, "mg/kg", None, None), (3, 3, "mg/kg", 1344, None)],
        ),
        ("Give 750 mg in two doses separated by at least 6 days.", [(750, 750, "mg", 144, None)]),
        ("Take it as exposures match that of the 30 mg daily dose in adults.", []),
        ("Higher doses than the recommended dose of 3 mg/kg/day do harm.", []),
        ("Apply to the skin and about 1 inch of the surrounding area once daily.", []),
        ("The increase in the nightly dose should not exceed 3 g per week.", []),
        ("When maximum response is obtained, continue with 3 mg/kg/day.", [(3, 3, "mg/kg", 24, None)]),
        ("For loading doses, the rate should not exceed 3 mg XE/kg/min.", []),
        ("Increase to the effective dosage range of 7 g to 9 g per night.", [(7, 9, "g", 24, None)]),
    ],
)
def test_units_intervals_and_what_is_no_dose(read, text, wanted):
    assert read(text) == wanted


def test_a_weight_in_pounds_says_its_kilograms_in_brackets(label, section):
    text = "For patients who weigh less than 110 pounds (50 kg), the recommended dose is 300 mg once daily."
    found = [fact.value for fact in dosages(Source(label(section("34068-7", text, title="Recommended Dosage"))))]
    assert [(one.low, one.max_weight_kg) for one in found] == [(300, 50)]


def test_how_often_a_section_says_it_is_given(read):
    text = "Administer ZORFAN at Week 0, Week 4, and every 8 weeks thereafter. The recommended dose is 70 mg."
    assert read(text) == [(70, 70, "mg", 1344, None)]
    assert read(f"{text} The starting dose is 90 mg.")[1] == (90, 90, "mg", None, None)


def test_a_title_that_goes_on_in_the_text(label):
    text = "Adjustments during treatment of gout: the dose is 30 mg once daily."
    block = Block("paragraph", 0, len(text))
    section = Section("dosage_and_administration/2.7", "34068-7", "2.7", "Dosage", None, text, (block,))
    assert list(dosages(Source(label(section)))) == []


@pytest.fixture
def headed(label, section):
    """Returns the doses, with their condition, of a text whose lines that end with a colon are headings."""

    def told(text):
        blocks, at = [], 0
        for line in text.split("\n"):
            blocks.append(Block("heading" if line.endswith(":") else "paragraph", at, at + len(line)))
            at += len(line) + 1
        use = section(
            "34067-9", "Zorfan is indicated for seizure disorders, for gout and for gout in patients 1 month of age and older."
        )
        facts = dosages(Source(label(use, replace(section("34068-7", text), blocks=tuple(blocks)))))
        return [(fact.value.high, fact.value.condition) for fact in facts]

    return told


def test_headings_of_people_stand_under_the_condition_before_them(headed):
    text = "Seizure Disorders: Use care.\nAdults:\nThe maximum daily dose is 21 mg.\nPediatric Patients:\nThe maximum daily dose is 7 mg."
    assert headed(text) == [(21, "Seizure Disorders"), (7, "Seizure Disorders")]


def test_headings_of_people_behind_doses_of_a_condition_may_be_of_another(headed):
    text = "Gout: The maximum daily dose is 35 mg.\nUse with blue drops.\nAdults:\nThe maximum daily dose is 21 mg."
    assert headed(text) == [(35, "Gout"), (21, None)]


def test_the_age_in_a_title_is_no_part_of_the_condition(label, section):
    use = section("34067-9", "Zorfan is indicated for gout in patients 1 month of age and older.")
    dose = section(
        "34068-7", "The maximum daily dose is 21 mg.", title="Adjunctive Therapy for Gout in Patients 1 Month of Age and Older"
    )
    assert [fact.value.condition for fact in dosages(Source(label(use, dose)))] == ["Gout"]
