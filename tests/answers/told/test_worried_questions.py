"""Questions as worried people put them, over three invented labels, with the label's words and without: every sentence is ours."""

import json

import pytest

from plainlabel.answers.answer import answer
from plainlabel.answers.label_figures import half_lives, is_own
from plainlabel.answers.told.effects import _only_feared
from plainlabel.edition.build import build
from plainlabel.edition.opened import open_edition
from plainlabel.facts.kinds import Contraindication, Pharmacokinetic
from plainlabel.retrieval.sound import sound


def quellivar(record):
    return record(
        "88888888-8888-4888-8888-888888888888",
        3,
        "20260401",
        "Quellivar",
        "quellivab",
        "SUBCUTANEOUS",
        [],
        {
            "indications_and_usage": (
                "1 INDICATIONS AND USAGE 1.1 Psoriasis QUELLIVAR is indicated for the treatment of psoriasis in adults. "
                "1.2 Asthma QUELLIVAR is indicated for the treatment of asthma in adults."
            ),
            "dosage_and_administration": (
                "2 DOSAGE AND ADMINISTRATION 2.1 Recommended Dosage The recommended dosage in adults is 80 mg once weekly. "
                "2.2 Administration Inject QUELLIVAR into the thigh or abdomen."
            ),
            "contraindications": "4 CONTRAINDICATIONS QUELLIVAR is contraindicated in pregnancy.",
            "warnings_and_cautions": (
                "5 WARNINGS AND PRECAUTIONS 5.1 Serious Infections Serious infections have occurred. "
                "5.2 Mechanical Heart Valves Do not use QUELLIVAR with one. 5.3 Exposure of the Fetus Women should not touch it."
            ),
            "storage_and_handling": (
                "16 STORAGE Store in a refrigerator at 36°F to 46°F (2°C to 8°C). It may be kept at room temperature up to 77°F "
                "(25°C) for up to 14 days. Discard after 14 days."
            ),
            "pharmacokinetics": "12.3 Pharmacokinetics The mean elimination half-life of quellivab is 6 days.",
            "pregnancy": (
                "8.1 Pregnancy QUELLIVAR is contraindicated in pregnancy. Women should use effective contraception during "
                "treatment with QUELLIVAR and for 5 months after the last dose."
            ),
        },
    )


def torvaxin(record):
    return record(
        "99999999-9999-4999-8999-999999999999",
        1,
        "20260401",
        "Torvaxin",
        "torvaxine",
        "ORAL",
        [],
        {
            "indications_and_usage": "1 INDICATIONS AND USAGE TORVAXIN is indicated for the treatment of psoriasis and gout in adults.",
            "dosage_and_administration": (
                "2 DOSAGE AND ADMINISTRATION 2.1 Recommended Dosage The maximum dosage in adults is 400 mg per day. In patients over "
                "75 years of age, the maximum dosage is 300 mg per day. Swallow TORVAXIN tablets whole. 2.2 Missed Dose If a dose of "
                "TORVAXIN is missed, skip the dose beyond 12 hours and take the next dose as planned."
            ),
            "pharmacokinetics": "12.3 Pharmacokinetics Peak plasma concentrations of torvaxine occur at 3 hours.",
        },
    )


@pytest.fixture(scope="module", params=["full", "facts"])
def edition(request, tmp_path_factory, small):
    folder = tmp_path_factory.mktemp(f"worried-{request.param}")
    lines = "\n".join(json.dumps(each) for each in (quellivar(small.record), torvaxin(small.record)))
    (folder / "labels.jsonl").write_text(lines, encoding="utf-8")
    report = build([folder / "labels.jsonl"], folder / "out", facts_only=request.param == "facts", workers=1)
    with open_edition(report.path) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "kind", "verdict", "words"),
    [
        ("is Quellivar taken every day", "usage_time", "no", "once a week"),
        ("I left my Quellivar pen on the counter over night, is it still good", "storage", None, "14 days"),
        ("can I use Quellivar while trying for a baby", "pregnancy", "no", "must not be used in pregnancy"),
        ("can men use Quellivar if my wife is pregnant", "pregnancy", "depends", "one who is pregnant"),
        ("Torvaxin max dose over 75", "dose", None, "300 mg a day"),
        ("can I split Torvaxin tablets", "usage", "no", "swallow it whole"),
    ],
)
def test_the_first_sentence_answers(question, kind, verdict, words, edition):
    given = answer(question, edition)
    assert (given.type, given.verdict) == (kind, verdict), given.summary
    assert words in given.summary


@pytest.mark.parametrize(
    "question",
    [
        "how long after my last dose of Quellivar can I try for a baby",
        "how long should I wait to get pregnant after stopping Quellivar",
        "how long do I need birth control after Quellivar",
    ],
)
def test_how_long_to_wait_with_a_child_is_told_by_birth_control_never_by_the_half_life(question, edition):
    given = answer(question, edition)
    assert given.type == "pregnancy"
    assert "birth control for 5 months" in given.summary
    assert not any(statement.basis == "computed" for statement in given.statements)


def test_throwing_up_a_dose_is_understood(edition):
    assert answer("I threw up an hour after my Torvaxin pill, do I need another one?", edition).outcome != "unclear"


def test_an_illness_without_a_medicine_is_answered_by_what_is_approved_for_it(edition):
    given = answer("which medicines treat psoriasis", edition)
    assert given.outcome == "answered"
    assert given.summary.startswith("2 medicines here are approved for psoriasis")
    assert {"Quellivar", "Torvaxin"} <= set(given.statements[0].text.replace(",", "").replace(".", "").split())
    assert all(statement.citations for statement in given.statements if statement.basis == "label")


def test_an_illness_that_no_label_names_is_said_to_be_none(edition):
    given = answer("which medicines treat leprosy", edition)
    assert given.outcome == "not_held"
    assert "leprosy" in given.summary


def test_labels_that_warn_of_a_thing_are_named(edition):
    given = answer("mechanical heart valve", edition)
    assert given.outcome == "unclear"
    assert any("Quellivar" in statement.text and "heart valve" in statement.text for statement in given.statements)


def test_the_time_of_the_highest_level_is_not_called_the_onset(edition):
    given = answer("how fast does Torvaxin work", edition)
    assert not given.summary.startswith("After")
    assert "do not tell how fast" in given.summary or given.outcome == "silent"


def test_what_follows_from_a_half_life_is_told_behind_the_label(edition):
    given = answer("How long does Quellivar stay in your system?", edition)
    assert given.statements[0].basis == "label"
    assert any(statement.basis == "computed" and "five half-lives" in statement.text for statement in given.statements)


def test_places_on_the_body_stand_in_one_sentence(edition):
    told = [statement.text for statement in answer("how do I inject Quellivar", edition).statements if "place" in statement.text]
    assert len(told) == 1
    assert "thigh" in told[0]
    assert "abdomen" in told[0]


def test_grave_warnings_keep_a_class_question_open(edition):
    assert answer("is Quellivar an immunosuppressant", edition).verdict != "no"


@pytest.mark.parametrize(
    ("question", "emergency"),
    [
        ("I took 10 Torvaxin pills", True),
        ("she swallowed a handful of Torvaxin", True),
        ("i have taken 8 Torvaxin tablets a week for years", False),
        ("I took 10 mg of Torvaxin", False),
    ],
)
def test_very_many_at_once_is_an_emergency(question, emergency, edition):
    assert (answer(question, edition).outcome == "emergency") is emergency


def test_a_dose_is_not_to_be_changed_by_oneself_where_a_group_is_named(edition):
    assert answer("can I double my insulin dose", edition).summary.startswith("Do not change the dose on your own")


class _Reading:
    full = False

    def __init__(self, values):
        self._facts = [type("Fact", (), {"value": value})() for value in values]

    def facts(self, *_):
        return self._facts


def _hours(low, **more):
    return Pharmacokinetic("half_life", low, low, "hours", **more)


def test_a_figure_longer_than_that_of_weak_organs_is_not_of_everybody():
    values = [_hours(6), _hours(7), _hours(19), _hours(13, population="hepatic impairment"), _hours(7, of="M1 metabolite")]
    told = [value.low for _, value in half_lives(_Reading(values), ("norvexin",)) if value.population is None]
    assert told == [6, 7, 7]


def test_a_part_that_bears_the_name_is_the_medicine_itself():
    assert is_own(_hours(6, of="norvexin (T4)"), ("norvexin",))
    assert not is_own(_hours(6, of="desmethylnorvexin"), ("norvexin",))
    assert not is_own(_hours(6, of="norvexin metabolite"), ("norvexin",))


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("hair falling out on Torvaxin", "side_effects"),
        ("can Torvaxin hurt my tendons", "side_effects"),
        ("does Torvaxin change eye color", "side_effects"),
        ("Torvaxin and kidney problems", "contraindication"),
        ("why choose Torvaxin instead of Quellivar", "comparison"),
        ("can I use Torvaxin cream on my face", "usage"),
        ("can i wear contact lenses with Torvaxin", "interaction"),
        ("is Torvaxin given every two weeks", "usage_time"),
    ],
)
def test_how_people_put_it_is_understood(question, kind, edition):
    assert answer(question, edition).type == kind


def test_an_age_told_as_over_is_an_age(edition):
    from plainlabel.questions.understand import understand

    assert understand("Torvaxin max dose over 75", edition).person.age_years == 75
    assert understand("is it ok to take Torvaxin over 75 mg", edition).person.age_years is None
    assert not understand("can I use Torvaxin while trying for a baby", edition).person.child


@pytest.mark.parametrize("word", ["taking", "females", "the following"])
def test_a_word_that_is_no_reason_is_not_told_as_one(word):
    fact = type("Fact", (), {"value": Contraindication(word)})()
    assert not sound(_Reading([]), fact)
    assert sound(_Reading([]), type("Fact", (), {"value": Contraindication("gout")})())


def test_a_warning_of_a_risk_is_no_yes_to_a_cause():
    assert _only_feared(["Risk of Growths in Glands"])
    assert not _only_feared(["Growths in Glands"])


def test_the_label_of_another_form_tells_no_use_of_the_form_asked_for(edition):
    given = answer("how do I apply the Torvaxin patch", edition)
    assert given.outcome != "answered" or "patch" not in given.summary
