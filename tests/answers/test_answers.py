"""Questions over the invented medicines: outcome, verdict, first words, citations, on both kinds of edition."""

import pytest

from plainlabel.answers.answer import answer
from plainlabel.errors import UsageError

QUESTIONS = (
    "How long can Zorvexa stay out of the fridge?",
    "How should I store Zorvexa?",
    "Can you drink alcohol on Zorvexa?",
    "Can I drink alcohol with Calmidol?",
    "What is Zorvexa used for?",
    "Is Zorvexa good for asthma?",
    "Is Zorvexa good for migraine?",
    "zorvexxa side effects",
    "Does Calmidol cause constipation?",
    "Does Zorvexa cause hair loss?",
    "Is Zorvexa an immunosuppressant?",
    "Is Suprexin an immunosuppressant?",
    "Is Calmidol an opioid?",
    "how do I stop taking Calmidol",
    "How do I stop Zorvexa?",
    "What are the ingredients of Calmidol?",
    "Is there lactose in Calmidol?",
    "Is there gluten in Calmidol?",
    "Is Zorvexa safe in pregnancy?",
    "Can I breastfeed on Zorvexa?",
    "I missed a dose of Zorvexa",
    "What is the maximum dose of Calmidol?",
    "Who should not take Calmidol?",
    "Can I take Calmidol with Suprexin?",
    "What does Zorvexa look like?",
    "Who makes Zorvexa?",
    "What is the generic name of Zorvexa?",
    "How does Zorvexa work?",
    "How do you inject Zorvexa?",
    "how often do I take Zorvexa",
    "What is Zorvexa?",
    "What class is Calmidol?",
    "Compare Calmidol and Suprexin",
    "what can I take instead of Calmidol",
    "how do you pronounce Zorvexa",
    "What happens if I take too much Calmidol?",
    "Can my 5 year old take Zorvexa?",
    "Is there penicillin in Montalin?",
    "Is Montalin a steroid?",
    "My cat likes Zorvexa boxes",
)


@pytest.fixture(params=["full", "facts"])
def edition(request):
    return request.getfixturevalue(request.param)


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_answer_keeps_the_contract(question, edition):
    given = answer(question, edition)
    assert given.summary
    assert given.summary[0] == given.summary[0].upper()
    assert given.readability.fkgl <= 8, given.summary
    numbers = {citation.n for citation in given.citations}
    for statement in given.statements:
        assert set(statement.citations) <= numbers
        assert statement.citations or statement.basis not in {"label", "class"}, statement
    for citation in given.citations:
        if citation.quote is None:
            assert citation.start is None
            assert citation.end is None
        else:
            label = edition.label_by_set_id(citation.set_id, citation.version)
            assert edition.section(label.key, citation.section_id).text[citation.start : citation.end] == citation.quote
        assert citation.set_id in citation.url
    assert edition.kind == "full" or all(citation.quote is None for citation in given.citations)
    assert len(given.passages) <= 10
    assert len(given.related) <= 5


@pytest.mark.parametrize(
    ("question", "outcome", "verdict", "words"),
    [
        ("How long can Zorvexa stay out of the fridge?", "answered", None, "Up to 14 days"),
        ("How should I store Zorvexa?", "answered", None, "36 to 46 F"),
        ("What is Zorvexa used for?", "answered", None, "atopic dermatitis and asthma"),
        ("Can you drink alcohol on Zorvexa?", "silent", None, "does not say"),
        ("Is Zorvexa an immunosuppressant?", "answered", "no", "No."),
        ("Is Suprexin an immunosuppressant?", "answered", "yes", "Yes."),
        ("Is Calmidol an opioid?", "answered", "yes", "Yes."),
        ("how do I stop taking Calmidol", "answered", None, "Do not stop suddenly."),
        ("Is there lactose in Calmidol?", "answered", "yes", "Yes."),
        ("Is there penicillin in Montalin?", "not_held", None, "holds only parts"),
        ("Does Zorvexa cause hair loss?", "silent", None, "does not say"),
        ("Is Zorvexa good for asthma?", "answered", "yes", "Yes."),
        ("Who makes Zorvexa?", "answered", None, "Zor Labs"),
        ("asdf qwer", "unknown_medicine", None, "do not know"),
        ("Can these drugs be used in thalassemia patients?", "unclear", None, "Which medicine"),
        ("How do I bake bread?", "not_about_medicines", None, "not seem to be about"),
        ("What is Xanax used for?", "unknown_medicine", None, "holds no label"),
        ("", "unclear", None, "no question"),
        ("x" * 100_001, "unclear", None, "too long"),
    ],
)
def test_outcomes_hold_on_both_kinds_of_edition(question, outcome, verdict, words, edition):
    given = answer(question, edition)
    assert (given.outcome, given.verdict) == (outcome, verdict), given.summary
    assert words in given.summary


@pytest.mark.parametrize(
    ("question", "outcome", "verdict", "words"),
    [
        ("Can I drink alcohol with Calmidol?", "answered", "no", "alcohol"),
        ("I missed a dose of Zorvexa", "answered", None, "as soon as you notice"),
        ("Does Calmidol cause constipation?", "answered", "yes", "constipation"),
        ("What is the maximum dose of Calmidol?", "answered", None, "400 mg"),
        ("zorvexxa side effects", "answered", None, "injection site reactions, headache and nausea"),
        ("Is Zorvexa safe in pregnancy?", "answered", "depends", "too little is known"),
        ("Is there gluten in Zorvexa?", "silent", None, "does not say"),
        ("Is there gelatin in Zorvexa?", "answered", "no", "does not list gelatin"),
    ],
)
def test_outcomes_that_need_the_text(question, outcome, verdict, words, full):
    given = answer(question, full)
    assert (given.outcome, given.verdict) == (outcome, verdict), given.summary
    assert words in given.summary


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("I missed a dose of Zorvexa", "as soon as you notice"),
        ("Is Zorvexa safe in pregnancy?", "in pregnancy"),
        ("What is the usual dose of Zorvexa?", "100 mg every 2 weeks"),
    ],
)
def test_an_edition_of_facts_answers_from_its_facts(question, words, facts):
    given = answer(question, facts)
    assert given.outcome == "answered"
    assert words in given.summary
    assert all(citation.quote is None for citation in given.citations)


@pytest.mark.parametrize("question", ["How long should I take Zorvexa?", "Does Calmidol cause toenail pain?"])
def test_an_edition_of_facts_says_what_it_lacks(question, facts):
    given = answer(question, facts)
    assert given.outcome == "not_held"
    assert any("plainlabel build" in notice for notice in given.notices)


def test_silence_tells_that_alcohol_means_the_swab(full):
    given = answer("Can you drink alcohol on Zorvexa?", full)
    assert any("swab" in statement.text for statement in given.statements)
    assert all(citation.quote is None for citation in given.citations)


def test_the_class_answer_counts_the_medicines_that_carry_the_warning(edition):
    given = answer("Is Zorvexa an immunosuppressant?", edition)
    bases = {statement.basis for statement in given.statements}
    assert {"class", "label"} <= bases
    assert any("no boxed warning" in statement.text for statement in given.statements)


def test_a_misspelt_name_is_told(full):
    given = answer("zorvexxa side effects", full)
    assert given.medicines[0].match in {"spelling", "sound"}
    assert any("zorvexxa" in notice and "Zorvexa" in notice for notice in given.notices)


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("I took 30 pills of Calmidol and want to die", "988"),
        ("I want to kill myself", "988"),
        ("my son swallowed a whole bottle of Calmidol", "1-800-222-1222"),
        ("I overdosed on something", "1-800-222-1222"),
        ("my throat is swelling after Zorvexa", "911"),
        ("I can't breathe after the shot", "911"),
        ("she is having a seizure", "911"),
        ("how many Calmidol does it take to kill you", "988"),
    ],
)
def test_danger_comes_first(question, number, edition):
    given = answer(question, edition)
    assert given.outcome == "emergency"
    assert number in given.summary
    assert given.verdict is None


@pytest.mark.parametrize("question", ["how do I come off my pills", "I stopped taking prednisone cold turkey", "wean off tegretol"])
def test_stopping_is_answered_safely_without_a_label(question, edition):
    given = answer(question, edition)
    assert given.summary.startswith("Do not stop suddenly.")


def test_a_date_picks_the_version_in_force(full):
    assert answer("What is Zorvexa used for?", full, "2024-06-01").medicines[0].version == 5
    assert answer("What is Zorvexa used for?", full).medicines[0].version == 7
    early = answer("What is Zorvexa used for?", full, "2020-01-01")
    assert early.outcome == "not_held"
    assert any("10 January 2023" in statement.text for statement in early.statements)


def test_a_date_must_be_one(full):
    with pytest.raises(UsageError):
        answer("What is Zorvexa used for?", full, "yesterday")


def test_no_bare_yes_for_a_child(edition):
    assert answer("Is Zorvexa good for asthma in my 5 year old?", edition).verdict != "yes"


def test_a_label_statement_without_a_citation_cannot_be_made():
    from plainlabel.answers.draft import Draft

    with pytest.raises(AssertionError):
        Draft().say("A claim.", "label")


def test_words_that_name_no_condition_ask_for_all_uses(full):
    given = answer("is Calmidol for 84", full)
    assert given.outcome == "answered"
    assert "84" not in " ".join([given.summary, *(each.text for each in given.statements)])
