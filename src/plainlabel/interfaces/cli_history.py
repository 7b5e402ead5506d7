"""`plainlabel history` and `plainlabel diff`: how a label changed."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Annotated, Final

import typer

from plainlabel.interfaces.cli_options import EditionOption, JsonOption, joined, opened_library

if TYPE_CHECKING:
    from plainlabel.history.records import LabelDiff, SectionChange, TextChange
    from plainlabel.history.timeline import HeldVersion, History

_MOST: Final = 12
_WORDS_AROUND: Final = 6
_LONG: Final = 400


def history(
    name: Annotated[list[str], typer.Argument(metavar="NAME|SET_ID", help="A medicine, or the set id of a label.")],
    json: JsonOption = False,
    edition: EditionOption = None,
) -> None:
    """Show the versions held of a label, the oldest first, and what each changed."""
    from plainlabel.interfaces import cli_output  # noqa: PLC0415
    from plainlabel.interfaces.cli_progress import patience  # noqa: PLC0415

    with opened_library(edition) as library, patience("Comparing the versions ..."):
        found = library.history(joined(name))
    cli_output.write_json(found) if json else cli_output.write_text(history_text(found))


def diff(
    set_id: Annotated[str, typer.Argument(metavar="SET_ID", help="The set id of a label, or a medicine.")],
    old: Annotated[str, typer.Argument(metavar="OLD", help="A version number, or a JSON file with a fragment of the label.")],
    new: Annotated[int, typer.Argument(metavar="NEW", help="A version number.")],
    json: JsonOption = False,
    edition: EditionOption = None,
) -> None:
    """Show what changed from one version of a label to another, by section and sentence."""
    from plainlabel.interfaces import cli_output  # noqa: PLC0415
    from plainlabel.interfaces.cli_progress import patience  # noqa: PLC0415

    with opened_library(edition) as library, patience("Comparing the versions ..."):
        found = library.diff(set_id, old, new)
    cli_output.write_json(found) if json else cli_output.write_text(diff_text(found))


def history_text(found: History) -> Iterator[str]:
    """Yields the versions of a label, one a paragraph."""
    yield f"{found.name}: {len(found.versions)} version{'' if len(found.versions) == 1 else 's'} held, set id {found.set_id}"
    for one in found.versions:
        yield ""
        yield from _version(one)
    if len(found.versions) == 1:
        yield ""
        yield f"Get the older ones with `plainlabel add {found.set_id} --history`."


def _version(one: HeldVersion) -> Iterator[str]:
    from plainlabel.history.words import CLASS_WORDS, said  # noqa: PLC0415

    number = "A record without a version" if one.version is None else f"Version {one.version}"
    marks = ["the one that answers"] if one.standing else []
    marks += ["only some sections held"] if one.partial else []
    shown = f" ({', '.join(marks)})" if marks else ""
    yield f"{number}, {one.effective or 'no date'}{shown}"
    if one.classes is not None:
        beside = bool(one.facts)
        plain = ["and other changes" if beside else CLASS_WORDS[name] for name in one.classes if name == "other"]
        plain = plain or [CLASS_WORDS[name] for name in one.classes if name == "wording_only" and not beside]
        yield from (f"  - {said(fact)}" for fact in (one.facts or ())[:_MOST])
        if len(one.facts or ()) > _MOST:
            yield f"  - and {len(one.facts or ()) - _MOST} more"
        yield from (f"  - {name}" for name in plain) if one.facts or plain else ("  - nothing",)


def diff_text(found: LabelDiff) -> Iterator[str]:
    """Yields what changed, section by section: what it means first, then the sentences."""
    old, new = (
        f"version {number}" if number is not None else "a record without a version"
        for number in (found.old_version, found.new_version)
    )
    yield f"{found.set_id}: from {old} ({found.old_effective or 'no date'}) to {new} ({found.new_effective or 'no date'})"
    if not found.complete:
        yield "One of them is only a part of the label. What is missing in it was not taken out."
    if not found.sections:
        yield "Nothing changed but the layout."
    for section in found.sections:
        yield ""
        yield from _section(section)


def _section(section: SectionChange) -> Iterator[str]:
    from plainlabel.history.words import CLASS_WORDS, said  # noqa: PLC0415

    state = " (new section)" if section.old_id is None else " (section taken out)" if section.new_id is None else ""
    yield f"{section.section or section.new_id or section.old_id}{state}: {', '.join(CLASS_WORDS[one] for one in section.classes)}"
    yield from (f"  * {said(fact)}" for fact in section.facts)
    for change in section.texts[:_MOST]:
        yield from _change(change)
    if len(section.texts) > _MOST:
        yield f"  and {len(section.texts) - _MOST} more; --json gives all"


def _change(change: TextChange) -> Iterator[str]:
    if change.cells:
        for cell in change.cells:
            head = f", {cell.column}" if cell.column else ""
            yield f"  ~ {cell.row}{head}: {cell.old or 'nothing'} -> {cell.new or 'nothing'}"
    elif change.kind == "moved" and change.old and change.new:
        yield f"  > moved from {change.old.section}: {_cut(change.new.text)}"
    elif change.kind == "changed" and change.old and change.new:
        yield f"  ~ {marked(change.old.text, change.new.text)}"
    else:
        spot = change.new or change.old
        yield f"  {'+' if change.new else '-'} {_cut(spot.text) if spot else ''}"


def _cut(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONG else flat[:_LONG] + " ..."


def marked(old: str, new: str) -> str:
    """Returns the new sentence with the old words in [- -] and the new ones in [+ +]; long stretches without a change are cut."""
    before, after = old.split(), new.split()
    parts = []
    for tag, i, j, k, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            same = before[i:j]
            cut = len(same) > 2 * _WORDS_AROUND
            parts.append(" ".join([*same[:_WORDS_AROUND], "...", *same[-_WORDS_AROUND:]] if cut else same))
        else:
            parts += [f"[-{' '.join(before[i:j])}-]"] if j > i else []
            parts += [f"[+{' '.join(after[k:end])}+]"] if end > k else []
    return " ".join(parts)
