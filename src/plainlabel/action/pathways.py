"""Which cytokine pathways a medicine blocks, partly blocks or spares, every cell with its source; and is it an immunosuppressant?

Rules (no IC50 is invented): an antibody blocks the cytokine or receptor it binds and spares the others. A Janus kinase inhibitor
partly blocks the cytokines whose pair it hits (its level falls between doses); pairs its source says it spares are spared, and
so are cytokines that need no Janus kinase. What acts inside many cells, and pairs that no source in reach settles, is unknown.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from plainlabel.action.tables import rows

Verdict = Literal["blocked", "partly", "spared", "unknown"]
Breadth = Literal["narrow", "broad", "unknown"]


class Cell(Struct, frozen=True):
    """One cell of the matrix: what a medicine does to one cytokine pathway, why, and how well that is known."""

    medicine: str
    cytokine: str
    verdict: Verdict
    because: str
    source: str
    verified: bool


class Evidence(Struct, frozen=True):
    """One piece of evidence on immunosuppression; `trap` says why it misleads alone."""

    kind: Literal["pathways", "class", "boxed_warning", "function"]
    says: Literal["yes", "no", "mixed"]
    finding: str
    source: str
    verified: bool
    trap: str | None = None


class _Target(Struct, frozen=True):
    name: str
    act: str
    hits: tuple[str, ...]
    weak: tuple[str, ...]
    spares: tuple[str, ...]
    breadth: Breadth
    status: str
    source: str


def matrix(medicine: str, classes: tuple[str, ...] = ()) -> tuple[Cell, ...]:
    """Returns the row of a medicine, a cell a cytokine; by its FDA `classes` where the medicine itself is not held; else empty."""
    target = _target(medicine, classes)
    return () if target is None else tuple(_cell(medicine, target, *row) for row in rows("cytokine_pathways"))


def receptor_of(cytokine: str) -> str:
    """Returns the receptor of a cytokine of the matrix, "" for another."""
    return next((row[1] for row in rows("cytokine_pathways") if row[0] == cytokine), "")


def medicines() -> tuple[str, ...]:
    """Returns the medicines that have a row of their own."""
    return tuple(row[0] for row in rows("medicine_targets") if row[1] == "medicine")


def breadth(medicine: str, classes: tuple[str, ...] = ()) -> Breadth:
    """Returns whether a medicine acts on few pathways or many."""
    target = _target(medicine, classes)
    return "unknown" if target is None else target.breadth


def immunosuppression(medicine: str, classes: tuple[str, ...] = ()) -> tuple[Evidence, ...]:
    """Returns the evidence side by side: breadth of its pathways, class, boxed warning, function; counter-evidence included."""
    target = _target(medicine, classes)
    found: list[Evidence] = []
    if target is not None:
        blocked = [cell.cytokine for cell in matrix(medicine, classes) if cell.verdict in ("blocked", "partly")]
        acts = f"acts on {', '.join(blocked)}" if blocked else "acts inside many kinds of cells"
        says: Literal["yes", "no"] = "yes" if target.breadth == "broad" else "no"
        found.append(Evidence("pathways", says, f"{target.breadth}: {acts}", target.source, target.status != "U"))
    for name, kind, verdict, finding, trap, status, source in rows("immunosuppression"):
        if name == medicine.lower():
            found.append(Evidence(_kind(kind), _says(verdict), finding, source, status != "U", trap or None))
    return tuple(found)


def _target(medicine: str, classes: tuple[str, ...]) -> _Target | None:
    wanted = [("medicine", medicine.lower()), *(("class", name.lower()) for name in classes)]
    for kind, name in wanted:
        for row in rows("medicine_targets"):
            if (row[1], row[0].lower()) == (kind, name):
                hits, weak, spares = (tuple(filter(None, many.split("|"))) for many in row[3:6])
                return _Target(row[0], row[2], hits, weak, spares, _breadth(row[6]), row[7], row[8])
    return None


def _cell(medicine: str, target: _Target, cytokine: str, receptor: str, kinases: str, status: str, source: str) -> Cell:
    if target.act in ("cytokine", "receptor"):
        what = f"binds the receptor of {cytokine} ({receptor})" if target.act == "receptor" else f"binds {cytokine}"
        hit = cytokine in target.hits
        because = what if hit else f"acts on {', '.join(target.hits)} only"
        return Cell(medicine, cytokine, "blocked" if hit else "spared", because, target.source, target.status != "U")
    if target.act == "cells" or not target.hits:
        why = (
            "acts inside many cells, not on one cytokine"
            if target.act == "cells"
            else "which kinases it inhibits differs by medicine"
        )
        return Cell(medicine, cytokine, "unknown", why, target.source, target.status != "U")
    verdict, because = _of_kinases(target, kinases)
    return Cell(medicine, cytokine, verdict, because, f"{target.source}; {source}", "U" not in (status, target.status))


def _of_kinases(target: _Target, kinases: str) -> tuple[Verdict, str]:
    """Returns what an inhibitor of Janus kinases does to a pair ("JAK1/JAK3"; "JAK1/JAK2|TYK2" where either may be the second)."""
    if kinases == "none":
        return "spared", "its signal needs no Janus kinase"
    if kinases == "unknown":
        return "unknown", "which kinases carry it is not in reach"
    if kinases in target.spares:
        return "spared", f"its source says that it spares {kinases}"
    pair = kinases.replace("|", "/").split("/")
    hit = [kinase for kinase in target.hits if kinase in pair]
    if hit:
        return "partly", f"inhibits {' and '.join(hit)} of {kinases}, less between doses"
    if any(kinase in pair for kinase in target.weak):
        return "partly", f"inhibits {', '.join(kinase for kinase in target.weak if kinase in pair)} of {kinases}, weakly"
    return "unknown", f"no source in reach on {kinases}"


def _breadth(word: str) -> Breadth:
    return "narrow" if word == "narrow" else "broad" if word == "broad" else "unknown"


def _says(word: str) -> Literal["yes", "no", "mixed"]:
    return "yes" if word == "yes" else "no" if word == "no" else "mixed"


def _kind(word: str) -> Literal["class", "boxed_warning", "function"]:
    return "class" if word == "class" else "boxed_warning" if word == "boxed_warning" else "function"
