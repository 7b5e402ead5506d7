"""The small editions of invented medicines, full and facts."""

import importlib.util
from pathlib import Path

import pytest

_SOURCE = Path(__file__).parents[1] / "answers" / "small_edition.py"


def _module():
    spec = importlib.util.spec_from_file_location("small_edition", _SOURCE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def small():
    return _module()


@pytest.fixture(scope="session")
def full(small, tmp_path_factory):
    with small.make(tmp_path_factory.mktemp("full"), facts_only=False) as edition:
        yield edition


@pytest.fixture(scope="session")
def facts(small, tmp_path_factory):
    with small.make(tmp_path_factory.mktemp("facts"), facts_only=True) as edition:
        yield edition
