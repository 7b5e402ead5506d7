"""Two medicines, an illness, an age: what facts of invented labels must tell, and what must never become a plain yes or no."""

import json

import pytest

from plainlabel.answers.answer import answer
from plainlabel.answers.told.patterns import asks
from plainlabel.edition.build import build
from plainlabel.edition.opened import open_edition

_IDS = "81111111-1111-4111-8111-11111111111"


def _labels(record):
    def one(number, name, ingredient, classes, **sections):
        return record(f"{_IDS}{number}", 1, "20260101", name, ingredient, "ORAL", classes, sections)

    warnings = "5 WARNINGS AND PRECAUTIONS"
    against = "4 CONTRAINDICATIONS"
    return [
        one(
            "1",
            "Dornivex",
            "dornivexin",
            [],
            contraindications=f"{against} DORNIVEX is contraindicated in patients with a seizure disorder or a history of bowel perforation.",
            warnings_and_cautions=(
                f"{warnings} 5.1 Acute Pancreatitis Acute pancreatitis has occurred. Stop DORNIVEX if it occurs. "
                "5.2 Hyperkalemia DORNIVEX can raise potassium. Monitor potassium. "
                "5.3 Gastrointestinal Bleeding, Ulceration, and Perforation Bleeding of the bowel has occurred."
            ),
            indications_and_usage="1 INDICATIONS AND USAGE DORNIVEX is indicated for the treatment of gout in adults.",
        ),
        one(
            "2",
            "Ulmesta",
            "ulmestine",
            [],
            warnings_and_cautions=f"{warnings} 5.1 Hyperkalemia High potassium has occurred with ULMESTA. Monitor potassium.",
            indications_and_usage="1 INDICATIONS AND USAGE ULMESTA is indicated for the treatment of heart failure in adults.",
            dosage_and_administration=(
                "2 DOSAGE AND ADMINISTRATION 2.1 Heart Failure The recommended dosage in adults is 5 mg twice daily. 2.2 Gout The "
                "recommended dosage in adults is 10 mg twice daily."
            ),
            pharmacokinetics="12.3 Pharmacokinetics The elimination half-life of ulmestine is approximately 12 hours.",
        ),
        one(
            "3",
            "Quillaro",
            "quillarone",
            [],
            contraindications=f"{against} QUILLARO is contraindicated with strong CYP1A2 inhibitors.",
            drug_interactions=(
                "7 DRUG INTERACTIONS 7.1 Macrolides Erythromycin and clarithromycin raise the concentration of quillarone. "
                "Avoid macrolide antibiotics, such as erythromycin and clarithromycin, with QUILLARO."
            ),
            indications_and_usage="1 INDICATIONS AND USAGE QUILLARO is indicated for the treatment of gout in adults.",
        ),
        one(
            "4",
            "Pellucine",
            "ciprofloxacin",
            [],
            indications_and_usage="1 INDICATIONS AND USAGE PELLUCINE is indicated for the treatment of pneumonia in adults.",
            pharmacokinetics="12.3 Pharmacokinetics The elimination half-life of ciprofloxacin is approximately 4 hours.",
        ),
        one(
            "5",
            "Senivar",
            "senivarin",
            [],
            boxed_warning=(
                "WARNING: INCREASED MORTALITY IN ELDERLY PATIENTS WITH DEMENTIA Elderly patients with dementia are at an increased "
                "risk of death. SENIVAR is not approved for them."
            ),
            use_in_specific_populations=(
                "8 USE IN SPECIFIC POPULATIONS 8.5 Geriatric Use Clinical studies of SENIVAR did not include sufficient numbers of "
                "patients aged 65 and over to determine whether they respond differently."
            ),
            indications_and_usage="1 INDICATIONS AND USAGE SENIVAR is indicated for the treatment of schizophrenia in adults.",
        ),
        one(
            "6",
            "Tavolin",
            "tavolinum",
            [],
            dosage_and_administration=(
                "2 DOSAGE AND ADMINISTRATION 2.1 Recommended Dosage Adults: the recommended dosage is 50 mg once daily. Children 4 to "
                "11 years: the recommended dosage is 10 mg once daily."
            ),
            indications_and_usage=(
                "1 INDICATIONS AND USAGE TAVOLIN is indicated for the treatment of hay fever. Limitations of Use: TAVOLIN is not "
                "recommended for the treatment of asthma in patients with an eGFR less than 30 mL/min."
            ),
        ),
        one(
            "7",
            "Azimera",
            "azithromycin",
            [],
            indications_and_usage="1 INDICATIONS AND USAGE AZIMERA is indicated for the treatment of pneumonia in adults.",
        ),
    ]


@pytest.fixture(scope="module", params=["full", "facts"])
def edition(request, tmp_path_factory, small):
    folder = tmp_path_factory.mktemp(f"together-{request.param}")
    (folder / "labels.jsonl").write_text("\n".join(json.dumps(each) for each in _labels(small.record)), encoding="utf-8")
    report = build([folder / "labels.jsonl"], folder / "out", facts_only=request.param == "facts", workers=1)
    with open_edition(report.path) as opened:
        yield opened


def is_facts(edition):
    return edition.kind != "full"


def words(given):
    return " ".join([given.summary, *(each.text for each in given.statements)])


@pytest.mark.parametrize("question", ["I had a seizure, can I take Dornivex", "Can I take Dornivex with seizures?"])
def test_a_plural_of_the_question_finds_the_singular_of_the_label(question, edition):
    given = answer(question, edition)
    assert (given.outcome, given.verdict) == ("answered", "no")
    assert "seizure disorder" in words(given)


def test_an_illness_is_not_found_by_the_word_history_alone(edition):
    given = answer("Is Dornivex ok with a history of pancreatitis?", edition)
    assert given.verdict == "depends"
    assert "pancreatitis" in given.summary
    assert "perforation" not in given.summary


def test_an_illness_of_the_stomach_is_no_side_effect_that_is_asked_for(edition):
    given = answer("Can I take Dornivex with a stomach ulcer?", edition)
    assert given.type == "contraindication"
    assert given.verdict in {"depends", None}
    assert not given.summary.startswith("No.")  # The bowel perforation that is forbidden is near to an ulcer, but none.


def test_a_risk_that_both_labels_warn_of_is_told_of_two_that_name_each_other_nowhere(edition):
    given = answer("Can I take Dornivex with Ulmesta?", edition)
    assert (given.outcome, given.verdict) == ("answered", "depends")
    assert "high potassium" in given.summary
    cited = {each.set_id for each in given.citations}
    assert len(cited) == 2
    assert "no word on Ulmesta" in words(given)


def test_two_labels_without_a_risk_in_common_get_no_risk(edition):
    given = answer("Can I take Ulmesta with Tavolin?", edition)
    assert given.outcome in {"silent", "not_held"}


def test_a_partner_by_the_role_of_our_list_is_told_but_not_sure(edition):
    given = answer("Can I take Quillaro with Pellucine?", edition)
    assert (given.outcome, given.verdict) == ("answered", "depends")
    assert "CYP1A2 inhibitors" in given.summary


@pytest.mark.parametrize("edition", ["full"], indirect=True)
def test_a_ban_of_a_class_that_lists_others_is_no_plain_no(edition):
    given = answer("Can I take Quillaro with Azimera?", edition)
    assert (given.outcome, given.verdict) == ("answered", "depends")
    assert "macrolide" in given.summary.lower()
    assert answer("Can I take Quillaro with clarithromycin?", edition).verdict == "no"


def test_a_boxed_warning_on_old_people_leads(edition):
    given = answer("Can older people with dementia take Senivar?", edition)
    assert given.verdict in {"depends", "no"}
    if is_facts(edition):
        assert "boxed warning" in given.summary


@pytest.mark.parametrize("edition", ["facts"], indirect=True)
@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Can my 6 year old take Tavolin?", "a dose for this age"),
        ("Can a 10 month old have Tavolin?", "no dose for this age"),
        ("Can I use Tavolin for children?", "from 4 years"),
    ],
)
def test_doses_by_age_answer_where_no_fact_speaks_of_children(question, told, edition):
    given = answer(question, edition)
    assert (given.outcome, given.verdict) == ("answered", "depends")
    assert told in given.summary


def test_an_eating_disorder_is_no_meal(edition):
    given = answer("Can I take Dornivex with an eating disorder?", edition)
    assert given.topic != "food"
    assert "food" not in given.summary


@pytest.mark.parametrize("edition", ["facts"], indirect=True)
def test_a_limit_of_use_is_told_as_one_not_as_no_use_at_all(edition):
    given = answer("Can I take Tavolin if I have asthma?", edition)
    assert given.verdict == "depends"
    assert "The label sets a limit on its use" in given.summary
    assert "is not for" not in given.summary


@pytest.mark.parametrize("edition", ["facts"], indirect=True)
def test_a_half_life_with_an_interval_tells_when_the_level_is_steady_and_alone_tells_nothing(edition):
    given = answer("How fast does Ulmesta work?", edition)
    assert given.outcome == "answered"
    assert "By its half-life, regular doses bring a steady level after about 2 to 2.5 days" in given.summary
    alone = answer("How fast does Pellucine work?", edition)
    assert alone.outcome == "not_held"
    assert "half-life" in words(alone)


@pytest.mark.parametrize(
    ("end_point", "prevented"),
    [
        ("Death from any cause", True),
        ("Primary composite endpoint", True),
        ("Recurrent DVT", True),
        ("EASI-75", False),
        ("Percent change in LDL-C", False),
        ("Peak flow", False),
    ],
)
def test_an_event_to_be_prevented_tells_no_time_to_an_effect(end_point, prevented):
    assert bool(asks("event_to_prevent").search(end_point.lower())) is prevented


def test_a_warning_is_told_as_the_label_heads_it(edition):
    given = answer("Does Dornivex cause pancreatitis?", edition)
    if is_facts(edition):
        assert "acute pancreatitis" in given.summary


def test_a_group_of_medicines_beside_one_gets_the_risk_of_both(edition):
    given = answer("Can I take Ulmesta with ACE inhibitors?", edition)
    assert (given.type, given.outcome, given.verdict) == ("interaction", "answered", "depends")
    assert "high potassium" in given.summary
