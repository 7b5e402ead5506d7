"""What an operator may set about the site."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from msgspec import Struct

LONGEST_QUESTION: Final = 500
"""Characters of a question or a search; longer ones are refused with a page that says so."""


class Settings(Struct, frozen=True):
    """The settings of one site. `base_url` has no slash at its end; an empty `contact` shows no address.

    `feeds` is the --out folder of `sync` whose feeds are shown; None: that of the edition, then the user's own.
    `pages_ahead` is how many pages of medicines each process makes before anyone asks; 0 makes none.
    `answers` is the folder of the published answers that are shown; None: those that come with PlainLabel.
    """

    base_url: str = "http://127.0.0.1:8000"
    contact: str = ""
    issues_url: str = ""
    api_requests_per_minute: int = 240
    timeout_s: float = 10.0
    pages_ahead: int = 2000
    feeds: Path | None = None
    answers: Path | None = None


def from_environment(environ: Mapping[str, str], base_url: str) -> Settings:
    """Returns the settings that the PLAINLABEL_SITE_* variables give, the defaults for the rest."""
    rate = environ.get("PLAINLABEL_SITE_API_RATE", "")
    ahead = environ.get("PLAINLABEL_SITE_AHEAD", "")
    return Settings(
        base_url=environ.get("PLAINLABEL_SITE_URL", base_url).rstrip("/"),
        contact=environ.get("PLAINLABEL_SITE_CONTACT", ""),
        issues_url=environ.get("PLAINLABEL_SITE_ISSUES", ""),
        api_requests_per_minute=int(rate) if rate.isdigit() else Settings().api_requests_per_minute,
        pages_ahead=int(ahead) if ahead.isdigit() else Settings().pages_ahead,
        feeds=Path(environ["PLAINLABEL_SITE_FEEDS"]) if environ.get("PLAINLABEL_SITE_FEEDS") else None,
        answers=Path(environ["PLAINLABEL_SITE_ANSWERS"]) if environ.get("PLAINLABEL_SITE_ANSWERS") else None,
    )
