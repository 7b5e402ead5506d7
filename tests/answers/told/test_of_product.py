"""Doses of a label that covers two brands are not told of each other; doses in tablets are told in mg; places are told plainly."""

import re
from types import SimpleNamespace

import pytest

from plainlabel.answers.sentences.words import thing
from plainlabel.answers.told.of_product import brands_of, is_of_another, named_in, own_doses
from plainlabel.answers.told.unit_doses import mg_of_one
from plainlabel.answers.warned_of import terms_of
from plainlabel.answers.where_told import places
from plainlabel.facts.fact import Fact, Place
from plainlabel.facts.kinds import BoxedWarning, Contraindication, Dosage, Strength


def label(title, *products):
    return SimpleNamespace(
        title=title,
        products=[SimpleNamespace(name=each, generic="norvexin", active=[SimpleNamespace(name="norvexin")]) for each in products],
    )


def case(name, of, strengths=()):
    facts = [Fact(each, Place("3", None, "3 Strengths")) for each in strengths]
    reading = SimpleNamespace(label=of, full=False, facts=lambda kind: facts if kind == "strength" else ())
    draft = SimpleNamespace(cite_fact=lambda *_: 1, cite_label=lambda *_: 2)
    return SimpleNamespace(name=name, reading=reading, draft=draft, medicine=SimpleNamespace(ingredients=("norvexin",)))


def dose(condition=None, heading="2 Dosage", amount=3):
    return Fact(Dosage("usual", amount, amount, "mg", condition=condition), Place("2", None, heading))


BOTH = label("ZELVORA, TORVAXIN", "ZELVORA")


def test_the_brands_of_a_label_are_those_of_its_products_and_title():
    assert set(brands_of(BOTH)) == {"ZELVORA", "TORVAXIN"}
    assert brands_of(label("Norvexin", "Norvexin")) == ()


def test_a_brand_inside_a_longer_one_is_the_longer_one():
    assert named_in("Doses of Zelvora Duo", ("ZELVORA DUO", "ZELVORA")) == ("ZELVORA DUO",)


@pytest.mark.parametrize("fact", [dose("TORVAXIN"), dose(heading="2.2 Dosage of TORVAXIN")])
def test_a_dose_of_the_other_brand_is_not_told(fact):
    own, others = own_doses(case("Zelvora", BOTH), [(fact, fact.value)])
    assert (own, others) == ([], ("TORVAXIN",))
    assert is_of_another(case("Zelvora", BOTH), fact)
    assert not is_of_another(case("norvexin", BOTH), fact)


def test_a_dose_of_the_brand_asked_for_is_told_without_its_name_as_a_condition():
    fact = dose("TORVAXIN")
    ((_, value),), others = own_doses(case("Torvaxin", BOTH), [(fact, fact.value)])
    assert (value.condition, others) == (None, ())


def test_packs_that_differ_in_figures_are_one_product():
    fact = dose(heading="2.3 Raising ZELVORA 100/33")
    assert not is_of_another(case("Zelvora 100", label("Zelvora 100/33", "Zelvora 100/33", "Zelvora 100")), fact)


@pytest.mark.parametrize(
    ("strengths", "mg"),
    [
        ((Strength("tablet", "500 mg"),), 500),
        ((Strength("tablet, film coated", "500 mg"), Strength("solution", "20 mg/mL")), 500),
        ((Strength("tablet", "250 mg"), Strength("tablet", "500 mg")), None),
    ],
)
def test_a_tablet_holds_what_the_only_strength_of_its_form_says(strengths, mg):
    assert mg_of_one(case("Zelvora", BOTH, strengths), "tablets") == mg


def test_where_a_label_speaks_of_a_thing_is_told_in_plain_words():
    sections = [
        SimpleNamespace(own_code="50566-9", code="50566-9", title="Stop use and ask a doctor if"),
        SimpleNamespace(own_code=None, code=None, title="Other Facts"),
    ]
    assert places(sections) == "among the reasons to stop using it and ask a doctor and under \u201cother facts\u201d"


class Labels:
    def facts_of_kind(self, kind):
        held = {
            "contraindication": [(1, Contraindication("mechanical heart valve")), (2, Contraindication("gout"))],
            "boxed_warning": [(3, BoxedWarning(True, ("bleeding", "heart valve clots")))],
        }
        return [(key, Fact(value, Place("4", None, "4"))) for key, value in held.get(kind, ())]


def test_labels_that_warn_of_a_thing_are_found_in_order_and_read_once():
    labels = Labels()
    terms = terms_of(labels)
    assert list(terms.labels(re.compile(r"\bheart valve"))) == [1, 3]
    assert list(terms.labels(re.compile(r"\bvalves?\W+gout"))) == []
    assert terms_of(labels) is terms


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Nonsteroidal Anti-Inflammatory Agents", "nonsteroidal anti-inflammatory agents"),
        ("HMG-CoA Reductase Inhibitors", "HMG-CoA reductase inhibitors"),
        ("Stevens-Johnson Syndrome", "Stevens-Johnson syndrome"),
        ("Hepatitis B", "hepatitis B"),
        ("P-gp Inhibitors", "P-gp inhibitors"),
        ("Mixed Agonist/Antagonist", "mixed agonist/antagonist"),
    ],
)
def test_only_abbreviations_and_names_keep_their_capitals(name, words):
    assert thing(name) == words
