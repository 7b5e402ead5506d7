"""Recalls: openFDA's enforcement records, and the weekly enforcement reports and recall lists that came before them.

Names of fields are those of openFDA's drug/enforcement; the older files write the same with hyphens ("report-date") and days as
"06/13/2012". What one of them does not give is "".
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from email.utils import parsedate_to_datetime
from typing import Final

import msgspec
from msgspec import Struct

from plainlabel import identifiers
from plainlabel.errors import FeedShapeError
from plainlabel.sources.safe_xml import Element, parse, text_of

_NDC: Final = re.compile(r"(?<![\d-])\d{4,6}-\d{3,4}(?:-\d{1,2})?(?![\d-])")
_SLASHED: Final = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})\Z")
_RECALL: Final = re.compile(r"\b[A-Z]-\d{3,5}-(?:\d{4}|\d{2})\b")


class Recall(Struct, frozen=True):
    """One recalled product. `ndcs` are those the record states, then those its text names; `brands` and `generics` from openFDA."""

    number: str
    product_type: str
    status: str
    classification: str
    product: str
    codes: str
    reason: str
    firm: str
    distribution: str
    quantity: str
    initiated: str | None
    reported: str | None
    terminated: str | None
    ndcs: tuple[str, ...] = ()
    brands: tuple[str, ...] = ()
    generics: tuple[str, ...] = ()
    set_ids: tuple[str, ...] = ()
    link: str | None = None


def read_record(data: bytes | msgspec.Raw, file: str, location: str) -> Recall:
    """Returns one record of openFDA, or of a weekly report with hyphens in its names.

    Raises:
        FeedShapeError: no JSON object, or none of a recall.
    """
    try:
        found = msgspec.json.decode(data, type=dict[str, object])
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise FeedShapeError(f"This is no record: {error}", file=file, location=location, next_step="Fetch it again") from error
    fields = {name.replace("-", "_").lower(): value for name, value in found.items()}
    if not ({"product_description", "reason_for_recall"} & set(fields)):
        raise FeedShapeError("This is no recall", file=file, location=location, next_step="Look whether it is the right file")
    openfda = fields.get("openfda")
    return _recall({name: _text(value) for name, value in fields.items()}, openfda if isinstance(openfda, dict) else {})


def read_lines(data: bytes, file: str) -> Iterator[Recall]:
    """Yields the recalls of a weekly report with one JSON record a line.

    Raises:
        FeedShapeError: a line is no recall.
    """
    for number, line in enumerate(data.splitlines(), 1):
        if line.strip():
            yield read_record(line, file, f"line {number}")


class _Bulk(Struct):
    results: list[msgspec.Raw]


def read_bulk(data: bytes, file: str) -> Iterator[Recall]:
    """Yields the recalls of an openFDA bulk file or answer.

    Raises:
        FeedShapeError: it is no such file.
    """
    try:
        found = msgspec.json.decode(data, type=_Bulk).results
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise FeedShapeError(f"This is no openFDA file: {error}", file=file, next_step="Fetch it again") from error
    for number, record in enumerate(found):
        yield read_record(record, file, f"results[{number}]")


def read_report(data: bytes, file: str) -> tuple[Recall, ...]:
    """Returns the recalls in the XML of an enforcement report, or in a piece of one.

    Raises:
        FeedShapeError: not well formed, or no recall in it.
    """
    root = parse(data, file)
    found = [root] if root.tag == "recall-number" else list(root.iter("recall-number"))
    if not found:
        raise FeedShapeError("The report holds no recall", file=file, location=f"<{root.tag}>", next_step="Fetch it again")
    return tuple(_of_report(element) for element in found)


def _of_report(element: Element) -> Recall:
    fields = {str(child.tag).replace("-", "_"): text_of(element, child.tag) for child in element}
    return _recall({**fields, "recall_number": element.get("id", "")}, {})


def read_list(data: bytes, file: str) -> tuple[Recall, ...]:
    """Returns the recalls in FDA's list of recalls of all products (RECALLS_DATA), which knows no numbers and no classes.

    Raises:
        FeedShapeError: it is another file.
    """
    root = parse(data, file)
    if root.tag != "RECALLS_DATA":
        raise FeedShapeError("This is no list of recalls", file=file, location=f"<{root.tag}>", next_step="Fetch it again")
    return tuple(_of_list(element) for element in root.iterfind("PRODUCT"))


def _of_list(element: Element) -> Recall:
    brand, product = text_of(element, "BRAND_NAME"), text_of(element, "PRODUCT_DESCRIPTION")
    found = _recall(
        {
            "product_description": product,
            "reason_for_recall": text_of(element, "REASON"),
            "recalling_firm": text_of(element, "COMPANY"),
            "report_date": text_of(element, "DATE"),
        },
        {"brand_name": [brand] if brand else []},
    )
    link = text_of(element, "COMPANY_RELEASE_LINK")
    return msgspec.structs.replace(found, link=link if link.startswith(("http://", "https://")) else None)


def _recall(fields: Mapping[str, str], openfda: Mapping[str, object]) -> Recall:
    product, codes = fields.get("product_description", ""), fields.get("code_info", "")
    more = fields.get("more_code_info", "")
    number = fields.get("recall_number", "") or next(iter(_RECALL.findall(product)), "")
    stated = (*_strings(openfda.get("package_ndc")), *_strings(openfda.get("product_ndc")))
    return Recall(
        number=number,
        product_type=fields.get("product_type", ""),
        status=fields.get("status", ""),
        classification=fields.get("classification", ""),
        product=product,
        codes=f"{codes} {more}".strip(),
        reason=fields.get("reason_for_recall", ""),
        firm=fields.get("recalling_firm", ""),
        distribution=fields.get("distribution_pattern", ""),
        quantity=fields.get("product_quantity", ""),
        initiated=day(fields.get("recall_initiation_date", "")),
        reported=day(fields.get("report_date", "")),
        terminated=day(fields.get("termination_date", "")),
        ndcs=ndcs_in(stated, product, codes, more),
        brands=_strings(openfda.get("brand_name")),
        generics=_strings(openfda.get("generic_name")),
        set_ids=tuple(found for one in _strings(openfda.get("spl_set_id")) if (found := identifiers.set_id(one))),
    )


def ndcs_in(stated: Iterable[str], *texts: str) -> tuple[str, ...]:
    """Returns the NDCs a record states and those its texts name, each once, as written."""
    found = dict.fromkeys(stated)
    for text in texts:
        found |= dict.fromkeys(one for one in _NDC.findall(text) if identifiers.ndc(one))
    return tuple(found)


def day(text: str) -> str | None:
    """Returns "20120613", "06/13/2012", "2012-06-13" or a mail date as "2012-06-13"; None for anything else."""
    value = text.strip()
    if slashed := _SLASHED.match(value):
        value = f"{slashed[3]}{int(slashed[1]):02}{int(slashed[2]):02}"
    if found := identifiers.date(value):
        return found
    try:
        return dt.date.fromisoformat(value).isoformat()
    except ValueError:
        pass
    try:
        return parsedate_to_datetime(value).date().isoformat()
    except ValueError:
        return None


def _text(value: object) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


def _strings(value: object) -> tuple[str, ...]:
    return tuple(one for one in value if isinstance(one, str)) if isinstance(value, list) else ()
