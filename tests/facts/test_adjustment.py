"""Kidney and liver in invented labels."""

import pytest

from plainlabel.facts.adjustment import adjustments
from plainlabel.facts.adjustment_rows import row_adjustments
from plainlabel.facts.kinds import Adjustment
from plainlabel.facts.source import Source
from plainlabel.label import Section


@pytest.fixture
def read(label):
    return lambda *sections: [fact.value for fact in adjustments(Source(label(*sections)))]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "No dose adjustment is needed in patients with mild renal impairment.",
            [Adjustment("renal", needed=False, severity="mild")],
        ),
        (
            "Reduce the dose in patients with severe (total bilirubin above 3 times normal) hepatic impairment.",
            [Adjustment("hepatic", needed=True, severity="severe", action="reduce")],
        ),
        (
            "ZORFAN is not recommended in patients with moderate or severe hepatic impairment.",
            [Adjustment("hepatic", needed=True, severity="moderate to severe", action="avoid")],
        ),
        (
            "ZORFAN is contraindicated in patients with end-stage renal disease.",
            [Adjustment("renal", needed=True, severity="end-stage", action="contraindicated")],
        ),
        (
            "No dosage adjustment is required in patients with renal or hepatic impairment.",
            [Adjustment("renal", needed=False), Adjustment("hepatic", needed=False)],
        ),
        (
            "The recommended dosage in patients with severe renal impairment is 50 mg once daily.",
            [Adjustment("renal", needed=True, severity="severe", action="reduce")],
        ),
        (
            "No adjustment of the dose is needed in mild hepatic impairment; avoid use in severe hepatic impairment.",
            [
                Adjustment("hepatic", needed=False, severity="mild"),
                Adjustment("hepatic", needed=True, severity="severe", action="avoid"),
            ],
        ),
    ],
)
def test_one_sentence(read, section, text, wanted):
    assert read(section("34068-7", text)) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Assess renal function before starting ZORFAN.",
        "ZORFAN has not been studied in patients with severe renal impairment.",
        "Reduce the dose if liver enzymes are elevated.",
        "Elderly patients often have decreased renal function, so choose the dose with care.",
    ],
)
def test_what_is_no_adjustment(read, section, text):
    assert read(section("34068-7", text)) == []


def test_a_severity_makes_the_bare_fact_needless(read, section):
    text = "Adjust the dose in renal impairment. Reduce the dose in severe renal impairment."
    assert read(section("34068-7", text)) == [Adjustment("renal", needed=True, severity="severe", action="reduce")]


def test_clearance_alone_leaves_the_severity_out(read, section):
    text = (
        "No dose adjustment is needed when creatinine clearance is above 45 mL/min. "
        "Adjust the dose when creatinine clearance is below 45 mL/min."
    )
    assert read(section("34068-7", text)) == [Adjustment("renal", needed=False), Adjustment("renal", needed=True)]


def test_two_severities_said_together_and_apart(read, section):
    text = (
        "Reduce the dose in moderate hepatic impairment. Avoid use in severe hepatic impairment. "
        "ZORFAN is not recommended in moderate or severe hepatic impairment."
    )
    assert [one.severity for one in read(section("34068-7", text))] == ["moderate", "severe"]


@pytest.mark.parametrize(
    ("row", "wanted"),
    [
        ("Mild renal impairment\tNo dosage adjustment", [Adjustment("renal", needed=False, severity="mild")]),
        ("Severe renal impairment\t50 mg once daily", [Adjustment("renal", needed=True, severity="severe", action="reduce")]),
        ("End-stage renal disease\tAvoid use", [Adjustment("renal", needed=True, severity="end-stage", action="avoid")]),
        ("Grade 2 liver toxicity, severe\t50 mg once daily", []),
    ],
)
def test_rows(row, wanted):
    assert list(row_adjustments(row, "Dosage in Renal Impairment", "")) == wanted


def test_pregnancy_sections_are_not_read(read, section):
    assert read(section("42228-7", "Reduce the dose in severe renal impairment.")) == []


def test_an_item_of_the_contraindications(read, section):
    text = (
        "ZORFAN must not be used in the following: Active bleeding. Severe renal impairment (creatinine clearance below 30 mL/min)."
    )
    assert read(section("34070-3", text)) == [Adjustment("renal", needed=True, severity="severe", action="contraindicated")]


def test_clinical_pharmacology_counts_where_no_other_section_speaks(read, section):
    kidneys = "Renal Impairment: Exposure was the same in renal impairment. No dosage adjustment is necessary."
    liver = "No dose adjustment is necessary in patients with mild hepatic impairment."
    use = section("43684-0", "Reduce the dose in patients with mild hepatic impairment.")
    assert read(use, section("34090-1", f"{kidneys}\n{liver}")) == [
        Adjustment("hepatic", needed=True, severity="mild", action="reduce"),
        Adjustment("renal", needed=False),
    ]


def test_a_sentence_that_points_back(read, section):
    text = "Clearance falls in moderate renal impairment. No adjustment of dosage for such patients is recommended."
    assert read(section("43684-0", text)) == [Adjustment("renal", needed=False, severity="moderate")]


def test_a_severity_in_brackets(read, section):
    text = "No dosage adjustment is required by renal function (mild to severe renal impairment)."
    assert read(section("43684-0", text)) == [Adjustment("renal", needed=False, severity="mild to severe")]


@pytest.mark.parametrize(
    ("code", "text", "wanted"),
    [
        ("34070-3", "Active liver disease or elevated enzymes", [Adjustment("hepatic", needed=True, action="contraindicated")]),
        (
            "43684-0",
            "In severe renal failure the half-life may be increased, necessitating adjustment of the dose.",
            [Adjustment("renal", needed=True, severity="severe")],
        ),
        (
            "42232-9",
            "Dosage for patients with severe hepatic insufficiency should be adjusted carefully.",
            [Adjustment("hepatic", needed=True, severity="severe")],
        ),
        ("43684-0", "Clearance did not appear to be reduced in severe hepatic impairment.", []),
        ("43685-7", "ZORFAN should be avoided in zorfism because it may cause renal failure.", []),
        (
            "34068-7",
            "In impaired hepatic function, dosing should be conservative to avoid reactions.",
            [Adjustment("hepatic", needed=True, action="reduce")],
        ),
    ],
)
def test_more_ways_to_say_it(read, section, code, text, wanted):
    assert read(section(code, text)) == wanted


def test_the_rows_of_a_clearance_have_no_severity():
    headed = "Creatinine clearance (mL/min)\tDose"
    rows = ("over 55\t70 mg daily", "31 to 55\t35 mg daily", "under 31\tDo not use")
    read = [list(row_adjustments(row, "Dosage", headed, first=place == 0)) for place, row in enumerate(rows)]
    assert read == [
        [],
        [Adjustment("renal", needed=True, action="reduce")],
        [Adjustment("renal", needed=True, action="avoid")],
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Avoid ZORFAN in severe renal impairment or end-stage renal disease.", [(True, "severe"), (True, "end-stage")]),
        (
            "No change of the dose is needed in mild, moderate or severe renal impairment, including ESRD.",
            [(False, "mild to end-stage")],
        ),
        ("Consider one third less for people with severe renal impairment.", [(True, "severe")]),
        ("Use the smallest dose where renal function is impaired.", [(True, None)]),
        ("Renal impairment usually calls for no change of dose.", [(False, None)]),
        ("People with renal impairment need care, and the dose should follow their state.", [(True, None)]),
        ("ZORFAN should be used with care in renal impairment; lower doses may do.", [(True, None)]),
        ("People with severe renal impairment should not receive ZORFAN without monitoring.", [(False, "severe")]),
        ("In renal impairment reduce the velumab dosage.", []),
    ],
)
def test_soft_words(read, section, text, wanted):
    assert [(one.needed, one.severity) for one in read(section("34068-7", text))] == wanted


def test_serious_disease_among_the_contraindications_is_severe(read, section):
    found = read(section("34070-3", "Serious lung, hepatic or renal disease."))
    assert [(one.organ, one.severity, one.action) for one in found] == [
        ("renal", "severe", "contraindicated"),
        ("hepatic", "severe", "contraindicated"),
    ]


def test_the_one_dose_beneath_a_heading_is_for_both_organs(read, section):
    found = read(section("34068-7", "The recommended dose is 35 mg once daily.", title="Patients with Renal or Hepatic Impairment"))
    assert found == [Adjustment("renal", True, action="reduce"), Adjustment("hepatic", True, action="reduce")]


def test_the_usual_amount_in_a_row_is_no_change(section, one_table, label):
    text, blocks = one_table(["Hepatic impairment", "Dose"], ["Mild", "70 mg daily"], ["Severe", "35 mg daily"])
    said = "ZORFAN needs no dose adjustment in mild hepatic impairment."
    table = Section("34068-7", "34068-7", "2.4", "Hepatic Impairment", None, text, blocks)
    found = [fact.value for fact in adjustments(Source(label(table, section("43684-0", said))))]
    assert [(one.needed, one.severity) for one in found] == [(True, "severe"), (False, "mild")]


def test_what_is_said_of_children_alone(read):
    text = "In pediatric patients with severe renal impairment, avoid use. Avoid use in adults with severe hepatic impairment."
    assert read(Section("34068-7", "34068-7", "2.3", "Kidneys and Liver", None, text)) == [
        Adjustment("renal", needed=True, severity="severe", action="avoid", population="children"),
        Adjustment("hepatic", needed=True, severity="severe", action="avoid"),
    ]


def test_what_is_said_of_everybody_stands_for_the_same_said_of_children(read):
    children = Section(
        "34068-7", "34068-7", "2.3", "Renal Impairment in Pediatric Patients", None, "Avoid use in severe renal impairment."
    )
    adults = Section("34068-7", "34068-7", "2.4", "Renal Impairment", None, "Reduce the dose in severe renal impairment.")
    assert read(children, adults) == [Adjustment("renal", needed=True, severity="severe", action="reduce")]


def test_the_severity_of_another_disease_is_not_that_of_the_kidneys(read):
    text = "In patients with moderate to severe scaling eczema and severe renal impairment, reduce the dose to 35 mg once daily."
    assert [one.severity for one in read(Section("34068-7", "34068-7", "2.3", "Dosage", None, text))] == ["severe"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "ZORFAN has not been studied in patients with severe hepatic impairment and is therefore not recommended.",
            [Adjustment("hepatic", needed=True, severity="severe", action="avoid")],
        ),
        (
            "Avoid the use of ZORFAN in patients with advanced renal disease unless the benefit outweighs the risk of worsening.",
            [Adjustment("renal", needed=True, action="avoid")],
        ),
        (
            "Do not use ZORFAN in women with liver disease such as hepatitis or severe cirrhosis.",
            [Adjustment("hepatic", needed=True, severity="severe", action="avoid")],
        ),
        ("ZORFAN is not recommended in patients with eCLcr below 35 mL/min.", [Adjustment("renal", needed=True, action="avoid")]),
    ],
)
def test_advice_behind_a_reason(read, section, text, wanted):
    assert read(section("34068-7", text)) == wanted


def test_contraindicated_says_more_than_not_recommended(read, section):
    dosage = section("34068-7", "ZORFAN is not recommended in patients with severe hepatic impairment.")
    never = section("34070-3", "ZORFAN is contraindicated in patients with severe hepatic impairment.")
    assert read(dosage, never) == [Adjustment("hepatic", needed=True, severity="severe", action="contraindicated")]


def test_a_list_of_contraindications_without_marks(read, section):
    words = "Hypersensitivity to the drug Men with growths Patients with serious cardiac, hepatic or renal disease"
    found = {(one.organ, one.severity, one.action) for one in read(section("34070-3", words))}
    assert found == {("hepatic", "severe", "contraindicated"), ("renal", "severe", "contraindicated")}


def test_the_dose_kept_to_a_minimum(read, section):
    found = read(section("34068-7", "In patients with hepatic failure, keep the dosage to a minimum."))
    assert [(one.organ, one.action) for one in found] == [("hepatic", "reduce")]


def test_the_receptor_is_no_kidney(read):
    words = "The recommended dosage of ZORFAN is 9 mg/kg every 2 weeks."
    title = "Recommended Dosage for Cancers with EGFR Mutations"
    assert read(Section("34068-7", "34068-7", "2.3", title, None, words)) == []


def test_a_heading_that_has_run_into_its_text(read, section):
    found = read(section("34068-7", "ImpairmentNo dosage adjustment for ZORFAN is required in mild to severe renal impairment."))
    assert [(one.needed, one.severity) for one in found] == [(False, "mild to severe")]


def test_kinetics_not_evaluated_and_therefore_not_recommended(read, section):
    words = (
        "The pharmacokinetics of norvexin has not been evaluated in severe hepatic impairment, and therefore is not recommended."
    )
    found = [(one.organ, one.severity, one.action) for one in read(section("34068-7", words))]
    assert found == [("hepatic", "severe", "avoid")]


@pytest.mark.parametrize("stop", [" ", ". "])
def test_what_a_doctor_is_to_be_asked_about_is_not_to_be_avoided(read, stop):
    text = f"Do not use if you are allergic to this product{stop}Ask a doctor before use if you have liver or kidney disease."
    assert read(Section("34071-1", "34071-1", None, "Warnings", None, text)) == []


def test_a_part_of_the_usual_dose_is_a_lower_one():
    headed = "Creatinine clearance (mL/min)\tRegimen"
    for told in ("½ the usual regimen", "one-third of the usual dose", "60% of the standard dose"):
        assert list(row_adjustments(f"17 to 31\t{told}", "", headed)) == [Adjustment("renal", needed=True, action="reduce")]
    assert list(row_adjustments("Above 31\tUsual regimen", "", headed, first=True)) == [Adjustment("renal", needed=False)]


def test_never_in_severe_disease_leaves_the_dose_in_less_severe_disease(read, section):
    never = section("34070-3", "ZORFAN is contraindicated in patients with severe renal impairment.")
    lower = section("34068-7", "Reduce the dose in patients with renal impairment.")
    assert read(never, lower) == [
        Adjustment("renal", needed=True, severity="severe", action="contraindicated"),
        Adjustment("renal", needed=True, action="reduce"),
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Doses of ZORFAN extended-release film-coated tablets greater than 4 mg are not recommended in severe renal impairment.",
            [Adjustment("renal", needed=True, severity="severe", action="reduce")],
        ),
        (
            "Patients with mild hepatic impairment should not exceed a dose of ZORFAN 5 mg daily.",
            [Adjustment("hepatic", needed=True, severity="mild", action="reduce")],
        ),
        (
            "Patients with severe hepatic impairment have not been studied; therefore ZORFAN is not recommended in these patients.",
            [Adjustment("hepatic", needed=True, severity="severe", action="avoid")],
        ),
        (
            "ZORFAN should not be used in severe hepatic impairment and should be used with caution in mild hepatic impairment.",
            [Adjustment("hepatic", needed=True, severity="severe", action="avoid")],
        ),
        (
            "Dosage adjustment is unlikely to be needed in patients with hepatic impairment.",
            [Adjustment("hepatic", needed=False)],
        ),
        (
            "No dosage adjustment is needed in any degree of renal impairment, including end stage renal disease (ESRD).",
            [Adjustment("renal", needed=False)],
        ),
        ("The recommended dosage is 2 tablets daily in adults with creatinine clearance greater than or equal to 70 mL.", []),
        ("If a hemodialysis treatment is missed in renal disease, do not administer any missed doses.", []),
        ("Do not administer ZORFAN until liver function has recovered from disease.", []),
        ("A dosage adjustment in patients with renal impairment could not be determined.", []),
        (
            "Adjustment of the dose in renally impaired patients is not needed, but it can be reduced if the dose is not tolerated.",
            [Adjustment("renal", needed=False)],
        ),
        (
            "For patients with reduced hepatic function or who are taking drugs that are inhibitors, the recommended dose is 10 mg.",
            [Adjustment("hepatic", needed=True, action="reduce")],
        ),
        ("A total dose of 900 mg is given over 8 dialysis sessions in patients with renal failure.", []),
    ],
)
def test_caps_people_said_before_and_what_is_no_change(read, text, wanted):
    assert read(Section("34068-7", "34068-7", "2.4", "Dosage in Impairment", None, text)) == wanted


def test_the_dose_of_a_form_told_of_a_severity(read):
    text = "For patients with severe renal impairment, the dose of ZORFAN chewable tablets is 25 mg once daily."
    told = read(Section("34068-7", "34068-7", "2.4", "Recommendations in Renal Impairment", None, text))
    assert told == [Adjustment("renal", needed=True, severity="severe", action="reduce")]


def test_a_bolus_that_stays_says_nothing_of_the_infusion(read):
    text = "No reduction in the bolus dose is needed in renal impairment. Reduce the infusion dose in severe renal impairment."
    told = read(Section("34068-7", "34068-7", "2.2", "Dosage in Renal Impairment", None, text))
    assert told == [Adjustment("renal", needed=True, severity="severe", action="reduce")]


def test_what_a_swelling_comes_from_is_not_barred(read):
    text = "ZORFAN is contraindicated in severe edema due to renal or hepatic failure."
    assert read(Section("34070-3", "34070-3", "4", "Contraindications", None, text)) == []


def test_long_brackets_do_not_part_the_words_around_them(read):
    figures = (
        "creatinine clearance 30 to 50 mL/min by one equation, or 28 to 48 mL/min by the other one, or by a third and a fourth way"
    )
    text = f"The maximum recommended dose in patients with moderate renal impairment ({figures}) is 50 mg per day."
    told = read(Section("34068-7", "34068-7", "2.2", "Dosage in Renal Impairment", None, text))
    assert told == [Adjustment("renal", needed=True, severity="moderate", action="reduce")]
