"""The passages of Contraindications as sentences, and the drugs that the rows of their tables name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from plainlabel.facts.full_text import Sentence
from plainlabel.facts.interaction_medicines import is_medicine
from plainlabel.facts.terms import term, without_brackets
from plainlabel.label import Passage, Section, cells
from plainlabel.vocabulary.patterns import pattern

GAP: Final = re.compile(r"\s{4,}(?=[A-Z])")
"""The room that a reference left between two items of flattened text."""
WORD_ITSELF: Final = re.compile(r"\bcontra-?indicat", re.IGNORECASE)
"""The word that states a contraindication."""
_OBJECTS = re.compile(r"\s*,\s*(?:and\s+|or\s+)?|\s+(?:or|and)\s+", re.IGNORECASE)
_DRUG_COLUMN = pattern("contraindication.drug_column")
_NOT_A_TERM = pattern("contraindication.not_a_term")
_SEE = re.compile(r"\s+See\s.*", re.DOTALL)
# A column of trade names stands behind that of the substances.
_TRADE_NAME = re.compile(r"[®™]|\btrademark\b|\bbrand\b", re.IGNORECASE)
_MOST_WORDS: Final = 3
_LEAST_COLUMNS: Final = 2


def parts_of(section: Section, passage: Passage) -> Iterator[Sentence]:
    """Returns a passage as sentences: behind a reference that lost its full stop another statement may begin."""
    whole = Sentence(section, passage.start, passage.end, passage.kind)
    start = passage.start
    bare = WORD_ITSELF.search(section.text) is None
    for gap in GAP.finditer(whole.plain):
        named = bare and 0 < len(whole.plain[start - passage.start : gap.start()].split(maxsplit=_MOST_WORDS)) <= _MOST_WORDS
        if named or (not bare and WORD_ITSELF.search(whole.plain, gap.end()) and whole.plain[: gap.start()].strip()):
            yield Sentence(section, start, passage.start + gap.start(), passage.kind)
            start = passage.start + gap.end()
    yield whole if start == passage.start else Sentence(section, start, passage.end, "paragraph")


def _side_by_side(words: str) -> list[str]:
    """Returns the medicines that stand in a cell without a sign between them ("Morfan Dorfan"), else the words as they are."""
    parts = words.split()
    return parts if len(parts) > 1 and all(is_medicine(part) for part in parts) else [words]


def row_drugs(sentence: Sentence) -> Iterator[str]:
    """Returns the drugs a row of a table of contraindicated drugs names: in its second column where that is headed so."""
    section = sentence.section
    block = next((one for one in section.blocks if one.kind == "row" and one.start <= sentence.start < one.end), None)
    row = cells(section.text, block) if block is not None else ()
    if len(row) < _LEAST_COLUMNS or any(cell.header for cell in row):
        return
    trade = _TRADE_NAME.search(without_brackets(section.text[row[1].start : row[1].end])) is not None
    told = row[0] if trade else row[1]
    words = _SEE.sub("", without_brackets(section.text[told.start : told.end]))
    for part in (one for whole in _OBJECTS.split(words) for one in _side_by_side(whole)):
        name = term(part)
        if name is not None and len(name.split()) <= _MOST_WORDS and not _NOT_A_TERM.match(name) and not _DRUG_COLUMN.search(name):
            yield name
