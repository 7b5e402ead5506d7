"""What a product looks like, from its data: the shape is not the form; the medicines are invented."""

from types import SimpleNamespace

import pytest

from plainlabel.answers.products import _form_told, look
from plainlabel.facts.kinds import Strength
from plainlabel.label import Appearance, Product


@pytest.mark.parametrize(
    ("shape", "product", "form", "told"),
    [
        ("CAPSULE", Product("Zelvora"), "", "a white capsule-shaped product"),
        ("CAPSULE", Product("Zelvora"), "tablet", "a white capsule-shaped tablet"),
        ("CAPSULE", Product("Zelvora Tablets"), "", "a white capsule-shaped tablet"),
        ("CAPSULE", Product("Zelvora", form="CAPSULE"), "", "a white capsule"),
        ("ROUND", Product("Zelvora"), "tablet", "a white round tablet"),
        ("TRIANGLE", Product("Zelvora"), "tablet", "a white triangle-shaped tablet"),
    ],
)
def test_a_shape_is_not_told_as_a_form(shape, product, form, told):
    assert look(product, Appearance(colors=("white",), shape=shape), form) == told


@pytest.mark.parametrize(
    ("words", "form"),
    [("White, capsule-shaped tablets of 5 mg.", "tablet"), ("Tablets of 5 mg. Capsules of 9 mg.", ""), ("A clear solution.", "")],
)
def test_the_form_is_that_of_the_part_on_forms(words, form):
    label = SimpleNamespace(title="Zelvora", products=(Product("Zelvora"),))
    passages = [SimpleNamespace(text=words)]
    reading = SimpleNamespace(label=label, full=True, facts=lambda *_: (), coded=lambda *_: (), all_passages=lambda _: passages)
    assert _form_told(reading) == form


def test_in_an_edition_of_facts_the_form_is_that_of_the_strengths():
    label = SimpleNamespace(title="Zelvora", products=(Product("Zelvora"),))
    facts = (SimpleNamespace(value=Strength("Tablets", "5 mg")),)
    assert _form_told(SimpleNamespace(label=label, full=False, facts=lambda *_: facts)) == "tablet"
