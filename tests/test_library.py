"""The library over the invented medicines: open, ask, show, show a section, search."""

import json

import msgspec
import pytest

from plainlabel.edition import locate
from plainlabel.edition.build import build
from plainlabel.errors import NoEditionError, NotHeldError
from plainlabel.library import Library, backing


@pytest.fixture(scope="module", params=[False, True], ids=["full", "facts"])
def library(request, small, tmp_path_factory):
    small.make(folder := tmp_path_factory.mktemp("library"), facts_only=request.param).close()
    with Library.open(folder / "editions") as opened:
        yield opened


def test_asking(library):
    assert library.ask("What is Zorvexa used for?").outcome == "answered"


def test_opening_nothing_says_so(tmp_path):
    with pytest.raises(NoEditionError):
        Library.open(tmp_path)


@pytest.mark.parametrize("name", ["Zorvexa", "zorvanimab", "11111111-1111-4111-8111-111111111111"])
def test_showing_a_medicine(library, name, small):
    shown = library.show(name)
    assert shown.label.set_id == small.ZORVEXA
    assert shown.label.version == 7
    assert not shown.label.partial
    assert shown.products[0].name == "Zorvexa"
    assert {"storage", "indication", "contraindication"} <= set(shown.facts)
    assert any(section.number == "1.2" for section in shown.sections)
    assert msgspec.json.encode(shown)


def test_showing_what_is_not_held_names_near_ones(library):
    with pytest.raises(NotHeldError) as caught:
        library.show("Zorv")
    assert "Zorvexa" in str(caught.value)
    with pytest.raises(NotHeldError):
        library.show("00000000-0000-4000-8000-000000000000")


@pytest.mark.parametrize("section", ["5.2", "warnings_and_cautions/5.2"])
def test_showing_a_section(library, section, small):
    shown = library.show_section(small.ZORVEXA, section)
    assert shown.title == "Parasitic Infections"
    assert shown.path[-1] == "5.2 Parasitic Infections"
    for passage in shown.passages:
        assert shown.text[passage.start : passage.end] == passage.text
    assert bool(shown.text) is (library.edition.kind == "full")


@pytest.mark.parametrize(("section", "title"), [("34070-3", "CONTRAINDICATIONS"), ("contraindications", "CONTRAINDICATIONS")])
def test_a_section_by_code_or_field(library, section, title, small):
    assert library.show_section(small.ZORVEXA, section).title == title


def test_a_section_that_is_not_there(library, small):
    with pytest.raises(NotHeldError):
        library.show_section(small.ZORVEXA, "99.9")


def test_searching(library):
    assert library.search("Zorvexa").medicines[0].name == "Zorvexa"
    assert "Zorvexa" in {found.name for found in library.search("zorv").medicines}
    assert "Zorvexa" in library.search("asthma").conditions[0].medicines
    assert library.search("helminth infections").passages
    assert library.search("").passages == ()


# --- the starter behind a person's own edition -----------------------------------------------------------------------------


@pytest.fixture
def own(small, tmp_path, monkeypatch):
    """A person's own edition that holds Zorvexa alone; the starter behind it holds all invented medicines, facts only."""
    small.make(tmp_path / "starter", facts_only=True).close()
    starter = (tmp_path / "starter" / "editions" / "current").resolve()
    file = tmp_path / "zorvexa.jsonl"
    file.write_text(json.dumps(small.zorvexa()) + "\n", encoding="utf-8")
    build([file], tmp_path / "own", workers=1)
    monkeypatch.setattr(locate, "own_editions", lambda: tmp_path / "own")
    monkeypatch.setattr(backing, "starter_folder", lambda: starter)
    with Library.open(environ={}) as opened:
        yield opened


def test_the_own_edition_answers_what_it_holds(own):
    answer = own.ask("What is Zorvexa used for?")
    assert (answer.outcome, answer.edition.id, answer.edition.kind) == ("answered", own.edition.id, "full")
    assert not any("built-in" in notice for notice in answer.notices)


def test_the_starter_answers_for_what_the_own_edition_does_not_hold(own):
    answer = own.ask("What is Calmidol used for?")
    assert (answer.outcome, answer.edition.id, answer.edition.kind) == ("answered", own.starter.edition.id, "facts")
    assert all(citation.quote is None for citation in answer.citations)
    assert any("does not hold Calmidol" in notice and "plainlabel add Calmidol" in notice for notice in answer.notices)


def test_one_edition_answers_for_two_medicines(own):
    answer = own.ask("Can I take Zorvexa with Calmidol?")
    assert answer.edition.id == own.starter.edition.id
    assert {one.name for one in answer.medicines if one.set_id} >= {"Zorvexa", "Calmidol"}


def test_what_neither_holds_is_told_by_the_own_edition(own):
    assert own.ask("What is Blorptol used for?").edition.id == own.edition.id
    with pytest.raises(NotHeldError):
        own.show("Blorptol")


def test_the_starter_shows_what_only_it_holds(own, small):
    assert own.show("Zorvexa").notices == ()
    assert any("built-in" in notice for notice in own.show("Calmidol").notices)
    assert own.show(small.CALMIDOL).label.set_id == small.CALMIDOL
    assert any("built-in" in notice for notice in own.facts("Calmidol", "storage").notices)
    assert own.show_section(small.CALMIDOL, "contraindications").text == ""
    assert own.history("Calmidol").set_id == small.CALMIDOL


def test_facts_are_left_out_where_the_starter_shows_it_too(own):
    assert own.show("Calmidol").facts
    assert own.show("Calmidol", facts_too=False).facts == {}
    assert own.show("Zorvexa", facts_too=False).facts == {}


def test_a_search_finds_in_both(own):
    assert own.search("Calmidol").medicines[0].set_id
    assert own.search("Zorvexa").passages
    assert {"Zorvexa"} <= set(own.search("asthma").conditions[0].medicines)


@pytest.mark.usefixtures("own")
def test_an_edition_that_was_named_elsewhere_stands_alone(tmp_path):
    with Library.open(tmp_path / "starter" / "editions") as alone:
        assert alone.starter is None


def test_a_starter_that_cannot_be_read_is_done_without(own, monkeypatch, tmp_path):
    monkeypatch.setattr(own, "_behind", lambda: tmp_path)
    assert own.ask("What is Calmidol used for?").outcome in {"unknown_medicine", "unclear", "not_held"}
    with pytest.raises(NotHeldError):
        own.show("Calmidol")
