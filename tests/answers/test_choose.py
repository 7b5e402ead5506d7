"""What stands before the first words of an answer: the form that was read; the medicines are invented."""

from types import SimpleNamespace

import pytest

from plainlabel.answers.choose import Choice, lead_in
from plainlabel.edition.records import Medicine
from plainlabel.label import ActiveIngredient, Product


def lead(question, kind, routes):
    products = (Product("Norvexin", active=(ActiveIngredient("NORVEXIN"),)),)
    reading = SimpleNamespace(
        title="Norvexin", full=False, label=SimpleNamespace(title="Norvexin", products=products), facts=lambda *_: ()
    )
    name = SimpleNamespace(name="norvexin", key="norvexin", kind="ingredient")
    start = question.index("norvexin")
    mention = SimpleNamespace(asked="norvexin", start=start, end=start + len("norvexin"), name=name, medicines=("norvexin",))
    medicine = Medicine("norvexin", "norvexin", ("norvexin",), (), routes, "immediate", (1,))
    choice = Choice(mention=mention, medicine=medicine, reading=reading)
    return lead_in(SimpleNamespace(text=question, type=kind), choice, answered=True)


@pytest.mark.parametrize("kind", ["information", "indication", "side_effects"])
def test_another_form_than_asked_is_named_first(kind):
    assert lead("what is norvexin eye drops", kind, ("injection",)) == "We hold no label of the eye form. For the injected form:"


def test_the_form_asked_for_needs_no_word():
    assert lead("what is norvexin eye drops", "information", ("eye",)) == ""
    assert lead("what is norvexin", "information", ("oral",)) == ""
