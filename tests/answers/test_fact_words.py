"""What a label says, in lines for people."""

from plainlabel.answers.fact_words import facts_in_words
from plainlabel.answers.shown import shown_fact
from plainlabel.facts.fact import Fact, Place
from plainlabel.facts.kinds import BoxedWarning, Contraindication, Indication, Storage, TermCount, Warning_

PLACE = Place("a", "34069-5", "16 HOW SUPPLIED")


def told(*values):
    """Returns the headings and lines for facts of these values, through the records of `show --json`."""
    facts = {}
    for value in values:
        fact = Fact(value, PLACE)
        facts.setdefault(fact.kind, []).append(shown_fact(fact))
    return dict(facts_in_words(facts))


def test_each_kind_has_its_words_in_the_order_people_want():
    found = told(
        TermCount("alcohol", 3, "swab"),
        TermCount("driving", 1, "advice"),
        Storage("normal", low_c=3, high_c=7, low_f=37, high_f=45, where="refrigerator", do_not_freeze=True),
        Storage("room", high_c=25, high_f=77, days=14),
        Warning_("5.1", "Blue Itch"),
        Contraindication("green fever"),
        BoxedWarning(False),
        Indication("Stiff Toe", min_age_months=72, adults=True, role="add-on"),
    )
    assert found == {
        "What it is for, by its label": ("Stiff toe: adults and children 6 years and older, as an add-on to other treatment",),
        "Boxed warning, the strongest kind": ("none",),
        "When it must not be used": ("green fever",),
        "Warnings about": ("blue itch",),
        "How to keep it": (
            "in the fridge, 37 to 45 F (3 to 7 C), do not freeze",
            "out of the usual place, up to 14 days, at most 77 F (25 C)",
        ),
        "The label also speaks of": ("driving and machines",),
    }
    assert next(iter(found)) == "What it is for, by its label"


def test_a_topic_that_only_names_a_swab_is_not_spoken_of():
    assert told(TermCount("alcohol", 10, "swab")) == {}


def test_a_boxed_warning_without_subjects_is_still_told():
    assert told(BoxedWarning(True)) == {"Boxed warning, the strongest kind": ("the label has one",)}
