"""Which facts stay unsaid because the words they were read from do not bear them; all words are ours, all medicines invented."""

import pytest

from plainlabel.answers.sentences.using import dosage
from plainlabel.answers.told.doses import of_children
from plainlabel.answers.wording import plain_quote
from plainlabel.facts.fact import Fact, Place
from plainlabel.facts.kinds import AdverseReaction, Dosage, EffectOverTime, Indication, Interaction, Pharmacokinetic, Stopping
from plainlabel.retrieval.sound import sound


class Words:
    """A label of one section that a fact was read from."""

    full = True

    def __init__(self, text, before=""):
        self.whole, self.start = before + text, len(before)

    def section(self, _):
        return self

    id = "1"

    def text(self, _="1"):
        return self.whole

    def quote(self, _, start, end):
        return type("Found", (), {"text": self.whole[start:end]})()


def told(value, text, before=""):
    words = Words(text, before)
    return sound(words, Fact(value, Place("1", "34068-7", "2 Dosage", words.start, len(words.whole))))


def dose(amount, phase="usual", unit="mg", **more):
    return Dosage(phase, amount, amount, unit, **more)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (dose(3, "starting"), "The initial dose is between 1 and 3 mg daily."),
        (dose(300, "maximum"), "The dose may be increased to 300 mg daily within 1 week."),
        (dose(10), "The recommended starting dose is 10 mg once daily."),
        (dose(5, per_day=2), "The usual dose is 5 mg two to three times a day."),
        (Pharmacokinetic("excretion_urine", 48, 48, "percent"), "About 87% of a dose is found in urine within 48 hours."),
        (Indication("gout lasting knee pain"), "Gout (1.1) Lasting knee pain (1.2)"),
        (
            Interaction("zelvorins", "class", advice="avoid"),
            "Zelvorins may raise the risk of bleeding. Avoid use of NORVEXIN with other lumavars. Watch for signs with zelvorins.",
        ),
        (
            Interaction("zelvorin", "medicine", advice="stop"),
            "Zelvorin may slow the heart. If lumavar is given beside it, withdraw lumavar some days before.",
        ),
        (
            Interaction("zelvorin", "medicine", advice="contraindicated"),
            "Use with a strong inhibitor, except zelvorin, is contraindicated.",
        ),
        (EffectOverTime("Answer of at least 6 months", 40, "percent", week=26), "Answer of at least 6 months 40% 20%"),
        (EffectOverTime("Pain gone", 40, "percent", week=52), "Pain gone 40% 20% in groups treated for 3, 6, or 12 months"),
        (Pharmacokinetic("half_life", 15, 15, "hours"), "In some studies a half-life of about 15 hours was reported."),
        (
            Pharmacokinetic("half_life", 6, 9, "hours"),
            "The half-life is about 2 hours and of the metabolite is about 6 to 9 hours.",
        ),
        (
            Pharmacokinetic("excretion_urine", 29, 29, "percent", of="NVX"),
            "Found in urine were unconjugated NVX (29%) and conjugated NVX (26%).",
        ),
        (Stopping(taper=True), "Attempts to discontinue or taper it should be made every 3 months."),
        (dose(0.5, unit="mL", condition="small"), "Small Hand 0.5"),
    ],
)
def test_what_its_words_do_not_bear_stays_unsaid(value, text):
    assert not told(value, text)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (dose(3, "starting"), "The initial dose is 3 mg daily."),
        (dose(300, "maximum"), "The dose may be increased to a maximum of 300 mg daily."),
        (dose(10), "The recommended starting and target dose is 10 mg once daily."),
        (Indication("lasting knee pain"), "Gout (1.1) Lasting knee pain (1.2)"),
        (Interaction("zelvorins", "class", advice="avoid"), "Zelvorins raise its level. Avoid use of NORVEXIN with zelvorins."),
        (EffectOverTime("Pain gone", 40, "percent", week=16), "Pain gone at week 16 40% 20%"),
        (
            Pharmacokinetic("half_life", 2, 2, "hours"),
            "The half-life is about 2 hours and of the metabolite is about 6 to 9 hours.",
        ),
        (Stopping(taper=True), "Taper it over a week."),
    ],
)
def test_what_its_words_bear_is_said(value, text):
    assert told(value, text)


def test_a_dose_by_weight_under_a_sentence_on_children_is_not_told_for_all():
    before = "In pediatric patients the first dose differs by illness. "
    assert not told(dose(0.3, "starting", "mg/kg"), "The initial dose is 0.3 mg/kg/day.", before)
    assert told(dose(0.3, "starting", "mg/kg"), "The initial dose is 0.3 mg/kg/day.", "In adults it differs by illness. ")


def test_a_limit_under_another_way_of_giving_is_not_told_for_this_one():
    limit = dose(1, "maximum", "mL", condition="intra-articular")
    assert not told(limit, "No more than 1 mL a week.", "Into the skin, give 0.2 mL. ")
    assert told(limit, "No more than 1 mL a week.", "For intra-articular use give 0.2 mL; ")


def test_a_finding_of_trials_is_not_said_to_be_reported_since():
    found = AdverseReaction("cough", seriousness="postmarketing")
    assert not sound(Words("Cough"), Fact(found, Place("1", "34084-4", "6.1 Clinical Trials Experience", 0, 5)))
    assert sound(Words("Cough"), Fact(found, Place("1", "34084-4", "6.2 Postmarketing Experience", 0, 5)))


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Pediatric patients over 5 years of age: 1 mg a day.", "children 5 years and older"),
        ("Adults and children over 5 years of age: 1 mg a day.", "people 5 years and older"),
    ],
)
def test_a_dose_whose_words_speak_of_children_alone_is_told_as_theirs(text, who):
    value = dose(1, min_age_months=60)
    ((_, kept),) = of_children(Words(text), [(Fact(value, Place("1", "34068-7", "2 Dosage", 0, len(text))), value)])
    assert who in dosage(kept)


def test_figures_in_brackets_behind_figures_stay_in_a_quote():
    assert plain_quote("Cough | 8 (0.7) | 29 (2.6)") == "Cough | 8 (0.7) | 29 (2.6)"
    assert plain_quote("Watch for cough (5.1).") == "Watch for cough."


@pytest.mark.parametrize(
    ("condition", "kept"),
    [
        ("signs and symptoms", False),
        ("the relief of symptoms of", False),
        ("ague with", False),
        ("symptoms of ague", True),
        ("ague", True),
    ],
)
def test_a_use_without_its_illness_stays_unsaid(condition, kept):
    words = Words("Zelvora is for ague.")
    assert sound(words, Fact(Indication(condition), Place("1", "1", "Uses", 0, 20))) is kept
