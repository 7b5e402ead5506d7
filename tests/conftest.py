"""Fixtures every test may use."""

import os
from pathlib import Path

import pytest


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
