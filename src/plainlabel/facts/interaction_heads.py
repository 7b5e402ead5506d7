"""Entries of a drug interaction section: the partners a row, a group of rows or the head of a passage names, with their text.

openFDA runs headings into the text ("Alpha Blockers Concomitant use of ..."): a head is what stands in title case before the word
that begins a sentence, when it names a partner.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from msgspec.structs import replace

from plainlabel.facts.interaction_effects import advice
from plainlabel.facts.interaction_named import named_in
from plainlabel.facts.interaction_partners import Partner, known_partner, section_partners, title_partners
from plainlabel.facts.interaction_rows import row_partners
from plainlabel.facts.interaction_words import partner_words
from plainlabel.label import Block, Passage, Section, cells
from plainlabel.vocabulary.patterns import pattern

_PART = pattern("interaction.part")
_HEAD_ROW = pattern("interaction.head_row")
_RUN_IN = pattern("interaction.runin")
_STARTER = pattern("interaction.starter")
_SENTENCE_NEXT = pattern("interaction.sentence_next")
_SALT = pattern("interaction.salt")
_NOT_TITLE = pattern("interaction.not_title")
_NO_HEAD = pattern("interaction.no_head")
_THIS_COLUMN = pattern("interaction.this_column")
_OTHER_COLUMN = pattern("interaction.other_column")
_ANAPHOR = pattern("interaction.anaphor")
_LIST_FOLLOWS = pattern("interaction.list_follows")
_GENERAL_HEAD = pattern("interaction.general_head")
_ARROWS = re.compile(r"[↑↓↔]")
_CAPITAL = re.compile(r"(?<=\s)[A-Z][\w-]*")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_OTHER_DRUGS = re.compile(r"(?:other|miscellaneous)(?:\s+(?:drugs|agents|medications))?", re.IGNORECASE)
_LAST_SENTENCE = re.compile(r"[^.]*$")
_REFERENCE = re.compile(r"\s+See\s")
_TELLING: Final = 3
_LONGEST_HEAD: Final = 120
_MOST_HEAD_WORDS: Final = 12
_MOST_SMALL_WORDS: Final = 5


class Entry(NamedTuple):
    """Partners (none for a sentence without a head), the text that speaks of them, and where it stands."""

    partners: tuple[Partner, ...]
    text: str
    start: int
    end: int


def of_passages(
    section: Section, passages: list[Passage], titled: tuple[Partner, ...], own: re.Pattern[str] | None
) -> Iterator[Entry]:
    """Returns the passages in entries: a head's with what follows it, the section's own partners first, else a sentence each."""
    entry = Entry(titled, "", passages[0].start, passages[0].end) if titled and passages else None
    if titled and not passages:
        yield Entry(titled, section.text, 0, len(section.text))
    for passage in _parted(section, passages):
        text = section.text[passage.start : passage.end]
        head = _head(text, own)
        if head is not None:
            if entry is not None and (titled or entry.text.strip()):
                yield entry  # a heading with nothing below it heads rows
            entry = Entry(head[0], text[head[1] :], passage.start, passage.end) if head[0] else None
            if entry is None:
                yield Entry((), text[head[1] :], passage.start, passage.end)
        elif entry is not None and (titled or not entry.text.strip() or _goes_on(section, entry, passage, own)):
            entry = Entry(entry.partners, f"{entry.text} {text}", entry.start, passage.end)
        else:
            if entry is not None:
                yield entry
            entry = None
            yield Entry((), text, passage.start, passage.end)
    if entry is not None:
        yield entry


def _parted(section: Section, passages: list[Passage]) -> Iterator[Passage]:
    """Returns the passages, cut where "the following medicines may interact:" opens a run of heads."""
    for passage in passages:
        found = _LIST_FOLLOWS.search(section.text, passage.start, passage.end)
        if found is not None and found.end() < passage.end:
            yield replace(passage, end=found.end())
        yield replace(passage, start=found.end()) if found is not None and found.end() < passage.end else passage


def _goes_on(section: Section, entry: Entry, passage: Passage, own: re.Pattern[str] | None) -> bool:
    """Returns whether a sentence still speaks of the heading run in above it: it says so, names it, or names no other partner."""
    if not any(block.start <= entry.start < block.end and block.start <= passage.start < block.end for block in section.blocks):
        return False
    text = section.text[passage.start : passage.end]
    low = text.lower()
    if _ANAPHOR.match(text) or any(word in low for one in entry.partners for word in _telling(one)):
        return True
    return all(_telling(one) and _telling(one)[0] in entry.text.lower() for one in named_in(text, own))


def _telling(partner: Partner) -> list[str]:
    """Returns the words of a partner that are long enough to tell it in a sentence, the longest first."""
    return sorted((word for word in partner_words(partner.name) if len(word) > _TELLING), key=lambda word: (-len(word), word))


def _head(text: str, own: re.Pattern[str] | None) -> tuple[tuple[Partner, ...], int] | None:
    """Returns the partners a passage begins with and where its text goes on; None where it has no such head."""
    colon = _RUN_IN.match(text)
    if colon and not _NO_HEAD.search(colon["head"]):
        named = title_partners(colon["head"], own) or _told_again(colon["head"], text[colon.end() :], own)
        if named or _GENERAL_HEAD.search(colon["head"]):
            return named, colon.end()
    if not text.endswith((".", ":")) and len(text.split()) <= _MOST_HEAD_WORDS and not _NOT_TITLE.search(_BRACKETS.sub("", text)):
        named = () if _NO_HEAD.search(text) else title_partners(text, own)
        return (named, len(text)) if named else None
    return _title_head(text, own)


def _told_again(head: str, text: str, own: re.Pattern[str] | None) -> tuple[Partner, ...]:
    """Returns one unknown name before a colon as a medicine where the text behind it names it again."""
    return section_partners(head, own) if " " not in head.strip() and head.strip().lower() in text.lower() else ()


def _title_head(text: str, own: re.Pattern[str] | None) -> tuple[tuple[Partner, ...], int] | None:
    """Returns the partners of a title run into its sentence: the words before the first one that can begin a sentence."""
    for found in _CAPITAL.finditer(text, 0, _LONGEST_HEAD):
        before = text[: found.start()].strip()
        bare = _BRACKETS.sub("", before)
        if _NOT_TITLE.search(bare):
            return _sentence_case_head(text, own)
        again = re.search(rf"\b{re.escape(found.group())}\b", bare, re.IGNORECASE)
        begins = again or _STARTER.match(text, found.start()) or (own is not None and own.match(text, found.start()))
        if not begins and (_SALT.fullmatch(found.group()) or not _SENTENCE_NEXT.match(text, found.start())):
            continue
        named = () if _NO_HEAD.search(bare) else title_partners(bare, own)
        if named:
            return named, found.start()
    return None


def _sentence_case_head(text: str, own: re.Pattern[str] | None) -> tuple[tuple[Partner, ...], int] | None:
    """Returns the partners of a head with one capital ("Toe relaxants ZELVORA may ..."): a known one right before the sentence."""
    for found in _CAPITAL.finditer(text, 0, _LONGEST_HEAD):
        before = text[: found.start()].strip()
        if len(before.split()) > _MOST_SMALL_WORDS or before[-1] in ".,;:":
            return None
        opens = own is not None and own.match(text, found.start())
        if opens or (_STARTER.match(text, found.start()) and _SENTENCE_NEXT.match(text, found.start())):
            known = None if _NO_HEAD.search(before) else known_partner(before)
            return ((known,), found.start()) if known is not None else None
    return None


def of_tables(section: Section, own: re.Pattern[str] | None) -> Iterator[Entry]:
    """Returns an entry a row, or a group of rows below a heading row; several medicines are one category's."""
    entry: Entry | None = None
    category: tuple[Partner, ...] = ()
    above = _Above("", "", 0)
    for block, words in _blocks(section, own):
        filled = [word for word in words if word]
        if block.highlight or not filled:
            continue
        if block.kind == "row" and _PART.match(filled[0]):
            entry = entry and Entry(entry.partners, f"{entry.text} {' '.join(filled)}", entry.start, block.end)
            continue
        if entry is not None and entry.text:
            yield entry
        elif entry is not None:
            category = entry.partners
        entry = _above(section, block, own) if block.kind != "row" else _row(words, filled, block, category, own)
        if block.kind != "row" and filled[0].endswith(":"):
            above = _Above(_LAST_SENTENCE.search(filled[0]).group(), "", 0)  # type: ignore[union-attr]
        elif len(filled) == 1 and entry is None:
            # What a paragraph in front of a table says holds for no row of it, what a short line heads may.
            short = block.kind in {"caption", "heading", "paragraph"} and len(filled[0].split()) <= _MOST_HEAD_WORDS
            heads = block.kind == "row" or short
            category, above = (), _Above(filled[0] if heads else "", "", 0)
        elif entry is not None and entry.text:
            above, entry = _with_above(above, entry, filled)
    if entry is not None and entry.text:
        yield entry


def _blocks(section: Section, own: re.Pattern[str] | None) -> Iterator[tuple[Block, list[str]]]:
    """Returns the blocks with their cells; an arrow in a column of effects with whose level it tells of."""
    columns: dict[int, str] = {}
    for block in section.blocks:
        words = _words(section, block)
        if block.kind == "row" and (told := _columns(words, own)):
            columns = told
        elif block.kind == "row" and columns:
            words = [_with_whose(word, columns.get(at)) for at, word in enumerate(words)]
        yield block, words


_MOST_COLUMN_WORDS: Final = 10


def _columns(words: list[str], own: re.Pattern[str] | None) -> dict[int, str]:
    """Returns whose level each column of effects shows: this medicine's name, or "partner"."""
    told: dict[int, str] = {}
    for at, word in enumerate(words):
        if at and len(word.split()) <= _MOST_COLUMN_WORDS and _THIS_COLUMN.search(word):
            mine = own.search(word) if own is not None else None
            if mine is not None or _OTHER_COLUMN.search(word):
                told[at] = mine.group() if mine is not None and not _OTHER_COLUMN.search(word) else "partner"
    return told if len(told) > 1 else {}


def _with_whose(word: str, whose: str | None) -> str:
    """Returns a cell with the name its column gives behind each arrow."""
    return _ARROWS.sub(rf"\g<0> {whose} ", word) if whose else word


class _Above(NamedTuple):
    """What the rows of a table share: the words of the row that heads them, and the last cell of one that spans the next."""

    words: str
    cell: str
    cells: int


def _with_above(above: _Above, entry: Entry, filled: list[str]) -> tuple[_Above, Entry]:
    """Returns what the next rows share, and the row with what it shares with those before it."""
    spans = len(filled) < above.cells and advice(entry.text) is None
    text = ". ".join(one for one in (above.words, entry.text, above.cell if spans else "") if one)
    if len(filled) >= above.cells:
        above = _Above(above.words, filled[-1] if len(filled) > 2 and advice(filled[-1]) else "", len(filled))
    return above, Entry(entry.partners, text, entry.start, entry.end)


def _above(section: Section, block: Block, own: re.Pattern[str] | None) -> Entry | None:
    """Returns the entry a line above rows heads ("Antacids", then a row "Clinical Impact"), without text as yet."""
    text = _REFERENCE.split(section.text[block.start : block.end])[0]
    if block.kind != "paragraph" or len(text.split()) > _MOST_HEAD_WORDS or text.endswith(".") or _NO_HEAD.search(text):
        return None
    named = title_partners(text, own)
    return Entry(named, "", block.start, block.end) if named else None


def _row(
    words: list[str], filled: list[str], block: Block, category: tuple[Partner, ...], own: re.Pattern[str] | None
) -> Entry | None:
    """Returns the entry a row begins; None for a row of column heads or one that names no partner."""
    head = _REFERENCE.split(words[0])[0] if len(filled) == 1 else words[0]
    if _HEAD_ROW.match(filled[0]) or not head or _NO_HEAD.search(head):
        return None
    named = row_partners(head, own)
    if not named and _OTHER_DRUGS.fullmatch(words[0]) and len(filled) > 1:
        named = row_partners(filled[1], own)
    if len(named) > 1 and category:
        named = category
    text = " ".join(filled[1:])
    return Entry(named, text, block.start, block.end) if named else None


def _words(section: Section, block: Block) -> list[str]:
    found = cells(section.text, block)
    return [section.text[one.start : one.end].strip() for one in found] if found else [section.text[block.start : block.end]]
