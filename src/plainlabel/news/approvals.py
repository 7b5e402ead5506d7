"""Approvals as news: new molecular entities, other new applications, generics and new uses, from Drugs@FDA."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Final, Literal

from plainlabel.news.items import ApprovalNews, Item, NewsMedicine
from plainlabel.news.matching import Matcher
from plainlabel.sources import drugsfda
from plainlabel.sources.drugsfda import Application, ApprovedProduct, DrugsFda, Submission

SOURCE: Final = "approvals"
FILE: Final = drugsfda.WANT.name
PAGE: Final = "https://www.accessdata.fda.gov/scripts/cder/daf/index.cfm?event=overview.process&ApplNo="
_NEW: Final = re.compile(r"TYPE 1(?!\d)")
_TITLES: Final = {
    "new_molecular_entity": "New medicine approved: {}",
    "new_application": "Approved: {}",
    "generic": "Generic approved: {}",
    "new_use": "New use approved: {}",
}
_SAID: Final = {
    "new_molecular_entity": "FDA approved an active ingredient that it had not approved before",
    "new_application": "FDA approved a new application",
    "generic": "FDA approved a generic",
    "new_use": "FDA approved a change of what the medicine is for, or of whom it is for",
}

What = Literal["new_molecular_entity", "new_application", "generic", "new_use"]


def read(tables: Path) -> DrugsFda:
    """Returns the tables of Drugs@FDA in the folder of tables."""
    return drugsfda.read(tables / FILE)


def what_of(submission: Submission, kind: str) -> What | None:
    """Returns what an approved submission of an application of that kind (NDA, BLA, ANDA) brought; None where it is no news."""
    if submission.status != "AP" or submission.day is None:
        return None
    if submission.type == "ORIG":
        if _NEW.match(submission.class_code or ""):
            return "new_molecular_entity"
        return "generic" if kind == "ANDA" else "new_application"
    return "new_use" if submission.class_code == "EFFICACY" else None


def drafts(found: DrugsFda, matcher: Matcher) -> Iterator[tuple[str, str, Callable[[], Item]]]:
    """Yields (day, id, how to make the item) of each approval that is news."""
    applications = {one.number: one for one in found.applications}
    products: dict[str, list[ApprovedProduct]] = defaultdict(list)
    for product in found.products:
        products[product.application].append(product)
    for submission in found.submissions:
        # Some submissions, new molecular entities among them, belong to an application that the tables do not list.
        application = applications.get(submission.application) or Application(submission.application, "", "")
        what = what_of(submission, application.type)
        if what and submission.day:
            make = partial(_item, submission, what, application, products[application.number], matcher)
            yield submission.day, _id(submission, application), make


def _id(submission: Submission, application: Application) -> str:
    return f"approval:{application.type}{application.number}/{submission.type}-{submission.number}"


def _item(submission: Submission, what: What, application: Application, products: list[ApprovedProduct], matcher: Matcher) -> Item:
    names = tuple(dict.fromkeys(one.name.title() for one in products))
    ingredients = tuple(dict.fromkeys(part.lower() for one in products for part in one.ingredients))
    number = f"{application.type}{application.number}"
    told = ", ".join(names) or number
    inside = f" ({', '.join(ingredients)})" if ingredients and what != "generic" else ""
    return Item(
        id=_id(submission, application),
        kind="approval",
        categories=("approvals",),
        day=submission.day,
        title=_TITLES[what].format(f"{told}{inside}"),
        summary=f"{_SAID[what]}. Application {number}{f', {application.sponsor}' if application.sponsor else ''}.",
        url=f"{PAGE}{submission.application}",
        source=SOURCE,
        medicines=_medicines(number, products, matcher),
        approval=ApprovalNews(
            application=number,
            submission=f"{submission.type}-{submission.number}",
            what=what,
            class_code=submission.class_code,
            sponsor=application.sponsor,
            names=names,
            ingredients=ingredients,
            forms=tuple(dict.fromkeys(f"{one.form}; {one.route}".strip("; ").lower() for one in products)),
            review=submission.review,
        ),
    )


def _medicines(number: str, products: list[ApprovedProduct], matcher: Matcher) -> tuple[NewsMedicine, ...]:
    held = matcher.by_application(number)
    if held:
        return held
    found = (
        one
        for product in products[:3]
        for one in matcher.by_names((product.name, ";".join(product.ingredients)), f"{product.form} {product.route}".lower())
    )
    return tuple({one.key: one for one in found}.values())
