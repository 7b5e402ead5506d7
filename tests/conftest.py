"""Fixtures every test may use."""

import importlib.util
import os
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from plainlabel.edition.build import BuildReport, build
from plainlabel.edition.opened import Edition


def shared_folder() -> Path | None:
    """Returns the folder with the real labels: PLAINLABEL_SHARED, or `shared` beside the checkout; None where absent."""
    named = os.environ.get("PLAINLABEL_SHARED")
    folder = Path(named) if named else Path(__file__).parents[2] / "shared"
    return folder if (folder / "data" / "MANIFEST.tsv").is_file() else None


@pytest.fixture(scope="session")
def shared() -> Path:
    """Returns the folder with the real labels, or skips the test, saying so."""
    folder = shared_folder()
    if folder is None:
        pytest.skip("the real labels are not here: set PLAINLABEL_SHARED to the folder that holds data/MANIFEST.tsv")
    return folder


@pytest.fixture(scope="session")
def full_edition(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> BuildReport:
    """Returns the full edition of all openFDA and partial records, built once a session."""
    data = shared / "data"
    sources = [
        data / "openfda_label" / "labels_2026-07.jsonl.gz",
        data / "openfda_label" / "labels_2024-01.jsonl.gz",
        data / "label_sections" / "medguard_openfda_sections.jsonl.gz",
    ]
    return build(sources, tmp_path_factory.mktemp("full"))


@pytest.fixture(scope="session")
def small() -> ModuleType:
    """Returns the module of the invented medicines, small_edition.py."""
    spec = importlib.util.spec_from_file_location("small_edition", Path(__file__).parent / "small_edition.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def full(small: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Edition]:
    """Returns the full edition of the invented medicines, open."""
    with small.make(tmp_path_factory.mktemp("full"), facts_only=False) as edition:
        yield edition


@pytest.fixture(scope="session")
def facts(small: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Edition]:
    """Returns the edition of facts of the invented medicines, open."""
    with small.make(tmp_path_factory.mktemp("facts"), facts_only=True) as edition:
        yield edition
