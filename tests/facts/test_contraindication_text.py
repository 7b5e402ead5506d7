"""Contraindications of invented labels whose text is made even first: marks, reasons, people, numbers, names of several parts."""

import pytest

from plainlabel.facts.contraindication import contraindications
from plainlabel.facts.contraindication_text import even
from plainlabel.facts.source import Source

CODE = "34070-3"


def terms(label, section, text, items=(), **fields):
    one = Source(label(section(CODE, " ".join(text.split()), items=items), **fields))
    return [fact.value.term for fact in contraindications(one)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            """ZORFAN is contraindicated in women who are known to have: A high risk of clots. Examples include women who are known to:
            - Smoke, if over age 35 . - Have migraine. - Have gout. Stiff toes.""",
            ["high risk of clots", "smoking over age 35", "migraine", "gout", "Stiff toes"],
        ),
        (
            "ZORFAN is contraindicated in patients with gout and in women who are or may become pregnant while on it.",
            ["gout", "pregnancy"],
        ),
        (
            "ZORFAN is contraindicated in patients with known hypersensitivity to zorfanib, as severe reactions have occurred.",
            ["known hypersensitivity to zorfanib"],
        ),
        (
            "ZORFAN is contraindicated in (1) patients with gout (sore toes), (2) patients with asthma, and (3) patients with migraine.",
            ["gout", "asthma", "migraine"],
        ),
        (
            "ZORFAN is contraindicated in patients with migraine and, because of lack of experience, in children under 6 months of age.",
            ["migraine", "children under 6 months of age"],
        ),
        ("ZORFAN is contraindicated in patients with asthma, and when sweating is undesirable.", ["asthma", "sweating"]),
        (
            "ZORFAN is contraindicated in patients who: In the last 6 months, have experienced stroke, migraine, or gout.",
            ["stroke", "migraine", "gout"],
        ),
        ("ZORFAN is contraindicated in patients with migraine\u201a gout\u201a or asthma.", ["migraine", "gout", "asthma"]),
        (
            "ZORFAN is contraindicated with drugs that are highly dependent on CYP3A for clearance and for which elevated levels harm.",
            ["drugs highly dependent on CYP3A for clearance"],
        ),
        (
            """ZORFAN is contraindicated with drugs that are strong CYP3A inducers. These drugs include, but are not limited to, the
            following: - the anticonvulsants carbamazepine, phenobarbital, phenytoin - the antimycobacterial rifampin""",
            ["strong CYP3A inducers", "carbamazepine", "phenobarbital", "phenytoin", "rifampin"],
        ),
    ],
)
def test_texts(label, section, text, found):
    assert terms(label, section, text) == found


def test_the_name_of_a_product_of_several_parts_lists_no_substances(label, section):
    text = "ZORFAN, MORFAN, AND SALT is contraindicated in:"
    items = ("Gout", "Hypersensitivity to any ingredient in ZORFAN, MORFAN, AND SALT")
    found = terms(label, section, text, items, name="ZORFAN, MORFAN, AND SALT")
    assert found == ["Gout", "Hypersensitivity to ingredients"]


def test_places_stay_right(label, section):
    text = "ZORFAN is contraindicated in patients with migraine\u201a and, because of lack of experience, in children."
    source = Source(label(section(CODE, text)))
    changed = even(source)
    assert len(next(changed.under(CODE)).text) == len(text)
    assert even(Source(label(section(CODE, "None.")))).label.sections[0].text == "None."
    place = next(contraindications(source)).place
    assert "migraine" in text[place.start : place.end]
