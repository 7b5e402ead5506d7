"""What a check says of citations, lists and answers; the label of Zorvexa gains a use between version 5 and 7."""

import pytest
from msgspec import structs

from plainlabel.desk import text_hash
from plainlabel.desk.check import check
from plainlabel.desk.files import SHIPPED, read
from plainlabel.desk.published import Cited, Published, Source

STORAGE = "How should Zorvexa be stored?"
USES = "What is Zorvexa used for?"


def checked(answer, edition):
    (one,) = check([Source("a.md", None, answer)], edition).answers
    return one


def statuses(one):
    return {cited.status for cited in one.citations}


def test_a_new_version_that_leaves_the_passages_alone_leaves_the_answer_current(publish, old, new):
    one = checked(publish(STORAGE, old), new)
    assert one.status == "current"
    assert statuses(one) == {"unchanged"}
    assert {(cited.cited_version, cited.version) for cited in one.citations} == {(5, 7)}


@pytest.mark.parametrize("quotes", [True, False])
def test_a_changed_sentence_stands_beside_the_new_one(publish, old, edition_of, small, quotes):
    record = small.zorvexa()
    record["how_supplied"] = [record["how_supplied"][0].replace("14 days", "21 days")]
    with edition_of(record) as now:
        one = checked(publish(STORAGE, old, quotes=quotes), now)
    assert one.status == "stale"
    changed = [cited for cited in one.citations if cited.status == "changed"]
    assert changed
    assert any("14 days" in cited.old and "21 days" in cited.new for cited in changed)
    assert any("21 days" in why for why in one.why)
    assert not quotes or any("with other figures (14 left out; 21 put in)" in why for why in one.why)


def test_a_passage_that_is_gone_is_removed(edition_of, small):
    record = small.zorvexa()
    record["dosage_and_administration"] = ["2 DOSAGE AND ADMINISTRATION 2.1 Recommended Dosage The dosage is 100 mg."]
    quote = "If a dose is missed, give the dose as soon as possible."
    cited = Cited(set_id=small.ZORVEXA, version=5, section="2.2 Missed Dose", section_code="34068-7", quote=quote)
    with edition_of(record) as now:
        one = checked(Published(question="And if I forget Zorvexa?", answer="Inject it soon.", citations=(cited,)), now)
    assert statuses(one) == {"removed"}
    assert one.status == "stale"
    assert one.citations[0].old == quote


def test_a_passage_under_another_heading_moved_and_the_answer_stays_current(new, small):
    quote = "Treat patients with helminth infections before starting ZORVEXA."
    for cited in (
        Cited(set_id=small.ZORVEXA, version=6, section="8.1 Pregnancy", section_code="42228-7", quote=quote),
        Cited(
            set_id=small.ZORVEXA,
            version=6,
            section="8.1 Pregnancy",
            section_code="42228-7",
            text_hash=text_hash.of(quote),
            characters=text_hash.length(quote),
        ),
    ):
        one = checked(Published(question="Worms and Zorvexa?", answer="They are treated first.", citations=(cited,)), new)
        assert statuses(one) == {"moved"}
        assert one.citations[0].new_section == "5.2 Parasitic Infections"
        assert one.status == "current"


def test_a_use_more_makes_the_list_of_uses_stale_and_is_named(publish, old, new):
    one = checked(publish(USES, old), new)
    assert one.status == "stale"
    (uses,) = one.lists
    assert (uses.compared_with, uses.then, uses.now) == ("answer", 1, 2)
    assert any("asthma" in text for text in uses.added)
    assert one.why[0] == "The label now has 2 uses. The answer has 1"
    assert statuses(one) == {"unchanged"}  # the sentence cited still stands: only the list is not whole


def test_the_cited_version_is_compared_where_it_is_held(publish, old, full):
    answer = structs.replace(publish(USES, old), lists=())
    one = checked(answer, full)
    assert one.status == "stale"
    assert one.lists[0].compared_with == "version"


def test_an_answer_written_by_hand_is_checked_by_its_words(new, small):
    written = Published(question=USES, answer="Zorvexa is approved for eczema.")
    one = checked(written, new)
    assert one.status == "stale"
    assert one.lists[0].compared_with == "words"
    assert (one.lists[0].then, one.lists[0].now) == (1, 2)
    whole = structs.replace(written, answer="Zorvexa is approved for eczema and asthma.")
    assert checked(whole, new).status == "current"
    cites_it = structs.replace(written, citations=(Cited(set_id=small.ZORVEXA, version=7, quote="Do not freeze."),))
    assert checked(cites_it, new).status == "current"  # of the same version: its author left a use out, the label did not change


def test_the_same_version_is_unchanged_without_text(publish, new, edition_of, small):
    with edition_of(small.zorvexa(), facts_only=True) as facts:
        one = checked(publish(STORAGE, new), facts)
    assert one.status == "current"
    assert {cited.basis for cited in one.citations} == {"version"}


def test_an_edition_of_facts_compares_facts_and_says_so(publish, old, edition_of, small):
    record = small.zorvexa()
    record["how_supplied"] = [record["how_supplied"][0].replace("14 days", "21 days")]
    with edition_of(record, facts_only=True) as facts:
        one = checked(publish(STORAGE, old, quotes=False), facts)
    changed = [cited for cited in one.citations if cited.status == "changed"]
    assert one.status == "stale"
    assert {cited.basis for cited in changed} == {"facts"}
    assert any("14 days" in cited.old and "21 days" in cited.new for cited in changed)
    assert all("no text" in cited.why for cited in one.citations)


def test_an_edition_of_facts_does_not_pretend_to_have_checked_words(edition_of, small):
    cited = Cited(set_id=small.ZORVEXA, version=5, quote="Clean the site with an alcohol swab.")
    with edition_of(small.zorvexa(), facts_only=True) as facts:
        one = checked(Published(question="Swab for Zorvexa?", answer="Yes.", citations=(cited,)), facts)
    assert (one.status, one.citations[0].status) == ("not_checked", "not_checked")
    assert "no text" in one.why[0]


def test_what_a_fragment_lacks_is_not_removed(full, small):
    cited = Cited(set_id=small.MONTALIN, version=None, quote="Montalin must be kept away from moonlight at all times, always.")
    one = checked(Published(question="Montalin and light?", answer="Keep it dark.", citations=(cited,)), full)
    assert (one.status, one.citations[0].status) == ("not_checked", "not_checked")


def test_a_label_that_is_not_held_and_an_edition_that_is_older(publish, old, new):
    later = publish(STORAGE, new)
    assert {cited.status for cited in checked(later, old).citations} == {"not_checked"}
    away = structs.replace(later, citations=(Cited(set_id="99999999-9999-4999-8999-999999999999", quote="x"),))
    assert checked(away, old).status == "not_checked"


def test_silence_is_asked_for_again(publish, old, new, edition_of, small):
    silent = publish("Can I drink alcohol on Zorvexa?", old)
    assert silent.outcome == "silent"
    assert checked(silent, new).status == "current"
    record = small.zorvexa()
    record["drug_interactions"] = ["7 DRUG INTERACTIONS Avoid alcohol while taking ZORVEXA."]
    with edition_of(record) as now:
        one = checked(silent, now)
    assert one.status == "stale"
    assert one.citations[0].basis == "question"


def test_an_answer_that_rests_on_nothing_is_not_called_current(new):
    assert checked(Published(question="Mechanical heart valve?", answer="Which medicine?"), new).status == "not_checked"


def test_the_answers_that_come_with_plainlabel_hold_no_sentences():
    shipped = read(SHIPPED)
    assert len(shipped) == 13
    assert not [one.file for one in shipped for cited in one.answer.citations if cited.quote]
    assert all(cited.text_hash for one in shipped for cited in one.answer.citations if cited.start is not None)


def test_the_answers_that_come_with_plainlabel_are_not_stale():
    from plainlabel.edition.opened import open_edition
    from plainlabel.edition.starter import starter_edition

    with open_edition(starter_edition()) as edition:
        report = check(read(SHIPPED), edition)
    assert [one.question for one in report.answers if one.status == "stale"] == []
    assert report.counts.current >= 10


@pytest.mark.shared
def test_the_page_of_july_2023_on_dupixent_is_stale(shared, tmp_path):
    """Five uses then, nine in version 58; the fragment of 2025 lacks sections, and none of them counts as removed."""
    import json

    from plainlabel.edition.build import build
    from plainlabel.edition.opened import open_edition

    source = shared / "data" / "openfda_label" / "raw_samples" / "dupixent_595f437d_v58.json"
    set_id = json.loads((shared / "data" / "label_sections" / "dupixent_indications_2025-05.json").read_text())["set_id"]
    five = (
        "Dupixent is approved for atopic dermatitis, asthma, chronic rhinosinusitis with nasal polyps, "
        "eosinophilic esophagitis and prurigo nodularis."
    )
    page = Published(question="Is Dupixent an immunosuppressant?", answer=f"No. {five}", reviewed_on="2023-07-01")
    cites = structs.replace(page, citations=(Cited(set_id=set_id, section="1.5 Prurigo Nodularis"),))
    for facts_only in (False, True):
        out = tmp_path / str(facts_only)
        with open_edition(build([source], out, facts_only=facts_only, workers=1).path) as edition:
            for answer in (page, cites):
                one = checked(answer, edition)
                assert one.status == "stale"
                assert (one.lists[0].then, one.lists[0].now) == (5, 9)
                assert one.why[0] == "The label now has 9 uses. The answer has 5"
                assert {"bullous pemphigoid", "allergic fungal rhinosinusitis"} <= {
                    word
                    for text in one.lists[0].added
                    for word in ("bullous pemphigoid", "allergic fungal rhinosinusitis")
                    if word in text
                }
