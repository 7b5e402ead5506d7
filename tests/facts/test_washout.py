"""How long an invented medicine is found in the blood after the last dose."""

import pytest

from plainlabel.facts.pharmacokinetic import pharmacokinetics
from plainlabel.facts.source import Source


@pytest.fixture
def found(label, section):
    def of(text):
        facts = [fact.value for fact in pharmacokinetics(Source(label(section("43682-4", text))))]
        return [(one.low, one.high, one.unit) for one in facts if one.parameter == "washout"]

    return of


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "After the last dose the median times to non-detectable concentration (<3 ng/mL) ranged from 4 to 7 weeks in adults.",
            (4, 7, "weeks"),
        ),
        ("Plasma levels fell below the limit of quantitation after 6 to 8 days.", (6, 8, "days")),
        ("Zorfan remains detectable in plasma for 5 days post-dose.", (5, 5, "days")),
        ("Zorfan was detectable in the serum 3 to 6 months after completion of treatment.", (3, 6, "months")),
    ],
)
def test_times_are_kept_in_the_unit_of_the_label(found, text, told):
    assert found(text) == [told]


@pytest.mark.parametrize(
    "text",
    [
        "In adults with zorvitis patients, levels were undetectable after 35 days.",
        "No quantifiable levels of zorfan were detected in plasma up to 30 days after injection.",
        "The median times to non-detectable concentration are 1.5 times longer (up to 19 weeks) in children.",
        "B-cell levels were undetectable after 2 weeks.",
        "Levels in rats were undetectable after 9 days.",
        "Zorfan was detectable in plasma at all doses. Samples were kept for 4 weeks.",
    ],
)
def test_other_things_that_are_not_found_are_no_figure_of_the_medicine(found, text):
    assert found(text) == []
