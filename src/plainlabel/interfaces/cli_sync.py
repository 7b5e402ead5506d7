"""`plainlabel sync` and `plainlabel add`: from the feeds into the user's own edition, or into `--out`."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from plainlabel.errors import UsageError
from plainlabel.interfaces.cli_options import JsonOption

if TYPE_CHECKING:
    from plainlabel.edition.build import BuildReport
    from plainlabel.edition.collection import Collection, Taken
    from plainlabel.sources.plan import Choice
    from plainlabel.sources.sync import SyncReport

COLLECTION: Final = "collection.sqlite"
_SHOWN: Final = 20
_MB: Final = 1_000_000
_FIRST: Final = (
    "From now on your own edition answers first. It holds only what you fetch; the built-in one answers for the rest, and says so"
)

OutOption = Annotated[
    Path | None,
    typer.Option(
        metavar="DIR",
        help="The folder that gets the feeds, `<edition id>/` and `current`. Without it: your own edition's folder.",
        show_default=False,
    ),
]
MirrorOption = Annotated[
    str | None,
    typer.Option(metavar="URL", help="Ask this mirror instead of the feeds' own hosts: URL/HOST/PATH.", show_default=False),
]
LimitOption = Annotated[int, typer.Option(metavar="N", min=1, max=5000, help="The most labels to fetch for one name.")]
WorkersOption = Annotated[
    int | None, typer.Option(metavar="N", min=1, max=512, help="Processes to use. Without it: one a core.", show_default=False)
]
OpenFdaOption = Annotated[bool, typer.Option("--openfda", help="Take labels from openFDA, which has less detail and no images.")]


def sync(
    names: Annotated[list[str] | None, typer.Argument(metavar="NAME", help="Medicines or set ids to keep current.")] = None,
    rx: Annotated[bool, typer.Option("--rx", help="Keep all prescription labels current. The first time takes many GB.")] = False,
    otc: Annotated[bool, typer.Option("--otc", help="Keep all over-the-counter labels current.")] = False,
    everything: Annotated[bool, typer.Option("--all", help="Both kinds of labels, and the tables.")] = False,
    tables: Annotated[
        bool, typer.Option("--tables", help="Keep approvals, the NDC directory, recalls, news and names current.")
    ] = False,
    openfda: OpenFdaOption = False,
    limit: LimitOption = 25,
    out: OutOption = None,
    mirror: MirrorOption = None,
    workers: WorkersOption = None,
    json: JsonOption = False,
) -> None:
    """Fetch what is new and build the edition from it; without a name or option, bring up to date what is held.

    A sync that was stopped goes on where it stopped. The edition in use changes only when the new one is whole.
    The exit code is 1 when a feed failed; what the others gave is used.
    """
    from plainlabel.sources.plan import Choice  # noqa: PLC0415

    kinds: list[Any] = [kind for kind, wanted in (("rx", rx or everything), ("otc", otc or everything)) if wanted]
    choice = Choice(tuple(kinds), openfda, _names(names or []), tables or everything, limit)
    _run(choice, out, mirror, workers, json=json)


def add(
    name: Annotated[list[str], typer.Argument(metavar="NAME", help="A brand, an ingredient, or a set id.")],
    history: Annotated[bool, typer.Option("--history", help="Fetch the older versions too.")] = False,
    openfda: OpenFdaOption = False,
    limit: LimitOption = 25,
    out: OutOption = None,
    mirror: MirrorOption = None,
    workers: WorkersOption = None,
    json: JsonOption = False,
) -> None:
    """Fetch the labels of one medicine and add them to your edition.

    The words of the command are one name. From then on `plainlabel sync` keeps it current.
    """
    from plainlabel.sources.plan import Choice  # noqa: PLC0415

    choice = Choice((), openfda, _names([" ".join(name)]), tables=False, limit=limit, history=history)
    _run(choice, out, mirror, workers, json=json)


def _names(words: Sequence[str]) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(" ".join(word.split()) for word in words))
    if "" in names:
        raise UsageError("A name is empty", next_step="For example: plainlabel add dupixent")
    return names


def _run(choice: Choice, out: Path | None, mirror: str | None, workers: int | None, *, json: bool) -> None:
    from plainlabel.edition.collection import Collection  # noqa: PLC0415
    from plainlabel.edition.locate import POINTER, own_editions  # noqa: PLC0415
    from plainlabel.interfaces import cli_output  # noqa: PLC0415

    folder = out or own_editions()
    first = not (folder / POINTER).exists()
    with Collection(folder / COLLECTION) as collection:
        before = collection.newest_key()
        fetched, taken = _fetched(choice, folder, mirror, collection)
        # A run before may have been stopped between fetching and publishing.
        report = _built(collection, folder, workers) if len(collection) and not collection.is_built(folder) else None
        notices = (
            *fetched.notices,
            *_oddities(collection, before),
            *(_FIRST for _ in range(first and out is None and report is not None)),
        )
    if json:
        cli_output.write_json(_json(fetched, taken, report, notices))
    else:
        cli_output.write_text(_text(fetched, taken, report, notices, folder))
    if fetched.failures:
        raise typer.Exit(1)


def _fetched(choice: Choice, folder: Path, mirror: str | None, collection: Collection) -> tuple[SyncReport, Taken]:
    from plainlabel.edition.collection import Taken  # noqa: PLC0415
    from plainlabel.interfaces.cli_output import write_error  # noqa: PLC0415
    from plainlabel.interfaces.cli_progress import Meter  # noqa: PLC0415
    from plainlabel.sources.addresses import KEY_VARIABLE, MIRROR_VARIABLE  # noqa: PLC0415
    from plainlabel.sources.client import Client  # noqa: PLC0415
    from plainlabel.sources.shelf import Shelf  # noqa: PLC0415
    from plainlabel.sources.sync import Sync  # noqa: PLC0415

    taken = Taken()
    client = Client(mirror=mirror or os.environ.get(MIRROR_VARIABLE), key=os.environ.get(KEY_VARIABLE))
    with client, Meter() as meter:

        def take_in(file: Path, day: str, folders: Sequence[str]) -> None:
            nonlocal taken
            step = lambda done: meter.show(f"Taking in {file.name}: {done:,} documents", done, None)  # noqa: E731
            taken = taken.plus(collection.take_in(file, day=day, folders=folders, step=step))

        def progress(name: str, done: int, total: int | None) -> None:
            of = f" of {total / _MB:,.0f}" if total else ""
            meter.show(f"Fetching {name}: {done / _MB:,.0f}{of} MB", done, total)

        return Sync(client, Shelf(folder), take_in, say=write_error, progress=progress).run(choice), taken


def _built(collection: Collection, folder: Path, workers: int | None) -> BuildReport:
    from plainlabel.edition.build import build_collection  # noqa: PLC0415
    from plainlabel.interfaces.cli_progress import Meter  # noqa: PLC0415

    with Meter() as meter:
        return build_collection(collection, folder, workers=workers, progress=meter)


def _oddities(collection: Collection, before: int) -> Iterator[str]:
    import datetime as dt  # noqa: PLC0415

    for one in collection.went_back(before):
        yield f"{one.set_id}: version {one.version} came after version {one.newest}. Both are held; version {one.newest} answers"
    for one in collection.in_the_future(before, dt.datetime.now(dt.UTC).date().isoformat()):
        yield f"{one.set_id}: version {one.version} says it is effective from {one.effective}, which is still to come"


def _json(fetched: SyncReport, taken: Taken, report: BuildReport | None, notices: Sequence[str]) -> dict[str, Any]:
    from plainlabel.interfaces import cli_build  # noqa: PLC0415

    return {
        "fetched": fetched.fetched,
        "unchanged": fetched.unchanged,
        "bytes": fetched.bytes,
        "documents": {"new": taken.new, "known": taken.known, "broken": taken.broken},
        "notices": notices,
        "failures": fetched.failures,
        "edition": None if report is None else cli_build.build_json(report),
    }


def _text(fetched: SyncReport, taken: Taken, report: BuildReport | None, notices: Sequence[str], folder: Path) -> Iterator[str]:
    from plainlabel.interfaces import cli_build  # noqa: PLC0415
    from plainlabel.interfaces.cli_output import block, items  # noqa: PLC0415

    yield f"Fetched {len(fetched.fetched):,} files ({fetched.bytes / _MB:,.1f} MB); {fetched.unchanged:,} had not changed"
    yield f"New documents: {taken.new:,}. Held already: {taken.known:,}. Not readable: {taken.broken:,}"
    yield from block("To know:", items(_short(notices)))
    yield from block("Could not be fetched:", items(_short(fetched.failures)))
    if report is None:
        yield ""
        yield "No label has changed: the edition stays as it is"
    else:
        yield ""
        yield from cli_build.build_text(report, folder)


def _short(lines: Sequence[str]) -> Iterator[str]:
    yield from lines[:_SHOWN]
    if len(lines) > _SHOWN:
        yield f"... and {len(lines) - _SHOWN:,} more"
