"""What became of a quoted passage in another version of its label: `passage_status`.

An answer rests on sentences. It has aged when one of them is not there any more, not when the version number is another. A quote
is looked for word by word (layout aside); where it is gone, the nearest sentence of the new version stands beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Final, Literal

from msgspec import Struct
from rapidfuzz import fuzz, process

from plainlabel.history.plain import Difference, difference, plain, solid, solid_offsets
from plainlabel.label import Label, Section, coded_ancestor, heading
from plainlabel.labels.passages import passages
from plainlabel.labels.sentences import sentences

Status = Literal["unchanged", "moved", "changed", "removed", "not_held"]

NEAR: Final = 60.0
"""From this likeness on (percent), another sentence is the old one changed; below it the old one was removed."""

NEAR_HERE: Final = 50.0
"""The same within the section the quote stood in."""

_PART: Final = 85.0
_SHORT_WORDS: Final = 6
_WORST: Final = ("unchanged", "moved", "changed", "removed", "not_held")


class PassageStatus(Struct, frozen=True):
    """What became of a passage.

    `unchanged`: it stands in the section it stood in. `moved`: it stands, word for word, in another section. `changed`: it is
    gone, and `text` is the nearest sentence of the new version. `removed`: it is gone and nothing is near. `not_held`: the new
    record is not the whole label, so that a passage that is missing in it says nothing.

    `section_id`, `section` (number and title), `start` and `end` place `text` in the new version; None where there is none.
    `difference` tells for `changed` whether words changed, or only cross references or capitals and punctuation.
    """

    status: Status
    section_id: str | None = None
    section: str | None = None
    start: int | None = None
    end: int | None = None
    text: str | None = None
    likeness: float = 0.0
    difference: Difference = "none"

    @property
    def stale(self) -> bool:
        """Returns whether what rests on the passage must be read again."""
        return self.status in {"changed", "removed"}


class _Spot(Struct, frozen=True, gc=False):
    """One passage of the new version."""

    section: int
    start: int
    end: int
    plain: str


class LabelText:
    """The text of one version of a label, made ready to look passages up in. Make it once a version; it is read as needed.

    `complete` is False for a fragment: what is missing in it may still stand in the label.
    """

    def __init__(self, sections: Iterable[Section], *, complete: bool = True) -> None:
        self.sections = tuple(sections)
        self.complete = complete and any(section.text for section in self.sections)
        self._offsets: dict[int, list[int]] = {}

    @classmethod
    def of(cls, label: Label) -> LabelText:
        """Returns the text of a label."""
        return cls(label.sections, complete=not label.partial)

    @cached_property
    def solid(self) -> tuple[str, ...]:
        """Returns the text of each section without white space."""
        return tuple(solid(section.text) for section in self.sections)

    @cached_property
    def codes(self) -> tuple[str | None, ...]:
        """Returns the LOINC code that each section is cited with."""
        tree = {section.id: section for section in self.sections}
        return tuple(coded_ancestor(tree, section.id) for section in self.sections)

    @cached_property
    def spots(self) -> tuple[_Spot, ...]:
        """Returns all passages in document order."""
        return tuple(self._spots())

    @cached_property
    def choices(self) -> tuple[str, ...]:
        """Returns the comparable texts of `spots`."""
        return tuple(spot.plain for spot in self.spots)

    @cached_property
    def sentences(self) -> dict[int, str]:
        """Returns the `choices` that are longer than a few words, by number."""
        return {number: text for number, text in enumerate(self.choices) if len(text.split()) >= _SHORT_WORDS}

    @cached_property
    def whole(self) -> dict[str, tuple[int, ...]]:
        """Returns the numbers of the passages that are, without white space, this text."""
        found: dict[str, list[int]] = {}
        for number, spot in enumerate(self.spots):
            found.setdefault(_bare(spot.plain), []).append(number)
        return {text: tuple(numbers) for text, numbers in found.items()}

    def _spots(self) -> Iterator[_Spot]:
        for number, section in enumerate(self.sections):
            for found in passages(section):
                yield _Spot(number, found.start, found.end, plain(section.text[found.start : found.end]))

    def find(self, quote: str) -> Iterator[tuple[int, int, int]]:
        """Yields (section number, start, end) of each place where `quote` stands, layout aside; whole words only."""
        wanted = solid(quote)
        for number, text in enumerate(self.solid if wanted else ()):
            at = text.find(wanted)
            while at >= 0:
                offsets = self._section_offsets(number)
                start, end = offsets[at], offsets[at + len(wanted) - 1] + 1
                source = self.sections[number].text
                if _whole_words(source, start, end) and plain(source[start:end]) == plain(quote):
                    yield number, start, end
                at = text.find(wanted, at + 1)

    def _section_offsets(self, number: int) -> list[int]:
        if number not in self._offsets:
            self._offsets[number] = solid_offsets(self.sections[number].text)
        return self._offsets[number]

    def same_sections(self, section: str | None, code: str | None) -> frozenset[int]:
        """Returns the numbers of the sections that carry on the one with this heading and code; all where neither is given.

        A number says nothing: a new 5.2 makes the old one 5.3.
        """
        title = _title(section)
        if not title and not code:
            return frozenset(range(len(self.sections)))
        of_title = {number for number, one in enumerate(self.sections) if title and _title(one.title) == title}
        of_code = {number for number, one in enumerate(self.codes) if code and one == code}
        return frozenset(of_title & of_code or of_title or of_code)


def passage_status(
    old_quote: str,
    new_label: Label | LabelText,
    *,
    section: str | None = None,
    code: str | None = None,
) -> PassageStatus:
    """Returns what became of `old_quote` in `new_label`: unchanged, moved, changed (with the nearest new sentence) or removed.

    `section` is the heading it stood under ("5.2 Eye Problems", number or not) and `code` the section's LOINC code, as a citation
    has them; without both, a quote that stands anywhere is unchanged. A quote of several sentences is as stale as the stalest.
    """
    new = new_label if isinstance(new_label, LabelText) else LabelText.of(new_label)
    here = new.same_sections(section, code)
    found = _stands(old_quote, new, here)
    if found is not None:
        return found
    parts = [old_quote[start:end] for start, end in sentences(old_quote)]
    if len(parts) < 2:
        return _gone(old_quote, new, here)
    return _together([_stands(part, new, here) or _gone(part, new, here) for part in parts])


def _stands(quote: str, new: LabelText, here: frozenset[int]) -> PassageStatus | None:
    """Returns where the quote stands, in its own section before others; None where it does not."""
    elsewhere: PassageStatus | None = None
    for number, start, end in _places(quote, new):
        if number in here:
            return _placed("unchanged", new, number, start, end, 100.0)
        elsewhere = elsewhere or _placed("moved", new, number, start, end, 100.0)
    return elsewhere


def _places(quote: str, new: LabelText) -> Iterator[tuple[int, int, int]]:
    """Yields the places of a quote. Of a few words without a full stop only whole passages count: they occur by chance."""
    words = plain(quote).split()
    if len(words) >= _SHORT_WORDS or quote.rstrip().endswith((".", "!", "?")):
        yield from new.find(quote)
        return
    for spot in (new.spots[number] for number in new.whole.get(_bare(plain(quote)), ())):
        if spot.plain.strip(":;,") == plain(quote).strip(":;,"):
            yield spot.section, spot.start, spot.end


def _gone(quote: str, new: LabelText, here: frozenset[int]) -> PassageStatus:
    """Returns the nearest sentence to a quote that does not stand any more, or that there is none."""
    best = _nearest(plain(quote), new, here)
    if best is None:
        return PassageStatus("removed" if new.complete else "not_held")
    number, likeness = best
    spot = new.spots[number]
    status = _placed("changed", new, spot.section, spot.start, spot.end, likeness)
    return _with_difference(status, quote)


def _nearest(quote: str, new: LabelText, here: frozenset[int]) -> tuple[int, float] | None:
    """Returns (number of the passage, likeness) of the passage most like the quote, one of its own section before others."""
    found = process.extract(quote, new.choices, scorer=fuzz.ratio, score_cutoff=NEAR_HERE, limit=8)
    ranked = [(score + (5.0 if new.spots[number].section in here else 0.0), number, score) for _, score, number in found]
    near = [(rank, -number, score) for rank, number, score in ranked if score >= NEAR or new.spots[number].section in here]
    if near:
        _, number, score = max(near)
        return -number, score
    return _nearest_part(quote, new)


def _nearest_part(quote: str, new: LabelText) -> tuple[int, float] | None:
    """Returns the passage that holds nearly the whole quote, or nearly all of which the quote holds: joined or split sentences."""
    if len(quote.split()) < _SHORT_WORDS:
        return None
    found = process.extractOne(quote, new.sentences, scorer=fuzz.partial_ratio, score_cutoff=_PART)
    return (found[2], found[1]) if found else None


def _together(parts: list[PassageStatus]) -> PassageStatus:
    """Returns one status of the sentences of a quote: the stalest; a part that is gone changes the whole."""
    stalest = max(parts, key=lambda one: _WORST.index(one.status))
    if stalest.status != "removed" or all(one.status == "removed" for one in parts):
        return stalest
    kept = next(one for one in parts if one.status != "removed")
    return PassageStatus(
        "changed", kept.section_id, kept.section, kept.start, kept.end, kept.text, likeness=kept.likeness, difference="words"
    )


def _placed(status: Status, new: LabelText, number: int, start: int, end: int, likeness: float) -> PassageStatus:
    section = new.sections[number]
    return PassageStatus(status, section.id, heading(section), start, end, section.text[start:end], likeness)


def _with_difference(status: PassageStatus, quote: str) -> PassageStatus:
    return PassageStatus(
        status.status,
        status.section_id,
        status.section,
        status.start,
        status.end,
        status.text,
        status.likeness,
        difference(quote, status.text or ""),
    )


def _whole_words(text: str, start: int, end: int) -> bool:
    before = start > 0 and text[start - 1].isalnum() and text[start].isalnum()
    after = end < len(text) and text[end - 1].isalnum() and text[end].isalnum()
    return not before and not after


def _bare(text: str) -> str:
    return "".join(text.split()).strip(":;,")


def _title(heading_or_title: str | None) -> str:
    """Returns the words of a heading without its number, folded."""
    words = plain(heading_or_title or "").casefold().split()
    return " ".join(words[1:] if len(words) > 1 and words[0].replace(".", "").isdigit() else words)
