"""What SPL says about a product beside what is in it: approval, marketing, schedule, looks, routes."""

from __future__ import annotations

from importlib.resources import files
from typing import Final

from plainlabel.label import Appearance
from plainlabel.labels.spl_elements import Children, dates, descend, firsts, folded
from plainlabel.labels.xml_input import Element


def _looks() -> dict[str, str]:
    text = (files("plainlabel.vocabulary") / "appearance.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return {code: name for _, code, name in rows}


_LOOKS: Final = _looks()


class Role:
    """What `subjectOf` and `consumedIn` say about a product: approval, marketing, schedule, looks, routes."""

    __slots__ = ("_looks", "application", "category", "dea", "end", "routes", "start")

    def __init__(self) -> None:
        self.application: str | None = None
        self.category: str | None = None
        self.start: str | None = None
        self.end: str | None = None
        self.dea: str | None = None
        self.routes: list[str] = []
        self._looks: dict[str, list[Element]] = {}

    def learn_all(self, found: Children) -> None:
        """Returns nothing; takes in every `subjectOf` and `consumedIn` among children."""
        for child in found.get("subjectOf", ()):
            self.learn(child)
        for child in found.get("consumedIn", ()):
            self.learn_routes(child)

    def learn(self, subject_of: Element) -> None:
        """Returns nothing; takes in one `subjectOf`."""
        for act in subject_of[:]:
            tag = act.tag
            if tag == "characteristic":
                parts = firsts(act)
                code, value = parts.get("code"), parts.get("value")
                if code is not None and value is not None:
                    self._looks.setdefault(code.get("code") or "", []).append(value)
            elif tag == "marketingAct":
                if self.start is None and self.end is None:
                    self.start, self.end = dates(act)
            elif tag == "approval":
                self._learn_approval(act)
            elif tag == "policy" and act.get("classCode", "DEADrugSchedule") == "DEADrugSchedule":
                code = descend(act, "code")
                self.dea = (code.get("displayName") if code is not None else None) or self.dea

    def learn_routes(self, consumed: Element) -> None:
        """Returns nothing; takes in one `consumedIn`."""
        for administration in consumed[:]:
            if administration.tag == "substanceAdministration":
                codes = (code.get("displayName") for code in administration[:] if code.tag == "routeCode")
                self.routes += [route for route in codes if route]

    def _learn_approval(self, approval: Element) -> None:
        parts = firsts(approval)
        code, number = parts.get("code"), parts.get("id")
        self.category = self.category or (code.get("displayName") if code is not None else None) or None
        self.application = self.application or (number.get("extension") if number is not None else None) or None

    def appearance(self) -> Appearance | None:
        """Returns what the product looks like, or None where nothing is said."""
        looks = self._looks
        if not looks:
            return None
        found = Appearance(
            imprint=next(filter(None, map(folded, looks.get("SPLIMPRINT", ()))), None),
            colors=tuple(dict.fromkeys(filter(None, map(_look, looks.get("SPLCOLOR", ()))))),
            shape=next(filter(None, map(_look, looks.get("SPLSHAPE", ()))), None),
            size_mm=next((size for value in looks.get("SPLSIZE", ()) if (size := _size_mm(value)) is not None), None),
            score=next((int(text) for value in looks.get("SPLSCORE", ()) if (text := value.get("value") or "").isdecimal()), None),
            images=tuple(name for value in looks.get("SPLIMAGE", ()) if (name := _image(value))),
        )
        return None if found == Appearance() else found


def _look(value: Element) -> str | None:
    code = value.get("code") or ""
    return _LOOKS.get(code) or (value.get("displayName") or "").lower() or None


def _size_mm(value: Element) -> float | None:
    try:
        size = float(value.get("value") or "")
    except ValueError:
        return None
    scale = {"mm": 1.0, "cm": 10.0, "": 1.0}.get(value.get("unit") or "")
    return size * scale if scale and 0 < size < 1000 else None


def _image(value: Element) -> str | None:
    reference = descend(value, "reference")
    return reference.get("value") if reference is not None else None
