"""The command `plainlabel serve`: the site on this machine, from one edition."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from plainlabel.edition.locate import VARIABLE


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
    uvicorn.run(
        app if workers == 1 else "plainlabel.interfaces.web.app:app_of_environment",
        factory=workers > 1,
        workers=workers,
        host=host,
        port=port,
        # An address may hold a question: there is no access log, and no header that names the software.
        access_log=False,
        log_level="warning",
        server_header=False,
        limit_concurrency=1000,
        timeout_keep_alive=10,
        timeout_graceful_shutdown=10,
    )
