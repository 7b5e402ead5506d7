"""Whom a quoted passage speaks of where it does not say so itself: its heading, its lead-in, or the sentences before it.

A sentence taken out of a paragraph on children reads as if it were said of everybody, and an item of a list as if it were said
of nothing. What is missing stands close before it, and is told with it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import msgspec
from msgspec import Struct

from plainlabel.answers.wording import plain_quote
from plainlabel.questions.patterns import rows
from plainlabel.retrieval.reading import Found, Reading


def _pattern(name: str) -> re.Pattern[str]:
    """Returns one pattern of vocabulary/answer_torn.tsv, which tells what each is for."""
    return re.compile(next(row["pattern"] for row in rows("answer_torn.tsv") if row["name"] == name), re.IGNORECASE)


_PEOPLE: Final = _pattern("people")
_ILLNESS: Final = _pattern("illness")
_ANY_PEOPLE: Final = _pattern("any_people")
_POINTS: Final = _pattern("points")
_BEGINS: Final = re.compile(rf"\W*(in |for |among )?{_POINTS.pattern}", re.IGNORECASE)
_FIGURE: Final = _pattern("figure")
_AMOUNT: Final = _pattern("amount")
_PRONOUN: Final = _pattern("pronoun")
_POINTS_BACK: Final = _pattern("points_back")
_REFERS: Final = _pattern("refers")
_PLAIN_HEADING: Final = _pattern("plain_heading")
_BEFORE_USE: Final = _pattern("before_use")
_TELL_BEFORE: Final = _pattern("tell_before")
_NOW_ILL: Final = _pattern("now_ill")
_RUN_IN: Final = re.compile(r"(?P<head>[A-Z][^.:;\u2022]{2,90}):\s+\S")
_ITEM_HEAD: Final = re.compile(r"[\s\u2022\u25cf\u25aa]*(?P<head>[^:.;\n]{3,90}):\s")
_DOSES: Final = "34068-7"
_BULLET: Final = re.compile(r"\s*[\u2022\u25cf\u25aa\u25e6\u25cb\u2023\u00b7]")
_BODY: Final = frozenset({"34068-7", "43682-4", "34090-1", "43684-0", "34081-0", "34082-8", "51945-4", "34092-7", "34084-4"})
"""Sections on doses, on what the body does, on studies, and on groups: what stands in them is that of somebody."""
_FAR: Final = 16
_NEAR: Final = 2
_HEAD_WORDS: Final = 14
_LONGEST: Final = 700
_LONGEST_LEAD_IN: Final = 260


class Around(Struct, frozen=True):
    """A passage as it can be quoted: with the sentences before it that name its people, or under the words that do.

    `under` are the words of the heading or lead-in, `of` the passage they stand in, None where they are the section's own title.
    `lost` where it points to people that are named nowhere near.
    """

    found: Found
    under: str = ""
    of: Found | None = None
    lost: bool = False


def around(reading: Reading, found: Found) -> Around:
    """Returns the passage with what it must not be torn from; as it is where it says itself whom it is about."""
    text = found.text or ""
    if not text or not reading.full or found.kind == "row":
        return Around(found)
    before = _before(reading, found)
    if _is_item(found) and _begins_block(reading, found):
        led = _lead_in(before)
        return Around(found, f"\u201c{_last_sentence(led.text or '')}\u201d", led) if led else _after_people(found, before)
    # "This constancy ...": what is pointed to stands in the sentence before, whatever people the sentence names itself.
    if (_REFERS.search(text) or _POINTS_BACK.match(text)) and (first := _just_before(reading, found, before)) is not None:
        reached = _reaching_back(found, first, reading.text(found.section.id))
        return Around(found) if reached.lost else reached
    points = _POINTS.search(text) is not None
    if _PEOPLE.search(_POINTS.sub(" ", text)) and not points:
        return Around(found, _use_of_dose(found))
    if points or _FIGURE.search(text) or _PRONOUN.match(text) or found.section.code in _BODY:
        return _named(found, before, reading, points=points)
    return Around(found)


def _after_people(found: Found, before: Sequence[Found]) -> Around:
    """Returns an item on a dose under the people that an item before it begins with ("adults: 2 tablets", "at most 6 a day")."""
    if found.section.code != _DOSES or _PEOPLE.search(found.text or ""):
        return Around(found)
    for each in before:
        if not _is_item(each):
            break
        head = _ITEM_HEAD.match(each.text or "")
        if head is not None and _PEOPLE.search(head["head"]):
            return Around(found, head["head"].strip(), each)
    return Around(found)


def _use_of_dose(found: Found) -> str:
    """Returns the title of a section on the doses of one use, where a sentence on an amount names its people but not the use."""
    title, text = found.section.title, found.text or ""
    of_use = found.section.code == _DOSES and found.section.own_code is None and title and _parts(title, amount=True)
    named = {word for word in re.findall(r"[a-z]{5,}", title.lower()) if not _PLAIN_HEADING.search(word)}
    if not of_use or not _AMOUNT.search(text) or not named or any(word in text.lower() for word in named):
        return ""
    return title


def stands_alone(reading: Reading, found: Found) -> bool:
    """Returns whether a passage can be said without the words around it."""
    return around(reading, found) == Around(found)


def begins_with_others(found: Found) -> bool:
    """Returns whether a passage begins with people named before it ("these patients")."""
    return _BEGINS.match(found.text or "") is not None


def asked_before_use(reading: Reading, found: Found) -> bool:
    """Returns whether a passage belongs to what a doctor is told before use: an illness in it is no side effect."""
    if not found.text or not reading.full:
        return False
    if _TELL_BEFORE.search(found.text) and not _NOW_ILL.search(found.text):
        return True
    led = _lead_in(_before(reading, found)) if _is_item(found) and _begins_block(reading, found) else None
    return led is not None and bool(_BEFORE_USE.search(led.text or "")) and not _NOW_ILL.search(led.text or "")


def _before(reading: Reading, found: Found) -> list[Found]:
    """Returns the passages before one in its section, the nearest first."""
    text = reading.text(found.section.id)
    held = [each for each in reading.passages(found.section.id) if each.end <= found.start][-_FAR:]
    return [
        msgspec.structs.replace(found, start=each.start, end=each.end, text=text[each.start : each.end], kind=each.kind)
        for each in reversed(held)
    ]


def _just_before(reading: Reading, found: Found, before: Sequence[Found]) -> Found | None:
    """Returns the sentence that a passage goes on from: the one before it in its paragraph."""
    last = before[0] if before else None
    if last is None or "\n" in reading.text(found.section.id)[last.end : found.start] or last.kind in {"heading", "row"}:
        return None
    return last


def _is_item(found: Found) -> bool:
    return found.kind == "item" or _BULLET.match(found.text or "") is not None


def _begins_block(reading: Reading, found: Found) -> bool:
    """Returns whether a passage begins a list item, and is not a later sentence of one."""
    return not found.start or reading.text(found.section.id)[found.start - 1] == "\n" or bool(_BULLET.match(found.text or ""))


def _lead_in(before: Sequence[Found]) -> Found | None:
    """Returns the words that lead in the list of an item.

    None where a whole sentence stands before the list, and where an item before it leads in a list of its own: its end is unknown.
    """
    for place, each in enumerate(before):
        words = (each.text or "").rstrip()
        if _is_item(each) and words.endswith(":") and place:
            return None
        if _is_item(each) and not words.endswith(":"):
            continue
        led = len(words) <= _LONGEST_LEAD_IN and (words.endswith((":", "?")) or each.kind == "heading")
        return each if led else None
    return None


def _last_sentence(text: str) -> str:
    return re.split(r"(?<=[.?!])\s+(?=[A-Z])", plain_quote(text))[-1]


def _named(found: Found, before: Sequence[Found], reading: Reading, *, points: bool) -> Around:
    """Returns the passage with the nearest words before it that name its people."""
    text = reading.text(found.section.id)
    amount = _AMOUNT.search(found.text or "") is not None and found.section.code == "34068-7"
    together = True
    for place, (after, each) in enumerate(pairwise([found, *before])):
        together = together and "\n" not in text[each.end : after.start]
        words = (each.text or "").strip()
        if together and place < _NEAR and (_PEOPLE.search(words) or (points and _ANY_PEOPLE.search(_POINTS.sub(" ", words)))):
            reached = _reaching_back(found, each, text)
            titled = found.section.own_code is None and _PEOPLE.search(found.section.title)
            return msgspec.structs.replace(reached, under=found.section.title) if titled else reached
        head = _heading_in(each, together=together)
        if head:
            if _parts(head, amount=amount):
                use = "" if not amount or _ILLNESS.search(head) else _use_above(before[place + 1 :])
                return Around(found, f"{use}, {head}" if use else head, each)
            break
    title = found.section.title
    if title and (_PEOPLE.search(title) or (found.section.own_code is None and _parts(title, amount=amount))):
        return Around(found, title)
    return Around(found, lost=points)


def _use_above(before: Sequence[Found]) -> str:
    """Returns the heading of an illness over that of a group: a highest dose is that of one use; empty where another parts them."""
    for each in before:
        head = _heading_in(each, together=each.kind != "heading")
        if head and not _PEOPLE.search(head):
            return head if _ILLNESS.search(head) else ""
    return ""


def _reaching_back(found: Found, first: Found, text: str) -> Around:
    """Returns the passage from an earlier sentence on; lost where both are too long together."""
    if found.end - first.start > _LONGEST:
        return Around(found, lost=True)
    return Around(msgspec.structs.replace(found, start=first.start, text=text[first.start : found.end]))


def _heading_in(each: Found, *, together: bool) -> str:
    """Returns the heading that a passage is, or that stands at its beginning; empty for none."""
    words = plain_quote(each.text or "")
    if each.kind == "row" or "\t" in (each.text or ""):
        return ""
    short = 0 < len(words.split()) <= _HEAD_WORDS and not _BULLET.match(each.text or "")
    if each.kind == "heading" or (short and not together and words[-1] not in ".!?;,"):
        return words.rstrip(":")
    run_in = _RUN_IN.match(words) if together else None
    return run_in["head"] if run_in and len(run_in["head"].split()) <= _HEAD_WORDS else ""


def _parts(heading: str, *, amount: bool) -> bool:
    """Returns whether a heading parts a group from others; beside an amount, whether it names a use."""
    return bool(_PEOPLE.search(heading) or _ILLNESS.search(heading)) or (amount and not _PLAIN_HEADING.search(heading))
