"""What is said first where the label read is of another salt or form than the question names; the medicines are invented."""

from types import SimpleNamespace

import pytest

from plainlabel.answers.asked_product import another_product, other_salt
from plainlabel.label import ActiveIngredient, Product


def said(question, asked, active, title="Norvexin", words=""):
    products = (Product(title, active=(ActiveIngredient(active),)),)
    reading = SimpleNamespace(
        title=title,
        label=SimpleNamespace(title=title, products=products),
        full=True,
        all_passages=lambda _: [SimpleNamespace(text=words)],
        coded=lambda *_: (),
        facts=lambda *_: (),
    )
    start = question.index(asked)
    mention = SimpleNamespace(asked=asked, start=start, end=start + len(asked))
    return another_product(SimpleNamespace(text=question), mention, reading)


PATCH = "One patch on the skin a day."


@pytest.mark.parametrize(
    ("question", "asked", "active", "words", "told"),
    [
        (
            "norvexin sodium topical gel uses",
            "norvexin sodium",
            "NORVEXIN EPOLAMINE",
            PATCH,
            "From the label of Norvexin (patch), another salt and form than you asked for:",
        ),
        (
            "norvexin gel uses",
            "norvexin",
            "NORVEXIN EPOLAMINE",
            PATCH,
            "From the label of Norvexin (patch), another form than you asked for:",
        ),
        (
            "norvexin sodium uses",
            "norvexin sodium",
            "NORVEXIN EPOLAMINE",
            PATCH,
            "From the label of Norvexin, another salt than you asked for:",
        ),
        ("norvexin hcl uses", "norvexin hcl", "NORVEXIN HYDROCHLORIDE", PATCH, ""),
        ("norvexin sodium uses", "norvexin sodium", "NORVEXIN", PATCH, ""),
        ("norvexin patch uses", "norvexin", "NORVEXIN EPOLAMINE", PATCH, ""),
        ("norvexin tablets or gel", "norvexin", "NORVEXIN", "Tablets of 5 mg.", ""),
        ("norvexin gel uses", "norvexin", "NORVEXIN", "", ""),
    ],
)
def test_another_salt_or_form_is_said(question, asked, active, words, told):
    assert said(question, asked, active, words=words) == told


def test_of_several_labels_the_salt_asked_for_comes_first():
    mention = SimpleNamespace(asked="norvexin tartrate")
    labels = [
        SimpleNamespace(products=(Product("N", active=(ActiveIngredient(f"NORVEXIN {salt}"),)),))
        for salt in ("SUCCINATE", "TARTRATE")
    ]
    assert sorted(labels, key=lambda each: other_salt(mention, each)) == [labels[1], labels[0]]
