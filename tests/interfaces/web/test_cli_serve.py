"""`plainlabel serve`: what it hands to the server."""

import os
import socket

import pytest
import typer
from typer.testing import CliRunner

from plainlabel.errors import UsageError
from plainlabel.interfaces.cli_serve import _listening, serve


def test_serve_listens_where_it_is_told_and_logs_no_address(full, monkeypatch):
    seen = {}
    monkeypatch.setattr("uvicorn.run", lambda app, **options: seen.update(options, app=app))
    monkeypatch.setattr(os, "environ", {**os.environ})
    app = typer.Typer()
    app.command()(serve)
    done = CliRunner().invoke(app, ["--host", "127.0.0.2", "--port", "8123", "--edition", str(full.path)])
    assert done.exit_code == 0, done.output
    assert (seen["host"], seen["port"]) == ("127.0.0.2", 8123)
    assert seen["access_log"] is False
    assert seen["app"].state.site.settings.base_url == "http://127.0.0.2:8123"
    seen["app"].state.site.editions.close()


def test_the_socket_of_several_processes_sends_at_once():
    with _listening("127.0.0.1", 0) as bound:
        assert bound.proto == socket.IPPROTO_TCP
        assert bound.get_inheritable()


def test_a_port_in_use_is_told():
    with _listening("127.0.0.1", 0) as bound:
        bound.listen()
        with pytest.raises(UsageError, match="cannot be used"):
            _listening("127.0.0.1", bound.getsockname()[1])
