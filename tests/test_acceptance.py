"""The main job on real labels, through the command line as its users call it.

The full edition is all openFDA records and the partial records of the shared folder. What is asserted are facts: numbers, codes,
outcomes, names of conditions.
"""

import json
import os
import subprocess
import sys

import pytest

pytestmark = pytest.mark.shared

DUPIXENT = "595f437d-2729-40bb-9c62-c8ece1f82780"

NINE_USES = {
    "atopic dermatitis": "6 months",
    "asthma": "6 years",
    "chronic rhinosinusitis with nasal polyps": "12 years",
    "eosinophilic esophagitis": "15 kg",
    "prurigo nodularis": "adults",
    "chronic obstructive pulmonary disease": "adults",
    "chronic spontaneous urticaria": "2 years",
    "bullous pemphigoid": "adults",
    "allergic fungal rhinosinusitis": "6 years",
}

QUESTIONS = (
    "How long can Dupixent stay out of the fridge?",
    "Can you drink alcohol on Dupixent?",
    "What is Dupixent used for?",
    "dupixant side effects",
    "is penicillin in montelukast",
    "asdf qwer",
    "Is Dupixent an immunosuppressant?",
    "I have been on 400 mg of tramadol a day for 20 years, decided it is time to come off them",
    "Can these drugs be used in thalassemia patients?",
    "What is the consideration to use nifedipine over amlodipine?",
)


def plainlabel(*words, edition):
    """Returns what the command prints, as JSON; the exit code must be 0."""
    environment = {**os.environ, "PLAINLABEL_EDITION": str(edition.path)}
    done = subprocess.run(
        [sys.executable, "-m", "plainlabel", *words], capture_output=True, text=True, check=False, env=environment, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return (
        [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
        if "--batch" in words
        else json.loads(done.stdout)
    )


@pytest.fixture(scope="module")
def answers(full_edition, tmp_path_factory):
    """The answers by question."""
    batch = tmp_path_factory.mktemp("ask") / "questions.txt"
    batch.write_text("\n".join(QUESTIONS) + "\n", encoding="utf-8")
    found = plainlabel("ask", "--batch", str(batch), "--json", edition=full_edition)
    assert [one["question"] for one in found] == list(QUESTIONS)
    return dict(zip(QUESTIONS, found, strict=True))


def texts(answer):
    """Returns summary and statements in one lower-case text."""
    return " ".join([answer["summary"], *(one["text"] for one in answer["statements"])]).lower()


def test_out_of_the_fridge(answers):
    answer = answers["How long can Dupixent stay out of the fridge?"]
    assert answer["outcome"] == "answered"
    assert "14 days" in answer["summary"]
    quotes = " ".join(one["quote"] or "" for one in answer["citations"])
    assert "14 days" in quotes
    assert "25" in quotes
    assert "77" in quotes
    assert {one["section_code"] for one in answer["citations"]} <= {"34069-5", "44425-7"}


def test_alcohol_means_swabs(answers):
    answer = answers["Can you drink alcohol on Dupixent?"]
    assert (answer["outcome"], answer["verdict"], answer["topic"]) == ("silent", None, "alcohol")
    assert "swab" in texts(answer)
    assert all(one["quote"] is None for one in answer["citations"])


def test_all_nine_uses_with_their_ages(answers):
    answer = answers["What is Dupixent used for?"]
    for use, age in NINE_USES.items():
        found = [one["text"].lower() for one in answer["statements"] if use in one["text"].lower()]
        assert found, use
        assert any(age in text for text in found), use


def test_a_misspelt_name(answers):
    answer = answers["dupixant side effects"]
    assert answer["medicines"][0]["set_id"] == DUPIXENT
    assert answer["medicines"][0]["match"] == "spelling"
    assert any("dupixant" in one and "Dupixent" in one for one in answer["notices"])


def test_a_partial_label_is_not_silent(answers):
    answer = answers["is penicillin in montelukast"]
    assert answer["outcome"] == "not_held"
    assert answer["medicines"][0]["ingredients"] == ["montelukast"]


def test_nonsense_is_no_medicine(answers):
    assert answers["asdf qwer"]["outcome"] in {"unknown_medicine", "unclear"}


def test_not_an_immunosuppressant(answers):
    answer = answers["Is Dupixent an immunosuppressant?"]
    assert (answer["outcome"], answer["verdict"], answer["type"]) == ("answered", "no", "class")
    assert {"class", "label", "computed"} <= {one["basis"] for one in answer["statements"]}


def test_a_risky_stop_leads_with_safety(answers):
    answer = answers["I have been on 400 mg of tramadol a day for 20 years, decided it is time to come off them"]
    assert answer["summary"].startswith("Do not stop suddenly")
    assert "988" in texts(answer)
    assert "911" in texts(answer)


def test_a_question_without_a_medicine_asks_back(answers):
    answer = answers["Can these drugs be used in thalassemia patients?"]
    assert answer["outcome"] == "unclear"
    assert "?" in answer["summary"]


def test_every_quote_is_the_stored_text(answers, full_edition):
    checked = 0
    for answer in answers.values():
        for citation in answer["citations"]:
            if citation["quote"] is None:
                assert citation["start"] is citation["end"] is None
                continue
            section = plainlabel("show", citation["set_id"], "--section", citation["section_id"], "--json", edition=full_edition)
            assert section["text"][citation["start"] : citation["end"]] == citation["quote"]
            checked += 1
    assert checked > 10


def test_every_label_statement_is_cited(answers):
    for answer in answers.values():
        numbers = {one["n"] for one in answer["citations"]}
        for statement in answer["statements"]:
            assert set(statement["citations"]) <= numbers
            assert statement["citations"] or statement["basis"] not in {"label", "class"}, statement
