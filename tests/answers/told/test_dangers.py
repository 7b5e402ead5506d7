"""The worst that two things together can bring is told from one sentence that names all three, and never from a denial."""

import re
from types import SimpleNamespace

import pytest

from plainlabel.answers.cues import topic_pattern
from plainlabel.answers.draft import Draft
from plainlabel.answers.told.dangers import _move_first, _named, _names

ALCOHOL = re.compile("alcohol", re.IGNORECASE)


def named(text):
    return _named(SimpleNamespace(text=text), ALCOHOL)


@pytest.mark.parametrize(
    ("text", "dangers"),
    [
        ("Use of TORVAXIN together with alcohol can lead to coma and death.", ["coma", "death"]),
        ("Drinking alcohol on TORVAXIN may bring profound sedation.", ["deep sedation"]),
        ("Concomitant alcohol can cause slow breathing. Deaths were seen in children.", ["slow breathing"]),
        ("Patients with alcohol misuse were left out. TORVAXIN taken together with opioids may cause coma.", []),
        ("Patients with a history of alcohol abuse had fatal falls.", []),
        ("Alcohol taken with TORVAXIN did not increase the risk of death.", []),
        ("There was no increase in respiratory depression when combined with alcohol.", []),
        ("Do not drink alcohol with TORVAXIN: it may be combined with nothing. Coma was rare.", []),
    ],
)
def test_dangers_of_one_sentence(text, dangers):
    assert named(text) == dangers


def test_the_quote_that_carries_the_warning_leads_though_it_stood_further_up():
    draft = Draft()
    draft.say("The label: \u201cFirst words.\u201d", "label", 1)
    draft.say("Together they can bring coma.", "label", 2)
    draft.say("The label: \u201cBoth can bring coma.\u201d", "label", 2)
    draft.say("The label: \u201cLast words.\u201d", "label", 3)
    _move_first(SimpleNamespace(draft=draft), 2)
    assert [each.citations[0] for each in draft.statements] == [2, 1, 2, 3]
    assert "Both" in draft.statements[0].text


def test_a_boxed_warning_on_use_with_another_medicine_is_not_told():
    subject = "risks from concomitant use with opioids"
    assert _names(subject, topic_pattern(["torvaxin", "opioid"]))
    assert not _names(subject, topic_pattern(["clarithromycin", "CYP3A4 inhibitor"]))
    assert _names("concomitant use with benzodiazepines or others", topic_pattern(["x", "benzodiazepines and other depressants"]))
