"""The library over the invented medicines: open, ask, show, show a section, search."""

import msgspec
import pytest

from plainlabel.errors import NoEditionError, NotHeldError
from plainlabel.library import Library


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
