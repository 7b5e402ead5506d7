"""A day as people give it to the command line and to the web."""

from __future__ import annotations

from plainlabel.errors import UsageError
from plainlabel.identifiers import date


def day_of(text: str | None, what: str = "This") -> str | None:
    """Returns a day as it is given ("YYYY-MM-DD"), or None for none; `what` names it in the error.

    Raises:
        UsageError: it is no date.
    """
    if text is not None and (len(text) != len("YYYY-MM-DD") or date(text) != text):
        raise UsageError(f"{what} is not a date: {text[:40]}", next_step="Write it as YYYY-MM-DD, for example 2026-04-22")
    return text
