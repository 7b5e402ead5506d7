"""The command `plainlabel serve`: the site on this machine, from one edition."""

from __future__ import annotations

import os
import socket
import threading
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from plainlabel.edition.locate import VARIABLE
from plainlabel.errors import UsageError

_QUEUE: Final = 2048
_QUEUE_EVERY_S: Final = 0.5


def serve(
    host: Annotated[str, typer.Option(metavar="HOST", help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(metavar="PORT", min=0, max=65535, help="The port to listen on.")] = 8000,
    edition: Annotated[
        Path | None, typer.Option("--edition", metavar="PATH", help="The edition to serve, as for `ask`.", show_default=False)
    ] = None,
    workers: Annotated[int, typer.Option(metavar="N", min=1, max=64, help="Processes to use.")] = 1,
) -> None:
    """Open the reference as a site in your browser, with its API under /api/v1/.

    A newer edition behind the same path is picked up while it runs. Questions are not logged.
    """
    import uvicorn  # noqa: PLC0415

    from plainlabel.interfaces.web.app import create_app  # noqa: PLC0415
    from plainlabel.interfaces.web.settings import from_environment  # noqa: PLC0415

    shown = f"[{host}]" if ":" in host else host
    settings = from_environment(os.environ, f"http://{shown}:{port}")
    os.environ["PLAINLABEL_SITE_URL"] = settings.base_url
    if edition is not None:
        os.environ[VARIABLE] = str(edition)
    # Made here as well where processes make their own: an edition that cannot be opened is told in one line, not by each of them.
    app = create_app(edition, settings)
    typer.echo(f"PlainLabel is at http://{shown}:{port}/ (stop it with Ctrl+C)", err=True)
    options: dict[str, Any] = {
        "host": host,
        "port": port,
        # An address may hold a question: there is no access log, and no header that names the software.
        "access_log": False,
        "log_level": "warning",
        "server_header": False,
        "limit_concurrency": 1000,
        "timeout_keep_alive": 10,
        "timeout_graceful_shutdown": 10,
    }
    if workers == 1:
        uvicorn.run(app, **options)
    else:
        _run_several(workers, options)


def _listening(host: str, port: int) -> socket.socket:
    """Returns a bound socket that says it is TCP: only then is an answer sent at once, not held back for 40 ms (Nagle)."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((host, port))
    except OSError as error:
        bound.close()
        raise UsageError(f"Port {port} of {host} cannot be used: {error.strerror}", next_step="Name another with --port") from error
    bound.set_inheritable(True)
    return bound


def _run_several(workers: int, options: dict[str, Any]) -> None:
    """Returns nothing; serves from several processes that share one socket, each taking one new connection at a time.

    A process takes as many waiting connections at once as its backlog allows: with the usual 2,048 the first to wake takes all
    of them and the others stand idle. So it is 1 in each, and the length of the queue that they share is set here again.
    """
    import uvicorn  # noqa: PLC0415
    from uvicorn.supervisors import Multiprocess  # noqa: PLC0415

    config = uvicorn.Config("plainlabel.interfaces.web.app:app_of_environment", factory=True, workers=workers, backlog=1, **options)
    shared = _listening(options["host"], options["port"])
    over = threading.Event()

    def keep_the_queue() -> None:
        while not over.wait(_QUEUE_EVERY_S):
            shared.listen(_QUEUE)

    keeper = threading.Thread(target=keep_the_queue, name="plainlabel-queue", daemon=True)
    keeper.start()
    try:
        Multiprocess(config, sockets=[shared]).run()
    finally:
        over.set()
        keeper.join()
