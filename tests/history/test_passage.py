"""What became of a quoted passage."""

import pytest

from plainlabel.history.passage import LabelText, passage_status

COLD = "Store Zelvora in a refrigerator at 36F to 46F in the original carton."
USE = "Zelvora is indicated for the treatment of adults with hives that last more than six weeks."


@pytest.fixture
def new(label):
    def make(partial=False, **parts):
        return label(4, parts or {"how_supplied": COLD, "indications_and_usage": USE}, partial)

    return make


def test_a_passage_that_stands_is_unchanged(new):
    status = passage_status(COLD, new(), section="16 How Supplied/Storage and Handling", code="34069-5")
    assert (status.status, status.text, status.start, status.end) == ("unchanged", COLD, 0, len(COLD))
    assert not status.stale


@pytest.mark.parametrize(
    "noise",
    [
        "Store  Zelvora in a refrigerator\nat 36F to 46F in the original carton.",
        "• Store Zelvora® in a refrigerator at 36F to 46F in the original carton .",
        "Store Zelvora in a refrigerator at 36F\u00a0to 46F in the original\u200b carton.",
    ],
)
def test_layout_is_no_change(new, noise):
    assert passage_status(noise, new()).status == "unchanged"


def test_a_passage_in_another_section_has_moved(new):
    held = new(dosage_and_administration=COLD, how_supplied="Zelvora comes in cartons of one pen.")
    status = passage_status(COLD, held, section="How Supplied/Storage and Handling", code="34069-5")
    assert (status.status, status.section_id, status.stale) == ("moved", "dosage_and_administration", False)


def test_a_number_of_a_section_says_nothing(new):
    held = new(**{"warnings_and_cautions/5.3": ("Eye Problems", "Tell patients to report new eye symptoms to the doctor.")})
    status = passage_status("Tell patients to report new eye symptoms to the doctor.", held, section="5.2 Eye Problems")
    assert status.status == "unchanged"


def test_a_changed_passage_has_the_nearest_new_sentence(new):
    held = new(how_supplied=COLD.replace("46F", "50F"), indications_and_usage=USE)
    status = passage_status(COLD, held, section="16 How Supplied/Storage and Handling")
    assert (status.status, status.text, status.difference) == ("changed", COLD.replace("46F", "50F"), "words")
    assert status.stale


@pytest.mark.parametrize(
    ("new_text", "difference"),
    [
        (COLD.replace("Store Zelvora", "STORE ZELVORA"), "marks"),
        (COLD[:-1] + " [see Section 2.3].", "references"),
        (COLD.replace("36F", "38F"), "words"),
    ],
)
def test_what_a_change_consists_of(new, new_text, difference):
    assert passage_status(COLD, new(how_supplied=new_text)).difference == difference


def test_a_passage_that_is_gone_is_removed(new):
    status = passage_status("Discard the pen after fourteen days at room temperature.", new())
    assert (status.status, status.text, status.stale) == ("removed", None, True)


def test_a_fragment_removes_nothing(new):
    status = passage_status("Discard the pen after fourteen days at room temperature.", new(partial=True))
    assert (status.status, status.stale) == ("not_held", False)


def test_a_copy_without_texts_says_nothing():
    assert passage_status(COLD, LabelText([])).status == "not_held"


def test_few_words_must_be_a_passage_of_their_own(new):
    held = new(adverse_reactions="nausea and vomiting\nheadache")
    assert passage_status("headache", held).status == "unchanged"
    assert passage_status("nausea", held).status != "unchanged"


def test_part_of_a_word_is_no_match(new):
    held = new(how_supplied="Unstore Zelvora in a refrigerator at 36F to 46F in the original carton.")
    assert passage_status(COLD[2:], held).status == "changed"


def test_of_several_sentences_the_stalest_decides(new):
    both = f"{USE} {COLD}"
    assert passage_status(both, new()).status == "unchanged"
    assert passage_status(both, new(indications_and_usage=USE, how_supplied=COLD.replace("46F", "50F"))).status == "changed"
    assert passage_status(f"{USE} Discard it after fourteen days out of the cold.", new()).status == "changed"


def test_a_sentence_that_was_joined_to_another_is_found(new):
    held = new(
        how_supplied=f"{COLD[:-1]}, and discard it after the date on the carton, or fourteen days after it was taken out, whichever comes first."
    )
    status = passage_status(COLD, held)
    assert status.status == "changed"
    assert status.text.startswith("Store Zelvora")
