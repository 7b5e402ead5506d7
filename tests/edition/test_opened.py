"""Reading an edition."""

import threading

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plainlabel.edition import index
from plainlabel.edition.opened import open_edition
from plainlabel.errors import BrokenEditionError, NotHeldError
from plainlabel.label import heading, section_path


@pytest.fixture
def edition(report):
    with open_edition(report.path) as opened:
        yield opened


def test_an_edition_says_what_it_is(edition, report):
    assert (edition.id, edition.kind, edition.labels, edition.data_date) == (report.id, "full", 3, "2025-03-31")


def test_labels_by_key_and_by_set_id(edition, invented):
    label = edition.label_by_set_id(invented.quibomab.upper())
    assert (label.version, label.effective, label.standing) == (12, "2025-01-01", True)
    assert edition.label(label.key) == label
    assert edition.versions("00000000-0000-0000-0000-000000000000") == ()


@pytest.mark.parametrize(
    "ask",
    [
        lambda edition, _: edition.label(99),
        lambda edition, _: edition.label_by_set_id("nonsense"),
        lambda edition, invented: edition.label_by_set_id(invented.quibomab, 11),
        lambda edition, _: edition.section(1, "nowhere"),
        lambda edition, _: edition.passages(1, "nowhere"),
    ],
)
def test_what_is_not_held_is_said(edition, invented, ask):
    with pytest.raises(NotHeldError):
        ask(edition, invented)


def test_sections_are_whole_and_in_order(edition):
    records = edition.sections(1)
    tree = edition.section_tree(1)
    assert [section.id for section in records] == list(tree)
    assert [section.ordinal for section in records] == list(range(len(records)))
    for section in records:
        whole = edition.section(1, section.id)
        assert whole == tree[section.id]
        assert len(whole.text) == section.characters
        assert section_path(tree, section.id)[-1] == whole


def test_passages_lie_in_their_section(edition):
    words = []
    for section in edition.sections(1):
        text = edition.section(1, section.id).text
        words += [text[passage.start : passage.end] for passage in edition.passages(1, section.id)]
    assert any("refrigerator" in passage for passage in words)
    assert all(passage == passage.strip() != "" for passage in words)


def test_facts_have_a_kind_and_a_place(edition):
    facts = edition.facts(1)
    assert facts
    kinds = {fact.kind for fact in facts}
    for kind in kinds:
        assert edition.facts(1, kind) == tuple(fact for fact in facts if fact.kind == kind)
        assert {label for label, _ in edition.facts_of_kind(kind)} <= {1, 2, 3}
    assert edition.facts(1, "no such kind") == ()
    tree = edition.section_tree(1)
    assert all(fact.place.section_id is None or fact.place.section for fact in facts)
    assert all(fact.place.section_id is None or heading(tree[fact.place.section_id]) for fact in facts)


def test_names_lead_to_medicines(edition, invented):
    found = edition.names("zorvexil")
    assert found[0].medicines
    medicine = edition.medicine(found[0].medicines[0])
    assert edition.label(medicine.labels[0]).set_id == invented.zorvexil
    assert medicine in list(edition.medicines())
    assert edition.names("no such name") == ()
    assert edition.medicine("no such medicine") is None
    assert list(edition.name_keys()) == sorted(edition.name_keys())


def test_classes_lead_to_labels(edition, invented):
    label = edition.label_by_set_id(invented.zorvexil)
    for found in label.classes:
        assert edition.class_members(found.kind, found.name.upper()) == (label.key,)
    assert edition.class_members("EPC", "no such class") == ()


def test_a_search_finds_word_stems_and_the_medicine_named(edition, invented):
    quibo = edition.label_by_set_id(invented.quibomab).key
    best = edition.search("quibo refrigerators")[0]
    assert best.label == quibo
    section = edition.sections(quibo)[best.section]
    assert "refrigerator" in edition.section(quibo, section.id).text[best.start : best.end]


def test_a_search_can_be_kept_to_labels_and_sections(edition):
    hits = edition.search("fever", labels=[2, 3])
    assert {hit.label for hit in hits} == {2, 3}
    assert {hit.label for hit in edition.search("fever")} == {1, 2, 3}
    ordinal = hits[0].section
    assert {hit.section for hit in edition.search("fever elbow", labels=[2], sections=[ordinal])} == {ordinal}
    assert len(edition.search("fever elbow", limit=2)) == 2
    assert edition.search("fever", labels=[]) == edition.search("fever", limit=0) == edition.search("xylophone", labels=[1]) == ()


def test_a_search_ranks_the_same_way_every_time(edition):
    first = edition.search("fever elbow refrigerator", limit=9)
    assert [hit.score for hit in first] == sorted((hit.score for hit in first), reverse=True)
    assert first == edition.search("fever elbow refrigerator", limit=9)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60) | st.text(alphabet='+-"():^~*?[]{}\\/&|!<>=. fever', max_size=40))
def test_any_text_is_a_query(edition, words):
    assert all(hit.score > 0 for hit in edition.search(words))


def test_a_query_of_a_thousand_words_or_odd_characters_is_answered(edition):
    assert edition.search(" ".join(f"word{number}" for number in range(1000)) + " fever") == ()
    assert edition.search("fever " * 1000)
    assert edition.search("\ud800 fever")
    assert edition.search("\x00 fever")


def test_an_edition_of_facts_is_searched_by_headings_and_terms(facts_report, invented):
    with open_edition(facts_report.path) as edition:
        hits = edition.search("zorvexil contraindications")
        assert edition.label(hits[0].label).set_id == invented.zorvexil
        assert (hits[0].start, hits[0].end) == (0, 0)


def test_several_threads_read_at_once(edition):
    failed: list[BaseException] = []

    def read() -> None:
        try:
            for _ in range(20):
                assert edition.section_tree(1)
                assert edition.search("fever")
        except BaseException as error:  # noqa: BLE001 - reported by the test
            failed.append(error)

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []


def test_a_missing_database_or_index_is_a_broken_edition(report):
    (report.path / "index" / "meta.json").unlink()
    with open_edition(report.path) as edition, pytest.raises(BrokenEditionError):
        edition.search("fever")
    (report.path / "records.sqlite").write_bytes(b"not a database" * 100)
    with pytest.raises(BrokenEditionError):
        open_edition(report.path)
    (report.path / "records.sqlite").unlink()
    with pytest.raises(BrokenEditionError):
        open_edition(report.path)


def test_an_index_in_a_folder_that_cannot_be_written_is_read_through_links(report, monkeypatch):
    honest = index.SearchIndex._open

    def needs_to_write(folder):
        if folder == report.path / "index":
            raise ValueError("Failed to acquire Lockfile")
        return honest(folder)

    monkeypatch.setattr(index.SearchIndex, "_open", staticmethod(needs_to_write))
    with open_edition(report.path) as edition:
        assert edition.search("fever")
