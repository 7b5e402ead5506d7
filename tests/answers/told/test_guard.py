"""What a composed sentence claims stands in what it cites, is cited besides, or stays unsaid; every sentence is ours."""

from types import SimpleNamespace

import pytest
from tests.answers.test_torn import FakeReading

from plainlabel.answers.case import Case
from plainlabel.answers.draft import Draft
from plainlabel.answers.told.claims import claims, denied, without
from plainlabel.answers.told.guard import guard
from plainlabel.retrieval.reading import Found

SECTION = SimpleNamespace(id="s", number="6", title="Glimmer trials", code="34084-4", own_code="34084-4", parent=None)


class _Reading(FakeReading):
    def section(self, name):
        return self.section_read if name == "s" else None

    def quote(self, section, start, end):
        return Found("a", section, start, end, self.text_held[start:end])


def _guarded(text, cited, *blocks, summary=""):
    reading = _Reading(*blocks, section=SECTION)
    case = Case(None, None, None, reading, "zelvora", Draft())
    case.draft.say(text, "label", case.draft.cite_found(reading, reading.found(cited)))
    case.draft.say("Ask your doctor.", "advice")
    case.draft.summary = summary or text
    guard(case)
    quotes = {each.n: each.quote for each in case.draft.citations}
    told = case.draft.statements[0]
    return told.text, [quotes[number] for number in told.citations], case.draft.summary


ROW = "Glimmer\t12\t5"
HEAD = "Reaction\tZELVORA 40 mg %\tPlacebo %"
TABLE = (("caption", "Table 2: Reactions at Week 24"), ("row", HEAD), ("paragraph", "Skin"), ("row", ROW))


def test_the_head_of_a_table_is_cited_with_its_row():
    text = "Glimmer: 12 of 100 people on 40 mg, against 5 of 100 on placebo."
    assert _guarded(text, ROW, *TABLE) == (text, [ROW, HEAD], text)


def test_the_caption_is_cited_for_its_week_and_a_week_that_nothing_tells_is_left_out():
    text = "Glimmer at week {}: 12%, against 5% on placebo."
    caption = "Table 2: Reactions at Week 24"
    assert _guarded(text.format(24), ROW, *TABLE)[:2] == (text.format(24), [ROW, caption, HEAD])
    assert _guarded(text.format(16), ROW, *TABLE)[0] == "Glimmer: 12%, against 5% on placebo."


def test_a_sentence_that_nothing_bears_gives_way_to_the_words_of_the_label():
    told, cited, summary = _guarded(
        "Take 30 mg a day.", "Take 20 mg a day with water.", ("paragraph", "Take 20 mg a day with water.")
    )
    assert "20 mg" in told
    assert cited == ["Take 20 mg a day with water."]
    assert "30" not in summary


def test_the_head_of_another_table_bears_no_group():
    other = (("row", "Reaction\tNorvexin %"), ("caption", "Table 3"), ("row", "Ague\t1\t2"))
    assert "\u201c" in _guarded("Ague: 1 of 100 people, against 2 of 100 on norvexin.", "Ague\t1\t2", *other)[0]


def test_whom_no_sentence_names_is_left_out():
    assert (
        _guarded("Starting dose (adults): 2 mg.", "Begin with 2 mg.", ("paragraph", "Begin with 2 mg."))[0]
        == "Starting dose: 2 mg."
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Take 2 mg 3 times a day.", "Take two milligrams, t.i.d."),
        ("It is given slowly, over 0.5 to 1.5 hours.", "over 30 to 90 minutes"),
        ("Half of it leaves the blood in 2.5 to 3.3 days.", "a half-life of 60-80 hours"),
        ("About 98% of a dose leaves with the stool.", "Ninety-eight percent"),
        ("About 99.8% of it is bound to protein.", "bound (99.8%)"),
        ("The level is highest after 1.4 hours.", "1.37 \u00b1 0.61 h"),
        ("Result at week 52: 3 points.", "a change of 3 at 12 months"),
        ("Result at week 12: 3 points.", "3 at Weeks 4, 8 and 12"),
        ("Keep it at 20 C.", "Keep at 68\u00b0F"),
        ("For too much of it, call Poison Help at 1-800-222-1222, or 911 in an emergency. Signs can be: ague.", "Ague."),
        ("Prophylaxis: adults and children 1 year and older.", "from 1 year"),
        ("Having children: the data are from animals.", "Rats were studied."),
        ("Approved for ague. The label limits it to people whom other treatment does not suit.", "ague with intolerance to rest"),
        ("It must not be used with norvexin.", "contraindicated with norvexin"),
    ],
)
def test_what_a_label_says_in_its_own_way_bears_a_claim(text, words):
    assert [each.said for each in claims(text) if not each.pattern.search(words)] == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Take 2 mg.", "Take 20 mg."),
        ("Glimmer: 5%.", "a score of 5 (95% CI 4, 6)"),
        ("About 99.8% of it is bound to protein.", "about 100%"),
        ("Result at week 12: 3 points.", "3 at week 24"),
        ("For children.", "For grown-ups."),
        ("It does not act.", "It acts."),
    ],
)
def test_other_words_bear_no_claim(text, words):
    assert [each.said for each in claims(text) if not each.pattern.search(words)]


@pytest.mark.parametrize(
    ("text", "words", "is_denied"),
    [
        ("Side effect in studies: ague.", "No cases of ague were reported.", True),
        ("Side effect in studies: ague.", "Ague was reported.", False),
        ("With norvexin: it can raise the level of this medicine.", "It was not affected by norvexin.", True),
        ("With norvexin: avoid using them together.", "Levels were not changed, but avoid norvexin.", False),
        ("With norvexin: no important effect was seen.", "It was not affected by norvexin.", False),
    ],
)
def test_what_is_only_denied_is_not_told_as_so(text, words, is_denied):
    assert denied(text, words) is is_denied


def test_a_denial_that_nothing_bears_is_cut():
    text = "Keep it cold. Do not freeze it."
    claim = next(each for each in claims(text) if each.kind == "denial")
    assert without(text, claim) == "Keep it cold."
    assert without("Do not freeze it.", claim) is None
