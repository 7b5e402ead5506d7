"""Questions in strangers' words are read as what they ask: type and medicines, on invented labels."""

import pytest

from plainlabel.answers.answer import answer


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("flying to Rome with my Calmidol, how do I keep it cool", "storage"),
        ("Can I keep Calmidol tablets in a pill box", "storage"),
        ("First time doing my Calmidol pen tonight, what are the steps?", "usage"),
        ("how do u take Calmidol", "usage"),
        ("how do u say Calmidol", "pronunciation"),
        ("do i burn easier on Calmidol", "side_effects"),
        ("Calmidol tastes bitter, normal?", "side_effects"),
        ("what is it about Calmidol that gives eye trouble", "side_effects"),
        ("is it too late for Calmidol, it was 4 days ago", "usage_time"),
        ("is Calmidol taken with food or without", "usage_time"),
        ("CKD stage 4 and Calmidol - allowed?", "contraindication"),
        ("can a 10 yr old take Calmidol", "contraindication"),
        ("off my Calmidol 3 days, so weak", "stopping"),
        ("My partner takes Calmidol and we try for a baby", "pregnancy"),
        ("Having a few beers tonight, I take Calmidol. Any problem?", "interaction"),
        ("Calmidol - steroid or not", "class"),
    ],
)
def test_the_type_is_read(question, kind, full):
    assert answer(question, full).type == kind


@pytest.mark.parametrize(
    "question",
    [
        "covid booster tomorrow, I take Calmidol",
        "can I get a covid shot and flu shot while taking Calmidol",
        "Ramadan is coming - how do I take Calmidol",
        "I've gained 15 lbs since starting Calmidol. Is it the Calmidol?",
    ],
)
def test_one_medicine_is_read(question, full):
    assert [each.name for each in answer(question, full).medicines] == ["Calmidol"]


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("crawling feeling on arms and legs, Calmidol?", "side_effects"),
        ("Calmidol leaves a bitter taste, how come?", "side_effects"),
        ("Calmidol sat on the porch overnight. Toss it?", "storage"),
        ("pill organizer for Calmidol ok?", "storage"),
        ("agranulocytosis under Calmidol", "side_effects"),
        ("QTc 480 ms, any concern adding Calmidol?", "contraindication"),
    ],
)
def test_short_words_are_read_as_what_they_ask(question, kind, full):
    assert answer(question, full).type == kind


@pytest.mark.parametrize("question", ["Can Zorvexa go in another box?", "must Zorvexa stay in its original carton"])
def test_one_care_that_is_asked_for_leads(question, full):
    assert answer(question, full).summary.startswith("Keep it in its original carton")
