"""What invented labels say of overdose."""

import pytest

from plainlabel.facts.kinds import Overdose
from plainlabel.facts.overdose import overdoses
from plainlabel.facts.source import Source


@pytest.fixture
def read(label):
    return lambda *sections: [fact.value for fact in overdoses(Source(label(*sections)))]


def test_signs_dialysis_and_the_poison_centre(read, section):
    text = (
        "Overdosage with ZORFAN may cause vomiting, slow heartbeat, and tremor. Zorfanib is not removed by hemodialysis. "
        "Call a poison control center for advice."
    )
    assert read(section("34088-5", text)) == [
        Overdose(signs=("vomiting", "slow heartbeat", "tremor"), dialysis=False, poison_center=True)
    ]


def test_the_fact_stands_at_the_first_sentence_that_says_anything(label, section):
    text = "Be careful with children. There is no known antidote to zorfanib. Call a poison control center."
    (fact,) = overdoses(Source(label(section("34088-5", text))))
    assert text[fact.place.start : fact.place.end] == "There is no known antidote to zorfanib."
    assert fact.value == Overdose(no_antidote=True, poison_center=True)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Give naloxone to reverse slow breathing.", Overdose(antidote="naloxone")),
        ("Flumazenil is a specific antagonist of drugs of this group.", Overdose(antidote="Flumazenil")),
        ("No specific antidote is known.", Overdose(no_antidote=True)),
        ("There is no specific treatment for a ZORFAN overdose.", Overdose(no_antidote=True)),
        ("Hemodialysis removes zorfanib well.", Overdose(dialysis=True)),
        ("Dialysis is unlikely to help.", Overdose(dialysis=False)),
        ("There is no experience with overdose of ZORFAN.", Overdose(no_experience=True)),
        ("Signs of overdose include drowsiness and coma.", Overdose(signs=("drowsiness", "coma"))),
        ("Seizures and fainting have been reported.", Overdose(signs=("seizures", "fainting"))),
    ],
)
def test_one_sentence(read, section, text, wanted):
    assert read(section("34088-5", text)) == [wanted]


@pytest.mark.parametrize(
    "text",
    [
        "Naloxone should not be given.",
        "It is not known whether zorfanib is dialyzable.",
        "Treat with fluids and watch the heart.",
        "Overdose caused tremor and death in rats.",
        "No information is available on the treatment of overdosage.",
    ],
)
def test_what_says_nothing(read, section, text):
    assert read(section("34088-5", text)) == [Overdose()]


def test_an_over_the_counter_label_names_the_poison_centre(read, section):
    assert read(section("50565-1", "If swallowed, call a Poison Control Center.")) == [Overdose(poison_center=True)]
    assert read(section("50565-1", "Keep out of reach of children.")) == []


def test_only_what_can_happen_to_a_person_is_a_sign(read, section):
    text = "Signs of overdose may be manifested by respiratory depression, in addition, tremulousness, the zorfan and the following day."
    (value,) = read(section("34088-5", text))
    assert value.signs == ("respiratory depression", "tremulousness")


def test_a_sign_keeps_its_place_and_degree(read, section):
    text = "Symptoms of overdose include cases of severe headache, loss of speech and diminished reflexes."
    (value,) = read(section("34088-5", text))
    assert value.signs == ("severe headache", "loss of speech", "diminished reflexes")
