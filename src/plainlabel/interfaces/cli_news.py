"""`plainlabel news`: what changed in labels, what was approved, recalled and warned of."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from plainlabel.errors import UsageError
from plainlabel.interfaces.cli_options import EditionOption, JsonOption, opened_library
from plainlabel.interfaces.days import day_of

if TYPE_CHECKING:
    from plainlabel.library import Library
    from plainlabel.news.gather import Wanted
    from plainlabel.news.items import Item, News

_FEW: Final = 5


_SinceOption = Annotated[
    str | None, typer.Option(metavar="DATE", help="Only news of this day (YYYY-MM-DD) or later.", show_default=False)
]
_MedicineOption = Annotated[
    str | None, typer.Option(metavar="NAME", help="Only news of this medicine, brand or ingredient.", show_default=False)
]
_CategoryOption = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help="Only one category: label-changes, approvals, recalls, alerts, childrens-health, consumer-updates, health, "
        "medical-news.",
        show_default=False,
    ),
]
_AtomOption = Annotated[
    Path | None, typer.Option(metavar="FILE.xml", help="Write the news as an Atom feed into this file.", show_default=False)
]
_DataOption = Annotated[
    Path | None,
    typer.Option(
        metavar="DIR",
        help="The --out folder of `plainlabel sync`. Without it: the one of the edition, then your own.",
        show_default=False,
    ),
]


def news(
    since: _SinceOption = None,
    medicine: _MedicineOption = None,
    category: _CategoryOption = None,
    limit: Annotated[int, typer.Option(metavar="N", min=1, max=10_000, help="The most items to show.")] = 50,
    atom: _AtomOption = None,
    data: _DataOption = None,
    json: JsonOption = False,
    edition: EditionOption = None,
) -> None:
    """Show news, newest first: label changes, approvals, recalls and FDA's alerts, with the medicines they concern.

    Label changes come from the labels. The rest needs the feeds that `plainlabel sync --tables` fetches.
    """
    from plainlabel.interfaces import cli_output  # noqa: PLC0415
    from plainlabel.interfaces.cli_progress import patience  # noqa: PLC0415
    from plainlabel.news.gather import Gatherer, tables_of  # noqa: PLC0415

    with opened_library(edition) as library:
        wanted = _wanted(library, since, medicine, category, limit)
        with patience("Reading the feeds ..."):
            found = Gatherer(library.edition, tables_of(library.edition, data)).news(wanted)
    if atom is not None:
        _write_atom(found, atom)
    cli_output.write_json(found) if json else cli_output.write_text(news_text(found))


def _wanted(library: Library, since: str | None, medicine: str | None, category: str | None, limit: int) -> Wanted:
    from plainlabel.news.gather import Wanted  # noqa: PLC0415
    from plainlabel.news.items import CATEGORIES  # noqa: PLC0415

    if category is not None and category not in CATEGORIES:
        raise UsageError(f"There is no category {category[:40]!r}", next_step=f"The categories are {', '.join(CATEGORIES)}")
    keys = None if medicine is None else library.medicine_keys(medicine)
    return Wanted(day_of(since, "--since"), medicine, keys, category, limit)


def _write_atom(found: News, file: Path) -> None:
    from plainlabel.interfaces.cli_output import write_file  # noqa: PLC0415
    from plainlabel.news.atom import atom  # noqa: PLC0415

    about = ", ".join(filter(None, (found.medicine, found.category)))
    write_file(file, atom(found.items, title=f"PlainLabel news: {about}" if about else "PlainLabel news"))


def news_text(found: News) -> Iterator[str]:
    """Yields news as text: each item with its day, then what to know."""
    from plainlabel.interfaces.cli_output import block, items, wrapped  # noqa: PLC0415

    for item in found.items:
        yield from _item(item)
    if not found.items:
        about = f" of {found.medicine}" if found.medicine else ""
        since = f" since {found.since}" if found.since else ""
        yield from wrapped(f"There is no news{about}{since} in what is held here.")
    newest = (f"{one.name} {one.newest}" for one in found.feeds if one.newest)
    yield from block("Newest held", wrapped(", ".join(newest), "  "))
    yield from block("Please note", items(found.notices))


def _item(item: Item) -> Iterator[str]:
    from plainlabel.interfaces.cli_output import wrapped  # noqa: PLC0415

    yield from wrapped(f"{item.day or 'no date'}  {item.title}")
    yield from wrapped(item.summary, "    ")
    names = dict.fromkeys(one.name for one in item.medicines)
    if names:
        more = f" and {len(names) - _FEW} more" if len(names) > _FEW else ""
        yield from wrapped(f"Medicines: {', '.join(list(names)[:_FEW])}{more}", "    ")
    if item.url:
        yield from wrapped(item.url, "    ")
    yield ""
