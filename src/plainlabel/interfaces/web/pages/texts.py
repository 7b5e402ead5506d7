"""The pages that are words only: about, how answers are made, limits, privacy and the rest."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote, urlencode

from starlette.requests import Request

from plainlabel.interfaces.web.rendering import Make, Page
from plainlabel.interfaces.web.serving import Served
from plainlabel.interfaces.web.settings import LONGEST_QUESTION, Settings

TEXTS: Final = {
    "about": "About PlainLabel",
    "how-answers-are-made": "How answers are made",
    "limits": "Limits and disclaimer",
    "privacy": "Privacy",
    "do-not-sell": "Do not sell or share my data",
    "terms": "Terms of use",
    "accessibility": "Accessibility",
    "copyright": "Copyright complaints",
    "contact": "Contact",
    "emergency": "Emergency numbers",
    "api": "The API",
    "site-map": "Site map",
}
"""Path and title of each page; its words are in `templates/text/`."""


def text(name: str) -> Make:
    """Returns the page of this name."""

    def make(served: Served, request: Request) -> Page:
        del request
        values = {"title": TEXTS[name], "texts": TEXTS, "letters": list(served.lists.by_letter) if name == "site-map" else []}
        return Page(f"text/{name}.html", values)

    return make


def report(served: Served, request: Request) -> Page:
    """Returns the page to report an error: a prepared message with the question and the edition. Nothing is stored."""
    settings: Settings = request.app.state.site.settings
    question = request.query_params.get("q", "")[:LONGEST_QUESTION]
    subject = "Error in an answer" if question else "Error on a page"
    place = request.query_params.get("at", "")[:LONGEST_QUESTION]
    cited = f"Label: {place}\n" if place else ""
    body = f"What is wrong:\n\nWhat the label says:\n\nQuestion: {question}\n{cited}Edition: {served.edition.id}\n"
    message = urlencode({"subject": subject, "body": body}, quote_via=quote)
    values = {
        "question": question,
        "body": body,
        "mail": f"mailto:{settings.contact}?{message}" if settings.contact else None,
        "issue": f"{settings.issues_url}?{urlencode({'title': subject, 'body': body})}" if settings.issues_url else None,
    }
    return Page("report.html", values, keep=False, index=False)
