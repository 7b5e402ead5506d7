"""Reactions that share a word: analytes with the word before or behind them, sites of injection, both ways of a change."""

import pytest

from plainlabel.facts.reaction_shared import shared


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Norvexin gave retention of chloride (3.7%), sodium and water.",
            ["retention of chloride", "retention of sodium", "retention of water"],
        ),
        ("increased LDH and creatinine, hives", ["increased LDH", "increased creatinine"]),
        ("LDH or serum bilirubin elevation, hives", ["LDH elevation", "serum bilirubin elevation"]),
        ("lipase decreased, LDH increased, AST increased", []),
        ("Platelets decreased Hemoglobin decreased, iron", []),
        ("AV block and CK increase", []),
        (
            "reactions (including infusion site redness, nodule and warmth) and hives",
            ["infusion site redness", "infusion site nodule", "infusion site warmth"],
        ),
        (
            "Soreness, warmth and itching at the injection site",
            [f"{one} at injection site" for one in ("soreness", "warmth", "itching")],
        ),
        ("hives, decreased or increased thirst, gout", ["decreased thirst", "increased thirst"]),
        ("after an increase or decrease in dosage", []),
    ],
)
def test_each_has_the_word_it_shares(text, wanted):
    assert [term for term, _, _ in shared(text)] == wanted
    assert all(0 <= start < end <= len(text) for _, start, end in shared(text))
