"""Two versions of a label compared: `compare` gives what changed, section by section, each with its class."""

from __future__ import annotations

from collections import defaultdict
from typing import Final, get_args

from plainlabel.history.classify import fact_changes
from plainlabel.history.novelty import Beside, figures, says_more, stems
from plainlabel.history.plain import words
from plainlabel.history.records import Aligned, ChangeClass, FactChange, LabelDiff, SectionChange, TextChange, Version
from plainlabel.history.sides import HOME, Side, sides
from plainlabel.history.texts import text_changes
from plainlabel.history.values import ORGANS
from plainlabel.label import Section, heading

ORDER: Final[tuple[ChangeClass, ...]] = get_args(ChangeClass)
"""The classes, the gravest first."""

_RECENT_CHANGES: Final = "43683-2"
_DISPLAY_PANEL: Final = "51945-4"

_KIND_OF: Final[dict[ChangeClass, str]] = {
    "new_boxed_warning": "boxed_warning",
    "removed_boxed_warning": "boxed_warning",
    "new_use": "indication",
    "wider_use": "indication",
    "narrower_use": "indication",
    "removed_use": "indication",
    "new_contraindication": "contraindication",
    "removed_contraindication": "contraindication",
    "new_warning": "warning",
    "removed_warning": "warning",
    "new_interaction": "interaction",
    "removed_interaction": "interaction",
}


def compare(old: Version, new: Version) -> LabelDiff:
    """Returns what changed from one version to the other, sections in the order of the new version, those that are gone last.

    Where `old` is a fragment, only the sections it holds are compared; nothing counts as removed where either is one.
    """
    mine, theirs = _comparable(old, new)
    aligned = _within(text_changes(mine, theirs), old, new)
    before, after = sides(old, new, aligned)
    facts = fact_changes(before, after, aligned)
    sections = tuple(_sections(aligned, before, after, facts))
    classes = {one for section in sections for one in section.classes} | {fact.change for fact in facts}
    return LabelDiff(
        new.set_id,
        old.version,
        new.version,
        old.effective,
        new.effective,
        tuple(sorted(classes, key=ORDER.index)),
        sections,
        complete=old.complete and new.complete,
    )


def _comparable(old: Version, new: Version) -> tuple[tuple[Section, ...], tuple[Section, ...]]:
    """Returns the sections of both that can be compared: of a whole label only those whose part the fragment holds."""
    held = old.sections, new.sections
    for fragment, number in ((old, 1), (new, 0)):
        if not fragment.complete:
            codes = frozenset(_codes(fragment).values())
            whole = (old, new)[number]
            found = tuple(section for section in held[number] if _codes(whole)[section.id] in codes)
            part = tuple(section for section in fragment.sections if section.text)
            held = (part, found) if number else (found, part)
    return held


def _codes(version: Version) -> dict[str, str | None]:
    return Side(version, {}, {}).codes


def _within(aligned: Aligned, old: Version, new: Version) -> Aligned:
    """Returns the changes without removals where absence says nothing, and without what a fragment does not hold at all."""
    if old.complete and new.complete:
        return aligned
    empty = {words(section.title) for section in old.sections if not section.text} if not old.complete else set()
    unheld = {one.id for one in new.sections if words(one.title) in empty and one.id not in aligned.partner}
    kept = (
        change for change in aligned.changes if change.kind != "removed" and not (change.new and change.new.section_id in unheld)
    )
    return Aligned(tuple(kept), aligned.noise, aligned.partner)


def _sections(aligned: Aligned, before: Side, after: Side, facts: list[FactChange]) -> list[SectionChange]:
    old = {section.id: section for section in before.version.sections}
    new = {section.id: section for section in after.version.sections}
    carried = {one: other for other, one in aligned.partner.items()}
    grouped: dict[tuple[str | None, str | None], list[TextChange]] = defaultdict(list)
    for change in aligned.changes:
        if change.new is not None:
            new_id: str | None = change.new.section_id
            old_id = aligned.partner.get(change.new.section_id)
        else:
            old_id = change.old.section_id if change.old else None
            new_id = carried.get(old_id or "")
        grouped[old_id, new_id].append(change)
    for new_id in aligned.noise:
        grouped.setdefault((aligned.partner.get(new_id), new_id), [])
    order = {section_id: number for number, section_id in enumerate(new)}
    found = []
    for (old_id, new_id), changes in sorted(grouped.items(), key=lambda one: order.get(one[0][1] or "", len(order))):
        one, other = old.get(old_id or ""), new.get(new_id or "")
        section = other or one
        if section is None:
            continue
        code = after.codes.get(section.id) if other else before.codes.get(section.id)
        summary = section.parent is None
        own = tuple(fact for fact in facts if _belongs(fact, old_id, new_id, code, changes, other is not None, summary))
        beside = [Beside(held.text if held else "", side.whole, side.solid) for held, side in ((one, before), (other, after))]
        classes = _classes(own, code, changes, *beside)
        found.append(
            SectionChange(old_id, new_id, heading(section), code, classes, tuple(changes), own, aligned.noise.get(new_id or "", 0))
        )
    return found


def _belongs(
    fact: FactChange, old_id: str | None, new_id: str | None, code: str | None, changes: list[TextChange], held: bool, summary: bool
) -> bool:
    """Returns whether a fact changed in this section: it stands there, or its term does in what changed (a summary of it)."""
    gone = fact.change.startswith("removed")
    if not held and not gone and (fact.new is not None or fact.old is None):
        return False  # ids shift: what is new stands in no section that was taken out
    if fact.section_id is not None and fact.section_id == (old_id if gone or not held else new_id):
        return True
    if fact.change == "dose_change":
        return code in HOME["dosage"] and summary and any(_sums_up(change, fact) for change in changes)
    kind = _KIND_OF.get(fact.change)
    if kind is None or code not in HOME[kind] or not summary:
        return False
    wanted = stems(fact.term)
    spots = ((change.old if gone else change.new) for change in changes if change.kind != "moved")
    return any(spot is not None and wanted and 2 * len(wanted & stems(spot.text)) >= len(wanted) for spot in spots)


def _sums_up(change: TextChange, fact: FactChange) -> bool:
    """Returns whether a change in the summary of a part is this change of a dose."""
    if change.kind == "changed" and change.old is not None and change.new is not None:
        return figures(change.old.text) != figures(change.new.text)
    if change.kind != "added" or change.new is None or fact.new is None:
        return False
    said = change.new.text
    organs = {one for latin, plain in ORGANS.items() if plain in _words(fact.new) for one in (latin, plain)}
    return bool(organs & _words(said)) or bool(figures(fact.new) and figures(fact.new) <= figures(said))


def _words(text: str) -> set[str]:
    return set(words(text))


def _classes(
    facts: tuple[FactChange, ...], code: str | None, changes: list[TextChange], old: Beside, new: Beside
) -> tuple[ChangeClass, ...]:
    found: set[ChangeClass] = {fact.change for fact in facts}
    if not found and code == _RECENT_CHANGES:
        found = {"wording_only"}  # what it lists is told where it stands
    if not found and code == _DISPLAY_PANEL:
        # The package says again what the label says.
        old, new = (Beside(one.whole, one.whole, one.solid) for one in (old, new))
    if not found:
        found = {"other" if says_more(changes, old, new) else "wording_only"}
    return tuple(sorted(found, key=ORDER.index))
