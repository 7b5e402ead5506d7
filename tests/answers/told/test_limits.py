"""What the passage of a fact limits it to, and the further places that bear it; every sentence is ours."""

import pytest
from tests.answers.test_torn import FakeReading

from plainlabel.answers.told.borne import also_cited, trimmed, unborne
from plainlabel.answers.told.limits import lead_of, limited, untold
from plainlabel.facts.fact import Fact, Place
from plainlabel.facts.kinds import (
    Adjustment,
    Administration,
    AppearanceFact,
    Dosage,
    EffectOverTime,
    Indication,
    Interaction,
    MissedDose,
    Overdose,
    Pharmacokinetic,
    PopulationFact,
    Stopping,
    Storage,
)
from plainlabel.label import Ingredient, Product


class _Reading(FakeReading):
    @property
    def sections(self):
        return (self.section_read,)

    def quote(self, _, start, end):
        return self.text_held[start:end]


def _read(*sentences, full=True):
    reading = _Reading(("paragraph", *sentences))
    reading.full = full
    return reading


def _fact(reading, value, at=0, heading="Zelvora"):
    passage = reading.held[at]
    return Fact(value, Place("s", "34068-7", heading, passage.start, passage.end))


def _said(value, *sentences, at=0, heading="Zelvora", text="Said."):
    reading = _read(*sentences)
    return limited(reading, _fact(reading, value, at, heading), text)


@pytest.mark.parametrize(
    ("value", "sentence", "words"),
    [
        (Indication("glimmer fever"), "For glimmer fever after at least one prior therapy.", "other treatment before"),
        (Indication("late glimmer fever"), "For late ague or glimmer fever, previously treated.", "other treatment before"),
        (Indication("ague"), "For people with ague who had an inadequate response to rest.", "did not help enough"),
        (Indication("sprains"), "For pain due to strains and sprains.", "The label names the pain"),
        (Indication("ague"), "For moderately severe ague.", "The label says how bad it must be: moderately severe."),
        (Indication("ague"), "For moderate-to-severe ague.", "The label says how bad it must be: moderate-to-severe."),
        (Indication("ague"), "For ague in immunocompetent adults.", "whose immune system works"),
        (EffectOverTime("relief", 40, "percent"), "Change from Baseline to Week 12 40%", "changes from the start"),
        (Administration("infusion", minutes_low=60), "Give the first dose over 60 minutes.", "For the first dose."),
        (Administration("food", "with"), "In elderly patients give it with supper.", "For older people."),
        (Administration("split"), "For children it may be split.", "For children."),
        (Pharmacokinetic("tmax", 2, 2, "hours"), "In fasting volunteers the peak came at 2 hours.", "On an empty stomach."),
        (Pharmacokinetic("tmax", 2, 2, "hours"), "The peak came at 2 hours in the fed state.", "With food."),
        (
            Interaction("norvexin", "drug", None, "avoid"),
            "Avoid norvexin in patients with diabetes.",
            "people with diabetes",
        ),
        (Dosage("maximum", 2, 2, "mg"), "Not more than 2 mg in elderly patients.", "For older or frail people."),
        (Dosage("usual", 2, 4, "mg"), "During the first 2 weeks 2 to 4 mg are given.", "For the first 2 weeks."),
    ],
)
def test_what_the_passage_limits_a_fact_to_is_said_behind_it(value, sentence, words):
    assert words in _said(value, sentence)


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        (Indication("glimmer fever"), "For glimmer fever. Ague is treated after at least one prior therapy."),
        (Indication("glimmer fever"), "For newly found or previously treated people: glimmer fever."),
        (Indication("thin bones"), "For thin bones at high risk or who have failed other therapy."),
        (Indication("fever"), "It eases minor pain of glimmer and temporarily reduces fever."),
        (Administration("food", "with"), "Adults and children take it with food."),
        (Pharmacokinetic("tmax", 2, 2, "hours"), "The peak came at 2 hours, fasting or with food."),
        (Interaction("norvexin", "drug", None, "avoid"), "Avoid norvexin."),
    ],
)
def test_what_the_passage_does_not_limit_is_said_as_it_is(value, sentence):
    assert _said(value, sentence) == "Said."


def test_a_limit_that_is_said_already_is_not_said_again():
    assert _said(Indication("ague"), "For severe ague.", text="Severe ague.") == "Severe ague."


def test_a_study_in_children_is_told_so_by_its_heading():
    value = EffectOverTime("relief", 40, "percent")
    assert _said(value, "Relief 40%", heading="Studies in Children") == "Said. In children."
    assert _said(value, "Relief 40%", heading="Studies in Adults and Children") == "Said."


def test_the_lead_in_of_a_list_limits_its_items():
    assert _said(Pharmacokinetic("tmax", 1, 1, "hours"), "Tablets, fasting", "\u2022 T max was 1 hour", at=1).endswith("stomach.")


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        (Dosage("maximum", 15, 15, "mL"), "No more than 15 mL per session."),
        (Dosage("maximum", 15, 15, "mL"), "No more than 15 mL per single upper limb."),
        (Indication("ague"), "Use caution in people with ague."),
        (Dosage("maximum", 3, 3, "g"), "20 kg\t3 g\t3 g"),
        (Pharmacokinetic("half_life", 1, 1, "hours"), "The half-life in vitro is 1 hour."),
        (Pharmacokinetic("half_life", 9, 9, "hours"), "Its intracellular half-life is 9 hours in cells grown in culture."),
        (
            Administration("infusion", minutes_low=30),
            "Infuse over 90 minutes the first time, then over 30 minutes: first dose, then.",
        ),
        (Interaction("strong and moderate blockers", "class", None, "avoid"), "Avoid strong blockers. Watch people on others."),
        (EffectOverTime("relief", 40, "percent", 12, 20, "LS mean (95% CI)"), "Relief 40 20"),
    ],
)
def test_a_fact_that_no_template_can_limit_is_left_to_the_words(value, sentence):
    reading = _read(sentence)
    assert untold(reading, _fact(reading, value))


def test_a_result_against_the_medicine_itself_is_left_to_the_words():
    reading = _read("Relief 40 20")
    product = Product("Zelvora", active=(Ingredient("norvexin"),))
    reading.label.products = (product,)
    for comparator, own in (("zelvora", True), ("norvexin alone", True), ("placebo", False)):
        value = EffectOverTime("relief", 40, "percent", 12, 20, comparator)
        assert untold(reading, _fact(reading, value)) is own


@pytest.mark.parametrize(
    ("value", "first", "second"),
    [
        (Storage("opened", hours=24), "Keep the mixed solution cold.", "Throw it away after one day."),
        (MissedDose(within_hours=6), "Take a missed dose at once.", "After 6 hours skip it."),
        (PopulationFact("lactation", data="none"), "Weigh the need against the risk.", "There are no data in milk."),
        (PopulationFact("lactation", advice="avoid"), "It is in the milk of rats.", "Advise women not to breastfeed."),
        (PopulationFact("pediatric", "established", 72), "It is safe in children.", "They were 6 years and older."),
        (Stopping(taper=True), "It may bring shaking once given up.", "Taper it when you stop."),
        (Stopping(risks=("seizures",)), "Do not stop it.", "Sudden withdrawal may bring a seizure."),
        (Overdose(("sleepiness",), dialysis=False), "Sleepiness was seen.", "It is not removed by hemodialysis."),
        (Dosage("starting", 2, 2, "mg", adults=False), "Begin with 2 mg.", "Children take half as much."),
        (Dosage("starting", 2, 2, "mg", min_weight_kg=40), "Begin with 2 mg.", "Those of 40 kg take more."),
        (AppearanceFact("tablet", "10 mg", ("white",), "round", "Q;7"), "10 mg: white, round.", 'It is marked "Q" and "7".'),
    ],
)
def test_what_a_passage_does_not_say_is_cited_where_it_stands(value, first, second):
    reading = _read(first, second)
    assert also_cited(reading, _fact(reading, value)) == [second]
    reading = _read(f"{first} {second}", second)
    assert also_cited(reading, _fact(reading, value)) == []


def test_a_copy_of_facts_cites_the_place_alone():
    reading = _read("Keep it cold.", "Throw it away after one day.", full=False)
    assert also_cited(reading, _fact(reading, Storage("opened", hours=24))) == []


def test_a_denial_that_no_sentence_makes_is_unborne():
    value = PopulationFact("pregnancy", data="none")
    for sentence, is_unborne in (("It crosses to the unborn.", True), ("Too little is known: there are no data.", False)):
        reading = _read(sentence)
        assert unborne(reading, _fact(reading, value)) is is_unborne


def test_the_words_over_a_list_are_cited_with_its_item():
    reading = _read("Tablets, fasting", "\u2022 T max was 1 hour")
    assert lead_of(reading, _fact(reading, Pharmacokinetic("tmax", 1, 1, "hours"), at=1)) == "Tablets, fasting"
    assert lead_of(reading, _fact(reading, Pharmacokinetic("tmax", 1, 1, "hours"))) is None


@pytest.mark.parametrize(
    ("value", "sentence", "left"),
    [
        (Stopping(True, risks=("shaking",)), "Do not stop it: shaking may come.", Stopping(risks=("shaking",))),
        (Stopping(abrupt_warning=True, risks=("seizures",)), "Do not stop suddenly.", Stopping(abrupt_warning=True)),
        (Overdose(("sleep",), dialysis=False), "Sleep. It is not known if dialysis removes it.", Overdose(("sleep",))),
        (Overdose(("sleep",), antidote="norvexin"), "Sleep comes.", Overdose(("sleep",))),
        (Overdose(dialysis=True), "Hemodialysis removes it.", Overdose(dialysis=True)),
    ],
)
def test_what_no_passage_says_is_left_out(value, sentence, left):
    reading = _read(sentence)
    assert trimmed(reading, _fact(reading, value)) == left


@pytest.mark.parametrize(
    ("value", "sentence", "is_unborne"),
    [
        (MissedDose(until_next_hours=6), "Take it, and within 6 hours of the next dose skip the next dose.", True),
        (MissedDose(until_next_hours=6), "Within 6 hours of the next dose skip the missed dose.", False),
        (Adjustment("renal", True, "severe", "contraindicated"), "Zelvora dialysis solution: not in severe acidosis.", True),
        (Adjustment("renal", True, "severe", "contraindicated"), "Zelvora dialysis solution: not in renal failure.", False),
    ],
)
def test_what_a_section_speaks_against_is_unborne(value, sentence, is_unborne):
    reading = _read(sentence)
    assert unborne(reading, _fact(reading, value)) is is_unborne


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("For people with ague who had an inadequate response to rest.", "whom other treatment did not help enough."),
        ("For people with ague who had intolerance to rest.", "whom other treatment does not suit."),
        ("For people with ague who had an inadequate response or intolerance to rest.", "did not help enough or does not suit."),
    ],
)
def test_treatment_that_failed_is_not_told_as_treatment_that_harms(sentence, words):
    assert _said(Indication("ague"), sentence).endswith(words)


def test_a_limit_that_repeats_the_use_stays_unsaid_and_short_forms_keep_their_letters():
    assert _said(Indication("ague"), "For ague in men with glimmer.", text="Glimmer ague.") == "Glimmer ague."
    assert _said(Indication("ague"), "For ague in adults with GLM-1.").endswith("The label says this of people with GLM-1.")
