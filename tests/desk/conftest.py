"""Editions of Zorvexa before and after its label changed, and a helper that publishes an answer from one."""

import json

import pytest

from plainlabel.desk.draft import draft
from plainlabel.edition.build import build
from plainlabel.edition.opened import open_edition
from plainlabel.library import Library


@pytest.fixture(scope="session")
def edition_of(tmp_path_factory):
    """Returns a function that builds an edition of label records and opens it."""

    def edition_of(*records, facts_only=False):
        folder = tmp_path_factory.mktemp("edition")
        (folder / "labels.jsonl").write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
        return open_edition(build([folder / "labels.jsonl"], folder / "out", facts_only=facts_only, workers=1).path)

    return edition_of


@pytest.fixture(scope="session")
def old(edition_of, small):
    """Returns the full edition of Zorvexa 5, with one use."""
    with edition_of(small.zorvexa(5, "20230110", uses=1)) as edition:
        yield edition


@pytest.fixture(scope="session")
def old_facts(edition_of, small):
    with edition_of(small.zorvexa(5, "20230110", uses=1), facts_only=True) as edition:
        yield edition


@pytest.fixture(scope="session")
def new(edition_of, small):
    """Returns the full edition of Zorvexa 7 alone, with two uses."""
    with edition_of(small.zorvexa()) as edition:
        yield edition


@pytest.fixture(scope="session")
def publish():
    """Returns a function that drafts a published answer from an edition."""

    def publish(question, edition, *, quotes=True):
        return draft(Library(edition).ask(question), edition, author="A. Reader", reviewed_on="2026-01-02", quotes=quotes)

    return publish
