"""What is found as a mention of an adverse reaction, in sentences about an invented medicine."""

import pytest

from plainlabel.facts.reactions.mentions import mentions


def texts(text, section="adverse reactions"):
    return [mention.text for mention in mentions(text, section)]


def test_a_list_gives_each_of_its_members():
    found = texts("The most common adverse reactions (5% or more) with ZORFAN were nausea, headache, and injection site pain.")
    assert found == ["nausea", "headache", "injection site pain"]


def test_pieces_are_the_places_in_the_text_given():
    text = "ZORFAN was studied in 40 adults.\n\nPatients on ZORFAN reported dizziness and dry mouth."
    for mention in mentions(text, "34084-4"):
        assert " ".join(text[start:end] for start, end in mention.pieces).lower() == mention.text
    assert texts(text) == ["dizziness", "dry mouth"]


def test_rows_of_a_table_are_read_one_by_one():
    table = " Adverse reaction   ZORFAN   Placebo\n   Nausea   12   4\n   Weight decreased   8   2\n   Headache   6   5\n"
    assert {"nausea", "weight decreased", "headache"} <= set(texts(table))


def test_text_without_lines_is_read_too():
    flat = "Table 1 Adverse reactions ZORFAN (N=90) Placebo (N=88) Nausea 12 4 Fatigue 8 2 Constipation 6 5"
    assert {"nausea", "fatigue", "constipation"} <= set(texts(flat))


def test_an_enumeration_shares_its_first_words():
    assert "increases in ast" in texts("ZORFAN may cause increases in ALT and AST.", "warnings and precautions")


@pytest.mark.parametrize("text", ["", "   \n ", "See Table 3.", "ZORFAN was given once a day for 12 weeks."])
def test_text_without_reactions_gives_none(text):
    assert mentions(text, "adverse reactions") == ()


def test_cues_in_front_of_a_mention_flag_it():
    flags = {
        m.text: m for m in mentions("Monitor for signs and symptoms of hepatotoxicity. Rats given ZORFAN had seizures.", "warnings")
    }
    assert all(mention.hypothetical for text, mention in flags.items() if text == "hepatotoxicity")
    assert all(mention.animal for text, mention in flags.items() if text == "seizures")


def test_the_same_text_gives_the_same_mentions():
    text = "Serious infections, rash and pruritus have been reported with ZORFAN."
    assert mentions(text, "warnings") == mentions(text, "43685-7")
