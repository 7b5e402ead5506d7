"""Recalls as news: those of medicines, matched by NDC first and by name else."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from plainlabel.errors import BrokenDownloadError, FeedShapeError
from plainlabel.news.items import Item, NewsMedicine, RecallNews
from plainlabel.news.matching import Matcher
from plainlabel.sources import enforcement
from plainlabel.sources.enforcement import Recall

SOURCE: Final = "enforcement"
PAGE: Final = "https://www.accessdata.fda.gov/scripts/ires/"
MAX_BYTES: Final = 2 * 1024**3
_DRUGS: Final = "drugs"
_SHORT: Final = 90


def files(tables: Path) -> tuple[Path, ...]:
    """Returns the recall files in the folder of tables."""
    return tuple(sorted(path for path in tables.glob("*enforcement*") if path.name.endswith((".json", ".json.zip", ".xml"))))


def read(path: Path) -> Iterator[Recall]:
    """Yields the recalls of a file: openFDA's zip or JSON, one record a line, or the XML of a report.

    Raises:
        BrokenDownloadError: a zip that cannot be read.
        FeedShapeError: it holds no recalls.
    """
    data = _unzipped(path) if path.suffix == ".zip" else path.read_bytes()
    if path.suffix == ".xml":
        yield from enforcement.read_report(data, path.name)
    elif b'"results"' in data[:100_000]:
        yield from enforcement.read_bulk(data, path.name)
    else:
        yield from enforcement.read_lines(data, path.name)


def _unzipped(path: Path) -> bytes:
    try:
        with zipfile.ZipFile(path) as archive:
            member = next((one for one in archive.infolist() if one.filename.endswith(".json")), None)
            if member is None or member.file_size > MAX_BYTES:
                raise FeedShapeError("The zip holds no recalls", file=str(path), next_step="Run `plainlabel sync --tables` again")
            return archive.read(member)
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError) as error:
        raise BrokenDownloadError(
            f"The recalls cannot be read: {error}", file=str(path), next_step="Run `plainlabel sync --tables` again"
        ) from error


def is_of_drugs(recall: Recall) -> bool:
    """Returns whether a recall is one of medicines: so it says, or its number does."""
    return recall.product_type.casefold() == _DRUGS if recall.product_type else recall.number.startswith("D-")


def id_of(recall: Recall) -> str:
    """Returns the id of the news a recall makes; the old lists know no numbers."""
    return f"recall:{recall.number or f'{recall.firm}/{recall.reported}/{_short(recall.product)}'}"


def item(recall: Recall, matcher: Matcher) -> Item:
    """Returns a recall as an item, with the medicines it concerns."""
    medicines = match(recall, matcher)
    names = ", ".join(dict.fromkeys(one.name for one in medicines)) or _short(recall.product)
    by_name = bool(medicines) and all(one.match == "name" for one in medicines)
    hint = " It was matched by name only: compare the code and lot on your package." if by_name else ""
    return Item(
        id=id_of(recall),
        kind="recall",
        categories=("recalls",),
        day=recall.reported or recall.initiated,
        title=" ".join(filter(None, ("Recall", f"({recall.classification})" if recall.classification else "", f"of {names}"))),
        summary=f"Reason stated: {_sentence(recall.reason) or 'none'}. Firm: {_sentence(recall.firm) or 'not stated'}.{hint}",
        url=recall.link or PAGE,
        source=SOURCE,
        medicines=medicines,
        recall=RecallNews(
            number=recall.number,
            classification=recall.classification,
            status=recall.status,
            firm=recall.firm,
            product=recall.product,
            reason=recall.reason,
            codes=recall.codes,
            ndcs=recall.ndcs,
            distribution=recall.distribution,
            quantity=recall.quantity,
            initiated=recall.initiated,
            terminated=recall.terminated,
        ),
    )


def match(recall: Recall, matcher: Matcher) -> tuple[NewsMedicine, ...]:
    """Returns the medicines a recall concerns: by the codes it states, else by the labels it names, else by name."""
    return (
        matcher.by_ndcs(recall.ndcs)
        or matcher.by_set_ids(recall.set_ids)
        or matcher.by_names((*recall.brands, *recall.generics), recall.product)
        or matcher.by_text(recall.product)
    )


def _sentence(text: str) -> str:
    return " ".join(text.removeprefix("Recalling Firm:").split()).rstrip(".")


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _SHORT else words[:_SHORT].rsplit(" ", 1)[0] + " ..."
