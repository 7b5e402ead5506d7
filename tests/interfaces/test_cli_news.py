"""`plainlabel news` on the command line."""

import json

import pytest
from lxml import etree


@pytest.fixture
def at(full, monkeypatch):
    monkeypatch.setenv("PLAINLABEL_EDITION", str(full.path))


@pytest.mark.usefixtures("at")
def test_without_feeds_it_says_so_and_names_the_command(run, tmp_path):
    code, out, _ = run("news", "--data", str(tmp_path))
    assert code == 0
    assert "Label change: Zorvexa" in out
    assert "plainlabel sync --tables" in out


@pytest.mark.usefixtures("at")
def test_json_and_an_atom_file(run, tmp_path):
    code, out, _ = run("news", "--data", str(tmp_path), "--medicine", "Zorvexa", "--json", "--atom", str(tmp_path / "a.xml"))
    told = json.loads(out)
    assert code == 0
    assert (told["medicine"], told["items"][0]["kind"]) == ("Zorvexa", "label_change")
    assert len(etree.parse(tmp_path / "a.xml").findall("{*}entry")) == len(told["items"])


@pytest.mark.usefixtures("at")
def test_nothing_new_is_said(run, tmp_path):
    assert "There is no news since 2030-01-01" in run("news", "--data", str(tmp_path), "--since", "2030-01-01")[1]


@pytest.mark.usefixtures("at")
@pytest.mark.parametrize(
    ("words", "code", "hint"),
    [
        (("--since", "yesterday"), 2, "YYYY-MM-DD"),
        (("--category", "sport"), 2, "childrens-health"),
        (("--medicine", "Unheardofine"), 1, "No label of"),
    ],
)
def test_what_cannot_be_asked(run, words, code, hint):
    ended, _, err = run("news", *words)
    assert ended == code
    assert hint in err
