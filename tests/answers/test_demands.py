"""A quote answers a kind of question only where it holds what that kind demands; a caption or words picked apart answer nothing."""

from types import SimpleNamespace

import pytest

from plainlabel.answers.case import says_nothing_alone
from plainlabel.answers.demands import _of_others, demands, drop_quotes_on_else, fitting, garbled, loose_words, words_wanted
from plainlabel.answers.draft import Draft
from plainlabel.edition.records import SectionRecord
from plainlabel.questions.question import Question, Topic
from plainlabel.retrieval.reading import Found

DOSING, STUDIED, REACTIONS = "34068-7", "43682-4", "34084-4"


def asked(masked, kind, topic=None):
    return Question(masked, masked, type=kind, topic=topic)


def met(masked, kind, text, code=DOSING, title="Dosage"):
    wanted = demands(asked(masked, kind))
    assert wanted, masked
    return all(each.met(title, text, code) for each in wanted)


@pytest.mark.parametrize(
    ("masked", "kind", "text", "expected"),
    [
        ("what is the maximum dose of ø", "dose", "Do not exceed 40 mg a day.", True),
        ("what is the maximum dose of ø", "dose", "The most that was given is not more than two tablets, or 40 mg.", True),
        ("what is the maximum dose of ø", "dose", "The usual dose is 20 mg a day.", False),
        ("what is the maximum dose of ø", "dose", "The maximum concentration was 40 mg per liter.", False),
        ("what is the maximum dose of ø", "dose", "The Tmax of 5 mg was up to 2 hours.", False),
        ("what is the maximum dose of ø", "dose", "Rats got up to 50 mg a day.", False),
        ("what is the maximum dose of ø", "dose", "Adults | 20 mg/day | 40 mg/day", True),
        ("what is the starting dose of ø", "dose", "Begin with 5 mg once a day.", True),
        ("how much ø should i start with", "dose", "Begin slowly and raise it each week.", False),
        ("what is the starting dose of ø", "dose", "Begin with 5 g of amino acids.", False),
        ("can children take ø", "contraindication", "It has not been tried in infants.", True),
        ("can children take ø", "contraindication", "Children younger than 6 years got none.", True),
        ("can children take ø", "contraindication", "Adults 18 years and older may take it.", False),
        ("can children take ø", "contraindication", "Four old women were tried.", False),
        ("can children take ø", "contraindication", "It passes to the breastfed infant.", False),
        ("is ø ok for the elderly", "contraindication", "Older adults may get a lower dose.", True),
        ("is ø ok for the elderly", "contraindication", "Patients aged 2 to 12 years got it.", False),
        ("can i crush ø", "usage", "Swallow the tablet whole.", True),
        ("can i crush ø", "usage", "Dissolve the powder in water.", False),
        ("can i crush ø", "usage", "Green, scored tablets.", False),
        ("can i split ø", "usage", "Green, scored tablets.", True),
        ("can i split ø", "usage", "It can make swallowing hard.", False),
        ("how fast does ø work", "action_time", "Relief begins within 30 minutes.", True),
        ("how fast does ø work", "action_time", "It acts on a receptor.", False),
        ("how fast does ø work", "action_time", "Steady-state levels are seen within 4 days.", False),
        ("how fast does ø work", "action_time", "Suicidal thoughts began as early as one week after the start.", False),
        ("what time of day should i take ø", "usage_time", "Take it in the morning.", True),
        ("what time of day should i take ø", "usage_time", "With a GFR below 30, give 5 mg once daily.", False),
        ("how long should i take ø", "usage_time", "Treat for 7 to 10 days.", True),
        ("how long should i take ø", "usage_time", "Do not donate blood until 6 months after the last dose.", False),
        ("i forgot ø", "forgotten_dose", "Take a missed tablet at once.", True),
        ("i forgot ø", "forgotten_dose", "Missing values were filled in.", False),
        ("can people on dialysis take ø", "contraindication", "Dialysis takes it out.", True),
        ("can people on dialysis take ø", "contraindication", "Care is needed with potassium.", False),
        ("what dose of ø with bad kidneys", "dose", "In renal impairment give 5 mg.", True),
        ("what dose of ø with bad kidneys", "dose", "Give 5 mg.", False),
        ("what dose of ø in liver disease", "dose", "In cirrhosis give 5 mg.", True),
        ("what dose of ø in liver disease", "dose", "Give 5 mg.", False),
        ("is ø ok for seniors", "usage", "Women (50 to 79 years) were studied.", False),
        ("would hemodialysis help after too much ø", "overdose", "Norvexin is not removed by dialysis.", True),
        ("would hemodialysis help after too much ø", "overdose", "Kidney injury requiring dialysis was seen.", False),
        ("do i need my vitamin d level checked on ø", "interaction", "Measure vitamin D before the start.", True),
        ("do i need my vitamin d level checked on ø", "interaction", "Vitamin D was not allowed.", False),
        ("what does low sodium feel like on ø", "side_effects", "Signs of low sodium include headache and cramps.", True),
        ("what does low sodium feel like on ø", "side_effects", "It can bring low sodium.", False),
        (
            "my husband is getting ø. how long must we use birth control",
            "pregnancy",
            "Men: use birth control for 4 months after the last dose.",
            True,
        ),
        (
            "my husband is getting ø. how long must we use birth control",
            "pregnancy",
            "Women: use birth control for 7 months after the end.",
            False,
        ),
        ("must unopened ø vials stay cold", "storage", "Store vials in a refrigerator.", True),
        ("must unopened ø vials stay cold", "storage", "Refrigerate the diluted solution.", False),
        ("how do i get rid of used ø needles", "storage", "Put needles in a sharps container and discard it.", True),
        ("how do i get rid of used ø needles", "storage", "Discard it if it froze.", False),
        ("within how many hours must ø be used once mixed", "usage_time", "Use it within 4 hours.", True),
        ("within how many hours must ø be used once mixed", "usage_time", "Let it stand for 5 minutes.", False),
        ("how long does an ø infusion take", "usage", "Infuse it over 60 minutes.", True),
        ("how long does an ø infusion take", "usage", "Watch patients for 30 minutes after the infusion.", False),
        ("how long can ø be out of the fridge", "storage", "At room temperature it keeps for 14 days.", True),
        ("how long can ø be out of the fridge", "storage", "Let it reach room temperature for 30 minutes before use.", False),
        ("how long should i take ø", "usage_time", "Skip the missed tablet and wait until noon to take one.", False),
        ("what is the best time of day for ø", "usage_time", "Do not take 2 doses at the same time.", False),
        ("signs of too much ø", "overdose", "An overdose may bring sleep.", True),
        ("signs of too much ø", "overdose", "It may be given slowly.", False),
        ("what reverses ø", "overdose", "An overdose is reversed with norvexin.", True),
        ("what reverses ø", "overdose", "In overdose, stop it.", False),
        ("how long until ø does expire", "storage", "Use it within 28 days.", True),
        ("how long until ø does expire", "storage", "Flush what is expired down the toilet.", False),
        ("how well does ø work", "effectiveness", "Pain was reduced in most.", True),
        ("how well does ø work", "effectiveness", "Start with the lowest effective dose.", False),
        ("what percentage of people improve on ø", "effectiveness", "40% had less pain: they improved.", True),
        ("what percentage of people improve on ø", "effectiveness", "Many improved.", False),
    ],
)
def test_each_kind_of_question_asks_its_own_words_of_one_sentence(masked, kind, text, expected):
    assert met(masked, kind, text) is expected


def test_a_section_on_studies_tells_no_highest_dose_and_one_on_reactions_no_onset():
    assert not met("what is the maximum dose of ø", "dose", "Up to 40 mg a day.", STUDIED)
    assert not met("how fast does ø work", "action_time", "Effects began within 2 days.", REACTIONS)


def test_how_long_it_stays_is_not_how_fast_it_works():
    assert demands(asked("how long does ø stay in your system", "action_time")) == ()


TOPIC = Topic("shiny lantern", "shiny lantern", ("shiny lantern",), "words")


def test_loose_words_must_stand_close_together():
    (wanted,) = demands(asked("does ø clash with a shiny velvet lantern", "interaction", TOPIC))
    assert wanted.met("", "A shiny thing. It is a velvet lantern.", DOSING)
    assert not wanted.met("", "A shiny thing. It is red. It is small. Buy a lantern.", DOSING)


def test_a_known_topic_has_no_loose_words():
    known = Topic("alcohol", "alcohol", ("alcohol",), "topic")
    assert loose_words(asked("can i drink alcohol with ø", "interaction", known)) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Table 5. Things That May Matter (Some Illness)", True),
        ("Figure 2: Share of people", True),
        ("Group A N=20 | Group B N=21", True),
        ("\u2020 Counted once.", True),
        ("Table 5 shows doses. Doses are lower in old age.", False),
        ("Take it at noon.", False),
    ],
)
def test_a_caption_a_head_and_a_footnote_say_nothing_alone(text, expected):
    assert says_nothing_alone(text) is expected


def section(title="Dosage", code=DOSING):
    return SectionRecord("s1", code, code, "2", title, None, 500, 1)


def case_of(question, *texts, summary="The label of Zelvora speaks of this. Its words are below."):
    draft = Draft()
    draft.outcome, draft.summary = "answered", summary
    reading = SimpleNamespace(label=LABEL, section=lambda _: section())
    for at, text in enumerate(texts):
        found = Found("set", section(), at * 100, at * 100 + 99, text)
        draft.say(f"The label: \u201c{text}\u201d", "label", draft.cite_found(reading, found))
    draft.say("Ask your doctor.", "advice")
    return SimpleNamespace(question=question, draft=draft, reading=reading)


LABEL = SimpleNamespace(set_id="set", version=1, effective="2026-01-01", document_type="34391-3")
HIGHEST = asked("what is the maximum dose of ø", "dose")


def test_a_quote_on_something_else_is_dropped_and_citations_are_numbered_anew():
    case = case_of(HIGHEST, "The Tmax was 2 hours.", "Do not exceed 40 mg a day.", summary="The Tmax was 2 hours.")
    assert not drop_quotes_on_else(case, demands(HIGHEST), "Its words are below.")
    assert [each.text for each in case.draft.statements if each.basis == "label"] == [
        "The label: \u201cDo not exceed 40 mg a day.\u201d"
    ]
    assert [each.n for each in case.draft.citations] == [1]
    assert case.draft.statements[0].citations == (1,)
    assert case.draft.summary == "Its words are below."


def test_where_nothing_is_left_the_draft_stands_for_another_passage_to_be_sought():
    case = case_of(HIGHEST, "The Tmax was 2 hours.")
    assert drop_quotes_on_else(case, demands(HIGHEST), "")
    assert words_wanted(case, demands(HIGHEST)) == "the highest dose"


def test_passages_that_meet_the_demand_come_alone_and_all_where_none_does():
    case = case_of(HIGHEST)
    wrong, right = (Found("set", section(), 0, 9, text) for text in ("Take 5 mg.", "Take no more than 40 mg."))
    assert fitting(case, (wrong, right)) == (right,)
    assert fitting(case, (wrong,)) == (wrong,)


def test_words_picked_apart_are_not_spoken_in_the_summary():
    topic = Topic("walnut interferes", "walnut interferes", ("walnut interferes",), "words")
    question = asked("does walnut in food interferes with ø", "interaction", topic)
    case = case_of(question, "Food matters.", summary="Take care. The label speaks of walnut interferes with Zelvora.")
    garbled(case, "The label speaks of this.")
    assert case.draft.summary == "Take care. The label speaks of this."


def test_words_that_stand_together_in_the_question_are_spoken():
    topic = Topic("pain relief", "pain relief", ("pain relief",), "words")
    case = case_of(asked("pain relief with ø", "other", topic), "Pain.", summary="The label speaks of pain relief.")
    garbled(case, "This.")
    assert case.draft.summary == "The label speaks of pain relief."


def test_a_quote_on_animals_answers_nobody_who_asks_for_a_dose():
    question = asked("dose of ø in liver disease", "dose")
    assert _of_others(question, "Mice with bad livers got 5 mg.")
    assert not _of_others(question, "In cirrhosis give 5 mg.")


def test_who_was_left_out_of_a_study_had_no_side_effect():
    wanted = asked("can ø make me depressed", "side_effects")
    assert _of_others(wanted, "People with depression were excluded.")
    assert not _of_others(wanted, "People with asthma were excluded. Depression was seen.")


def test_facts_are_held_against_what_they_must_tell():
    draft = Draft()
    draft.outcome, draft.summary = "answered", "The label of norvexin warns of low sodium."
    question = asked("what does low sodium feel like on ø", "side_effects")
    case = SimpleNamespace(draft=draft, question=question, others=())
    assert drop_quotes_on_else(case, demands(question), "Else.")
