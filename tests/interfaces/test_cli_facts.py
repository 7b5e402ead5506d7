"""`plainlabel facts NAME KIND`: the facts of one kind, each as a sentence with its place."""

import json

import pytest

from plainlabel.facts.kinds import KINDS
from plainlabel.interfaces.cli import main


def run(capsys, *words):
    """Returns the exit code, stdout and stderr of a command line."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.argv", ["plainlabel", *words])
        with pytest.raises(SystemExit) as stopped:
            main()
    out, err = capsys.readouterr()
    return stopped.value.code, out, err


@pytest.fixture
def at(full, monkeypatch):
    monkeypatch.setenv("PLAINLABEL_EDITION", str(full.path))


@pytest.mark.usefixtures("at")
def test_a_fact_comes_with_its_sentence_and_place(capsysbinary):
    code, out, _ = run(capsysbinary, "facts", "Zorvexa", "indication", "--json")
    told = json.loads(out)
    assert code == 0
    assert told["kind"] == "indication"
    assert told["label"]["version"] == 7
    first = told["facts"][0]
    assert first["sentence"] == "Approved for atopic dermatitis: adults."
    assert first["condition"] == "Atopic Dermatitis"
    assert first["min_age_months"] is None  # a field that the label leaves open is there, and null
    assert first["place"]["section"] == "1.1 Atopic Dermatitis"


@pytest.mark.usefixtures("at")
def test_as_text_each_fact_names_its_section(capsysbinary):
    code, out, _ = run(capsysbinary, "facts", "Zorvexa", "storage")
    assert code == 0
    assert b"Zorvexa: storage" in out
    assert b"refrigerator" in out
    assert b"[storage_and_handling" in out or b"[how_supplied" in out


@pytest.mark.usefixtures("at")
def test_a_kind_without_facts_is_said_not_hidden(capsysbinary):
    code, out, _ = run(capsysbinary, "facts", "Zorvexa", "schedule")
    assert code == 0
    assert b"No fact of this kind was read" in out


@pytest.mark.usefixtures("at")
@pytest.mark.parametrize("words", [("Zorvexa", "weather"), ("Zorvexa",)])
def test_an_unknown_kind_names_the_kinds_there_are(capsysbinary, words):
    code, out, err = run(capsysbinary, "facts", *words)
    assert code == 2
    assert out == b""
    assert b"storage" in err


@pytest.mark.usefixtures("at")
def test_show_has_every_field_of_every_fact(capsysbinary):
    _, out, _ = run(capsysbinary, "show", "Zorvexa", "--json")
    facts = json.loads(out)["facts"]
    assert set(facts) <= set(KINDS)
    assert {"class", "ingredient", "product", "indication", "warning"} <= set(facts)
    assert all("place" in one for held in facts.values() for one in held)
