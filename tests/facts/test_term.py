"""The term inventory, and the data behind it."""

import pytest

from plainlabel.facts.kinds import TermCount
from plainlabel.vocabulary.topics import ROLE_RULES, TOPICS


@pytest.mark.parametrize(
    ("code", "text", "wanted"),
    [
        ("59845-8", "Clean the skin with an alcohol wipe. Open the alcohol swab.", TermCount("alcohol", 2, "swab")),
        ("34089-3", "It holds benzyl alcohol and alcohol USP.", TermCount("alcohol", 2, "excipient")),
        ("34076-0", "Do not drink alcohol with ZORFAN.", TermCount("alcohol", 1, "advice")),
        ("34084-4", "Common: alopecia, hair loss.", TermCount("hair_loss", 2, "reaction")),
        ("34092-7", "Smokers were left out; smoking was rare.", TermCount("smoking", 2, "study")),
        ("34076-0", "Do not drive or use machinery.", TermCount("driving", 2, "advice")),
        ("43685-7", "Avoid use of live vaccines.", TermCount("vaccines", 1, "advice")),
        ("68498-5", "Made by Zorb Ltd., 12 Nowhere Drive, Anytown.", TermCount("driving", 1, "other")),
        ("34068-7", "Do not leave the pen in direct sunlight.", TermCount("sun", 1, "other")),
        ("34068-7", "Do not shake the vial. Do not expose to direct sunlight.", TermCount("sun", 1, "other")),
        ("68498-5", "You may have less sex drive.", TermCount("driving", 1, "other")),
        ("34068-7", "Do not wash the pen with alcohol.", TermCount("alcohol", 1, "swab")),
        ("34070-3", "Ask about an allergy such as food allergy.", TermCount("food", 1, "condition")),
        ("34068-7", "It is given to prevent recurrence after surgery.", TermCount("surgery", 1, "condition")),
        ("43685-7", "Protect your skin from sunlight.", TermCount("sun", 1, "advice")),
        ("34081-0", "The pups had a lower body weight gain.", TermCount("weight_gain", 1, "study")),
        ("34088-5", "Signs were worse together with alcohol.", TermCount("alcohol", 1, "other")),
        ("34068-7", "Use gloves and surgical masks.", TermCount("surgery", 1, "other")),
        ("34073-7", "One man smoked marijuana.", TermCount("smoking", 1, "other")),
        ("42230-3", "The printing ink contains ethanol.", TermCount("alcohol", 1, "excipient")),
        ("34084-4", "Reported: male pattern of baldness.", TermCount("hair_loss", 1, "reaction")),
    ],
)
def test_roles(values, section, code, text, wanted):
    assert wanted in values("term", section(code, text))
    assert len([value for value in values("term", section(code, text)) if value.topic == wanted.topic]) == 1


def test_highlights_are_not_counted_again(values, section):
    one = section("34076-0", "Avoid grapefruit juice.", highlight="Avoid grapefruit. ( 7 )")
    assert values("term", one) == [TermCount("grapefruit", 1, "advice")]


def test_a_section_that_repeats_another_is_not_counted_again(values, section):
    text = "Avoid grapefruit juice."
    assert len(values("term", section("34076-0", text), section("42230-3", text))) == 1


def test_a_word_inside_another_is_no_hit(values, section):
    assert values("term", section("34076-0", "Non-alcoholic drinks and nonalcoholic things.")) == []


def test_topics_are_keyed_once_and_have_words():
    assert len({topic.key for topic in TOPICS}) == len(TOPICS) >= 40
    assert all(topic.lay and topic.label and topic.title for topic in TOPICS)
    assert all(len(word.split()[0].rstrip("*")) >= 3 for topic in TOPICS for word in topic.label)


def test_role_rules_name_topics_that_exist():
    keys = {topic.key for topic in TOPICS}
    assert all(rule.topics <= keys for rule in ROLE_RULES)
    assert ROLE_RULES[-1].pattern is None
    assert not ROLE_RULES[-1].codes


def test_the_name_of_the_agency_is_not_about_food(values, section):
    found = values(
        "term", section("42231-1", "This leaflet was approved by the U.S. Food and Drug Administration. Take it with food.")
    )
    assert [(value.topic, value.count) for value in found if value.topic == "food"] == [("food", 1)]
