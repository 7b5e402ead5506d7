"""`plainlabel sync` and `plainlabel add`: what they tell, and how they end."""

import importlib.util
import json
from pathlib import Path

import pytest

from plainlabel.errors import BuildError

_spec = importlib.util.spec_from_file_location("feed_server", Path(__file__).parents[1] / "sources" / "conftest.py")
server = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(server)
feed, tools, dailymed = server.feed, server.tools, server.dailymed


def offer(feed, version, **more):
    feed.put(f"{server.SERVICE}/spls.json", server.spls_answer([(server.ZELVORA, version, "ZELVORA TABLET", "Nov 20, 2026")]))
    feed.put(
        f"{server.GET_FILE}?type=zip&setid={server.ZELVORA}&version={version}",
        server.label_zip(server.ZELVORA, "Zelvora", version, **more),
    )


@pytest.fixture
def out(tmp_path, feed, monkeypatch):
    monkeypatch.setenv("PLAINLABEL_MIRROR", feed.url)
    return tmp_path / "out"


def test_add_and_ask(run, feed, out):
    offer(feed, 3)
    code, text, err = run("add", "zelvora", "--out", str(out), "--workers", "1")
    assert code == 0, err
    # How far the check has come is told on a slow machine; nothing else may stand there.
    assert [line for line in err.splitlines() if not line.startswith("plainlabel: Checking: ")] == []
    assert text.startswith("Fetched 1 files (")
    assert "New documents: 1." in text
    assert "labels held" in text
    code, text, _ = run("show", "Zelvora", "--json", "--edition", str(out))
    assert code == 0
    assert json.loads(text)["label"]["version"] == 3


def test_sync_again_finds_nothing_and_then_something(run, feed, out):
    offer(feed, 3)
    run("add", "zelvora", "--out", str(out), "--workers", "1")
    code, text, _ = run("sync", "--out", str(out))
    assert code == 0
    assert "No label has changed: the edition stays as it is" in text
    offer(feed, 4, effective="20990101")
    code, text, _ = run("sync", "--out", str(out), "--json", "--workers", "1")
    report = json.loads(text)
    assert report["documents"] == {"new": 1, "known": 0, "broken": 0}
    assert report["edition"]["counts"]["labels"] == 2
    assert "effective from 2099-01-01" in report["notices"][0]
    offer(feed, 2)
    _, text, _ = run("sync", "--out", str(out), "--workers", "1")
    assert "version 4 answers" in " ".join(text.split())


def test_a_feed_that_fails_ends_with_1_and_the_rest_is_used(run, feed, out):
    offer(feed, 3)
    code, text, _ = run("sync", "zelvora", "--tables", "--out", str(out), "--workers", "1")
    assert code == 1
    assert "Could not be fetched:" in text
    assert "drugsatfda.zip" in text
    assert (out / "current").is_symlink()


def test_the_first_time_it_says_that_the_built_in_edition_rests(run, feed, out, monkeypatch):
    monkeypatch.setattr("plainlabel.edition.locate.own_editions", lambda: out)
    offer(feed, 3)
    _, text, _ = run("add", "zelvora", "--workers", "1")
    assert "your own edition answers first" in " ".join(text.split())
    _, text, _ = run("sync", "--workers", "1")
    assert "built-in" not in text


def test_an_unknown_name(run, out):
    code, text, _ = run("add", "no", "such", "medicine", "--out", str(out))
    assert code == 1
    assert "no label for: no such medicine" in " ".join(text.split())
    assert not (out / "current").exists()


def test_the_need_is_told_before(run, out, dailymed):
    dailymed()
    code, _, err = run("sync", "--rx", "--out", str(out), "--workers", "1")
    assert code == 0
    assert "To fetch: 1 MB in 1 files" in err


def test_a_build_that_did_not_come_is_made_up_for(run, feed, out, monkeypatch):
    def full(*_):
        raise BuildError("The edition cannot be published: the disk is full")

    offer(feed, 3)
    with monkeypatch.context() as patch:
        patch.setattr("plainlabel.edition.build.publish", full)
        assert run("add", "zelvora", "--out", str(out), "--workers", "1")[0] == 1
    assert not (out / "current").exists()
    code, text, _ = run("sync", "--out", str(out), "--workers", "1")
    assert code == 0
    assert "labels held" in text


@pytest.mark.parametrize(
    "arguments",
    [("sync",), ("add",), ("add", " "), ("sync", "--limit", "0"), ("sync", "zelvora", "--mirror", "http://mirror.example")],
)
def test_bad_use_ends_with_2(run, out, arguments):
    code, text, err = run(*arguments, *(["--out", str(out)] if arguments[0] == "sync" else []))
    assert (code, text) == (2, "")
    assert err
