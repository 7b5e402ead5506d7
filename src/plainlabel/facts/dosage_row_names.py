"""What a row of a dosing table is named by: a condition, what was taken so far, a genotype."""

from __future__ import annotations

import re

from plainlabel.facts.dosage_amounts import amounts, has_amount
from plainlabel.facts.dosage_cells import plain_cell
from plainlabel.facts.dosage_columns import STEP
from plainlabel.facts.dosage_context import condition_of_row
from plainlabel.facts.terms import term
from plainlabel.vocabulary.patterns import pattern

_REGIMEN = pattern("dosage.regimen_corner")
_GENOTYPE = pattern("dosage.genotype")
_GENE = re.compile(r"[A-Z][A-Z\d-]{2,9}")
_EVERY = re.compile(r"\W*(?:every|once|twice|daily|weekly|morning|noon|midday|afternoon|evening|bedtime|night)\b", re.IGNORECASE)
_RECEIVED = re.compile(
    r"^.*\bwho (?:(?:have|had) )?(?:received|were (?:on|receiving|taking|treated with)|are (?:on|receiving|taking))\s",
    re.IGNORECASE,
)


def genotype(words: str, found: str | None = None) -> str | None:
    """Returns the genotype that a heading names, or what was `found` with the gene that heads it in the corner."""
    if found is None:
        return plain_cell(words) if _GENOTYPE.search(words) and not amounts(words) else None
    return f"{plain_cell(words)} {found}" if _GENE.fullmatch(words.strip()) and _GENOTYPE.search(found) else found


def taken_before(label: str, corner: str) -> str | None:
    """Returns what people take so far, where the first column is headed by that ("Current Regimen")."""
    if not label or not _REGIMEN.search(corner) or has_amount(label):
        return None
    words = term(_RECEIVED.sub("", plain_cell(label)))
    return None if words is None else words if words.lower().startswith(("not ", "no ")) else f"taking {words} so far"


def own_condition(words: str, names: re.Pattern[str] | None) -> str | None:
    """Returns the condition that a cell names; a name of the medicine is none."""
    found = condition_of_row(plain_cell(words)) if words and not STEP.match(words) and not _EVERY.match(words) else None
    return None if found and names and names.search(found) else found
