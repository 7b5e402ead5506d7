"""Which edition is read."""

import shutil
from pathlib import Path

import pytest

from plainlabel.edition import locate as module
from plainlabel.edition.locate import locate
from plainlabel.errors import NoEditionError


@pytest.fixture(autouse=True)
def own(tmp_path, monkeypatch):
    """The user's own editions are in a folder of this test."""
    folder = tmp_path / "own"
    monkeypatch.setattr(module, "own_editions", lambda: folder)
    monkeypatch.setattr(module, "_starter", lambda: Path("the starter"))
    return folder


def test_an_edition_its_out_folder_and_its_pointer_are_the_same(tmp_path, report):
    assert {locate(path, {}) for path in (report.path, tmp_path / "out", tmp_path / "out" / "current")} == {report.path}


def test_the_order_is_option_variable_own_starter(tmp_path, report, facts_report, own):
    variable = {"PLAINLABEL_EDITION": str(facts_report.path)}
    assert locate(report.path, variable) == report.path
    assert locate(None, variable) == facts_report.path
    assert locate(None, {"PLAINLABEL_EDITION": ""}) == Path("the starter")
    shutil.copytree(tmp_path / "out", own, symlinks=True)
    assert locate(None, {}) == own / report.id


def test_what_is_no_edition_is_said_with_the_next_step(tmp_path):
    for path, environ in ((tmp_path, {}), (None, {"PLAINLABEL_EDITION": str(tmp_path / "nowhere")})):
        with pytest.raises(NoEditionError, match="plainlabel build"):
            locate(path, environ)
