"""The page that shows how a medicine works: the label's words first, then what models compute, with their limits."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final

from markupsafe import Markup
from msgspec import Struct, structs
from starlette.requests import Request
from starlette.responses import Response

from plainlabel.answers.fact_groups import gathered
from plainlabel.answers.fact_words import values_in_words
from plainlabel.answers.listed import readable_key
from plainlabel.answers.sentences.say import say
from plainlabel.answers.shown import Shown
from plainlabel.edition.records import Medicine
from plainlabel.errors import PlainLabelError, UsageError
from plainlabel.facts.fact import Place
from plainlabel.facts.kinds import FactValue, FunctionalStudy, Mechanism, MissedDose
from plainlabel.interfaces.web import links
from plainlabel.interfaces.web.pages.medicine import found_medicine, title_of
from plainlabel.interfaces.web.rendering import Page
from plainlabel.interfaces.web.serving import Served

_LONGEST_WORDS: Final = 200
_MOST_WEEKS: Final = 104.0
_MOST_RESULTS: Final = 8
_DISEASE: Final = "atopic-dermatitis"
_DISEASE_PATIENTS: Final = 1000


class Fields(Struct, frozen=True):
    """What the reader filled in, as it was written."""

    regimen: str = ""
    weight: str = ""
    weeks: str = ""
    missed: str = ""


class Drawn(Struct, frozen=True):
    """A picture with its heading, the table beside it, and what is told below."""

    heading: str
    picture: Markup
    table: Any
    lines: tuple[str, ...] = ()
    caption: str = ""
    beside: Any = None


def how_it_works(served: Served, request: Request) -> Page | Response:
    """Returns the page; `regimen`, `weight`, `weeks` and `missed` in the address change what is computed."""
    asked = f"?{request.url.query}" if request.url.query else ""
    found = found_medicine(served, request.path_params["key"], f"/how-it-works{asked}")
    if not isinstance(found, Medicine):
        return found
    label = served.edition.label(found.labels[0])
    shown = served.library.show(label.set_id, facts_too=False)
    fields = Fields(*(" ".join(request.query_params.get(name, "").split())[:_LONGEST_WORDS] for name in Fields.__struct_fields__))
    wrong: PlainLabelError | None = None
    drawn: tuple[Drawn, ...] = ()
    told = None
    try:
        told, drawn = _computed(served, found, fields)
    except PlainLabelError as error:
        wrong = error
    classes = tuple(each.name for each in shown.classes)
    values = {
        "title": title_of(found, shown),
        "key": readable_key(found.key),
        "shown": shown,
        "fields": fields,
        "asked": any(structs.astuple(fields)),
        "label_says": _from_label(served, label.key, shown),
        "missed_rule": _said(served, label.key, MissedDose),
        "results": _results(served, label.key)[:_MOST_RESULTS],
        "wrong": wrong,
        "told": told,
        "weighs": told is None or told.weight_kg is not None or "p5" in told.concentration_mg_per_l,
        "drawn": drawn,
        "pathways": _pathways(found, classes),
        "disease": None if any(structs.astuple(fields)) else _disease(_alone(found)),
    }
    return Page("acting.html", values, index=not values["asked"])


def _from_label(served: Served, label_key: int, shown: Shown) -> list[tuple[str, str]]:
    """Returns (sentence, address of the passage) of what the label says of how the medicine works, then what studies found."""
    facts = served.edition.facts(label_key, "mechanism", "functional_study")
    acting = {fact.value: fact for fact in reversed(facts) if isinstance(fact.value, Mechanism)}
    alike = {(value.action, value.pathways): fact.place for value, fact in acting.items()}
    found = [(say(value), alike[value.action, value.pathways]) for value in gathered(list(reversed(acting)))]
    found += [(say(fact.value), fact.place) for fact in facts if isinstance(fact.value, FunctionalStudy)]
    return [(told, _address(served, shown, place)) for told, place in dict(found).items()]


def _address(served: Served, shown: Shown, place: Place) -> str:
    """Returns the address of a place in the label, "" where the fact rests on no section."""
    span = (place.start, place.end) if served.edition.kind == "full" else (None, None)
    return links.section(shown.label.set_id, shown.label.version, place.section_id, *span) if place.section_id else ""


def _said(served: Served, label_key: int, kind: type[FactValue]) -> list[str]:
    facts = served.edition.facts(label_key, str(kind.__struct_config__.tag))
    return list(dict.fromkeys(say(fact.value) for fact in facts if isinstance(fact.value, kind)))


def _results(served: Served, label_key: int) -> list[str]:
    """Returns what studies found, a line a trial and week."""
    facts = served.edition.facts(label_key, "effect")
    return [line for _, lines in values_in_words({"effect": [fact.value for fact in facts]}) for line in lines]


def _computed(served: Served, medicine: Medicine, fields: Fields) -> tuple[Any, tuple[Drawn, ...]]:
    """Returns the simulation, and its pictures with their tables."""
    from plainlabel.answers.simulated import Asked, simulated  # noqa: PLC0415 - NumPy loads with the first of these pages
    from plainlabel.interfaces import plots_of  # noqa: PLC0415
    from plainlabel.interfaces.plots import svg  # noqa: PLC0415

    asked = Asked(
        words=fields.regimen or None,
        weight_kg=_number(fields.weight, "weight", 2, 400),
        weeks=_number(fields.weeks, "number of weeks", 0.01, _MOST_WEEKS),
        missed=_missed(fields.missed),
    )
    facts = served.edition.facts(medicine.labels[0])
    found = simulated(medicine.name, medicine.ingredients, facts, asked)
    level, signals = plots_of.level_plot(found), plots_of.signal_plot(found)
    drawn = [Drawn("Level in the blood", _safe(svg(level)), plots_of.level_table(found), caption=level.description)]
    if signals is not None:
        table = plots_of.signal_table(found)
        drawn.append(Drawn("Signals it blocks", _safe(svg(signals)), table, caption=signals.description))
    return found, tuple(drawn)


def _pathways(medicine: Medicine, classes: Sequence[str]) -> dict[str, Any] | None:
    """Returns the picture and the matrix of the pathways, with the evidence on immunosuppression; None where nothing is held."""
    from plainlabel.action.pathways import immunosuppression, matrix, receptor_of  # noqa: PLC0415
    from plainlabel.interfaces.receptor_picture import picture, ways  # noqa: PLC0415

    name = _alone(medicine)
    cells = matrix(name, tuple(classes)) if name else ()
    if not cells:
        return None
    acted = [each for each in cells if each.verdict in {"blocked", "partly"}]
    drawn = ways(cells, {each.cytokine: receptor_of(each.cytokine) for each in cells}) if acted else ()
    return {
        "picture": _safe(picture(medicine.name, drawn)) if drawn else None,
        "cells": cells,
        "evidence": immunosuppression(name, tuple(classes)),
    }


@lru_cache(16)
def _disease(ingredient: str) -> Drawn | None:
    """Returns the course of the disease model under the medicine beside placebo, where it is one of its treatments."""
    from plainlabel.action.simulate_disease import disease_simulation, intervention  # noqa: PLC0415
    from plainlabel.interfaces import plots_of  # noqa: PLC0415
    from plainlabel.interfaces.plots import svg  # noqa: PLC0415

    try:
        drug = intervention(ingredient).name
    except UsageError:
        return None
    found = disease_simulation(_DISEASE, drug, patients=_DISEASE_PATIENTS)
    lines = (*found.warnings, *found.assumptions, f"Model: {found.model}. {found.patients} virtual patients.")
    plot, beside = plots_of.disease_plot(found), plots_of.trial_table(found)
    return Drawn("Eczema in a published model", _safe(svg(plot)), plots_of.disease_table(found), lines, plot.description, beside)


def _alone(medicine: Medicine) -> str:
    """Returns the ingredient of a medicine that has one alone, "" for a mix."""
    return medicine.ingredients[0].lower() if len(medicine.ingredients) == 1 else ""


def _safe(svg: str) -> Markup:
    """Returns an SVG element made by our own code, which escapes every word in it."""
    return Markup(svg)  # noqa: S704 - made by lxml from values, never from markup


def _number(words: str, what: str, least: float, most: float) -> float | None:
    if not words:
        return None
    try:
        value = float(words.replace(",", "."))
    except ValueError:
        value = math.nan
    if not least <= value <= most:
        raise UsageError(f"The {what} cannot be read", next_step=f"Write a number from {least:g} to {most:g}")
    return value


def _missed(words: str) -> tuple[int, ...]:
    numbers = words.replace(",", " ").split()
    if not all(one.isdecimal() and len(one) < 4 for one in numbers) or len(numbers) > 20:
        raise UsageError("The missed doses cannot be read", next_step="Write the number of each, such as 3 or 3, 4")
    return tuple(int(one) for one in numbers)
