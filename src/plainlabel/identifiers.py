"""Identifiers of the label world: parse, normalise, compare.

Values are plain strings once normalised, so that they sort, hash and serialise without help. A function returns
None for what is not such an identifier: whether that is an error is for the caller to say, with its place.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

_UUID: Final = re.compile(r"\{?([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\}?\Z")
_NDC: Final = re.compile(r"\d{4,6}-\d{3,4}(-\d{1,2})?\Z")
_LOINC: Final = re.compile(r"\d{1,6}-\d\Z")
_EDITION: Final = re.compile(r"\d{4}-\d{2}-\d{2}-[0-9a-f]{12}\Z")
_DIGITS: Final = re.compile(r"\d{8}")


def set_id(text: str | None) -> str | None:
    """Returns the SPL set id (a lower-case UUID) in `text`, or None."""
    found = _UUID.match((text or "").strip().lower())
    return found[1] if found else None


def ndc(text: str | None) -> str | None:
    """Returns a product NDC (labeler-product) or package NDC (with package) as text with its hyphens, or None.

    Digits are never padded or dropped: 10-digit codes (4-4-2, 5-3-2, 5-4-1) and the 12-digit form of 2033 (6-4-2)
    both pass through unchanged (21 CFR 207.33).
    """
    value = (text or "").strip()
    return value if _NDC.match(value) else None


def product_ndc(package_ndc: str) -> str:
    """Returns the product part of a package NDC: "0071-0155-23" gives "0071-0155"."""
    return "-".join(package_ndc.split("-")[:2])


def unii(text: str | None) -> str | None:
    """Returns a UNII (ten letters and digits) in upper case, or None."""
    value = (text or "").strip().upper()
    # A third of the cost of a pattern, and a label states hundreds.
    return value if len(value) == 10 and value.isascii() and value.isalnum() else None


def loinc(text: str | None) -> str | None:
    """Returns a LOINC code such as "34067-9", or None."""
    value = (text or "").strip()
    return value if _LOINC.match(value) else None


def edition_id(text: str | None) -> str | None:
    """Returns an edition id (data date and twelve hex digits of its content hash), or None."""
    value = (text or "").strip()
    return value if _EDITION.match(value) else None


def date(text: str | None) -> str | None:
    """Returns "YYYY-MM-DD" for an HL7 or openFDA date ("20260422", "20260422103000-0500", "2026-04-22"), or None.

    A year or month alone ("2011", "201103") is not a date here: nothing is invented to fill it.
    """
    value = (text or "").strip().replace("-", "", 2) if text and text[4:5] == "-" else (text or "").strip()
    found = _DIGITS.match(value)
    if not found:
        return None
    try:
        return dt.date(int(found[0][:4]), int(found[0][4:6]), int(found[0][6:])).isoformat()
    except ValueError:
        return None
