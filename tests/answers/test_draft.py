"""A draft is cleared in one way, and takes what another draft says with its citations numbered anew."""

from plainlabel.answers.contract import Citation
from plainlabel.answers.draft import Draft


def cited(draft, section):
    return draft._numbered(Citation(0, "set-id", 1, None, "34073-7", section, None, None, None, "url", "1"))


def test_a_cleared_draft_says_nothing_and_gives_back_what_it_used():
    draft = Draft()
    draft.say("A claim.", "label", cited(draft, "7 Interactions"))
    draft.verdict, draft.warns, draft.certain, draft.summary = "yes", True, True, "Yes."
    draft.used.append("passage")
    draft.notice("A notice.")
    assert draft.clear() == ["passage"]
    assert (draft.verdict, draft.warns, draft.certain, draft.summary) == (None, False, False, "")
    assert (draft.statements, draft.citations, draft.used) == ([], [], [])
    assert draft.notices == ["A notice."]


def test_what_another_draft_says_is_taken_with_its_places():
    draft, other = Draft(), Draft()
    draft.say("One.", "label", cited(draft, "5 Warnings"))
    other.say("Two.", "label", cited(other, "7 Interactions"), cited(other, "5 Warnings"))
    other.say("Ask.", "advice")
    draft.take(other)
    assert [(each.text, each.citations) for each in draft.statements] == [("One.", (1,)), ("Two.", (2, 1)), ("Ask.", ())]
    assert [(each.n, each.section) for each in draft.citations] == [(1, "5 Warnings"), (2, "7 Interactions")]
