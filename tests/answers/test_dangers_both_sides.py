"""Words of danger told by strangers, each beside harmless words that look like it."""

import pytest

from plainlabel.answers.answer import answer

DANGERS = [
    ("what's the point of going on, Calmidol does not work", "988"),
    ("I have a stash of pills and I don't plan to wake up", "988"),
    ("dad's arm went weak suddenly and he cant find words, takes Calmidol", "911"),
    ("can't stop bleeding from my nose for 40 minutes, on Calmidol", "911"),
    ("i put ear drops in my eye", "1-800-222-1222"),
    ("put rubbing alcohol in my eye instead of saline", "1-800-222-1222"),
    ("im drunk and i just took my benzodiazepine", "1-800-222-1222"),
    ("just drank whiskey with my opioid am i ok", "1-800-222-1222"),
    ("had 4 glasses of wine and now took my benzodiazepine", "1-800-222-1222"),
    ("my husband is drunk and took his opioid", "1-800-222-1222"),
]
HARMLESS = [
    "what's the point of going on Calmidol at 80",
    "I don't want to wake up groggy on Calmidol",
    "i can't find words on Calmidol",
    "why can't i stop bleeding fast on Calmidol",
    "can I put ear drops in my eye",
    "can i have wine with a benzodiazepine",
    "i had a beer with my Calmidol am i ok",
    "is it safe to drink wine and take an opioid",
    "i was drunk last week and took my Calmidol",
]


@pytest.fixture(params=["full", "facts"])
def edition(request):
    return request.getfixturevalue(request.param)


@pytest.mark.parametrize(("question", "number"), DANGERS)
def test_a_danger_leads(question, number, edition):
    given = answer(question, edition)
    assert given.outcome == "emergency"
    assert number in given.summary


@pytest.mark.parametrize("question", HARMLESS)
def test_a_harmless_look_alike_raises_no_alarm(question, edition):
    assert answer(question, edition).outcome != "emergency"
