"""An edition to ask: the one object that all interfaces use.

::

    with Library.open(None) as library:
        answer = library.ask("How long can Dupixent stay out of the fridge?")
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from plainlabel.answers.answer import answer
from plainlabel.answers.contract import Answer
from plainlabel.answers.search import (
    MOST_FOUND,
    FoundCondition,
    SearchResult,
    conditions_of,
    search,
    starting_with,
    title_of_label,
)
from plainlabel.answers.sentences.say import say
from plainlabel.answers.shown import (
    Shown,
    ShownFacts,
    ShownLabel,
    ShownPassage,
    ShownSection,
    ShownSectionLine,
    shown_class,
    shown_fact,
    shown_product,
)
from plainlabel.edition.medicines import labels_for
from plainlabel.edition.opened import Edition, locate, open_edition
from plainlabel.edition.records import LabelRecord, Medicine, SectionRecord
from plainlabel.errors import NotHeldError, UsageError
from plainlabel.facts.kinds import KINDS
from plainlabel.identifiers import set_id as parse_set_id
from plainlabel.label import heading, section_path
from plainlabel.questions.medicine_names import Mention, resolve
from plainlabel.vocabulary.sections import by_field

if TYPE_CHECKING:
    from plainlabel.action.simulate import Simulation
    from plainlabel.answers.simulated import Asked
    from plainlabel.history.records import LabelDiff
    from plainlabel.history.timeline import History


class Library:
    """An open edition that can be asked, shown and searched."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition

    @classmethod
    def open(cls, path: Path | None = None, environ: Mapping[str, str] | None = None) -> Library:
        """Returns the library of the edition at `path`; without it that of PLAINLABEL_EDITION, the user's own, or the starter.

        Raises:
            NoEditionError: there is none.
            BrokenEditionError: it is damaged or of another schema.
        """
        return cls(open_edition(locate(path, os.environ if environ is None else environ)))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Returns nothing; closes the edition."""
        self.edition.close()

    def ask(self, question: str, as_of: str | None = None) -> Answer:
        """Returns the answer to a question, from the label versions of `as_of` ("YYYY-MM-DD") where that is given.

        Raises:
            UsageError: `as_of` is no date.
        """
        return answer(question, self.edition, as_of)

    def show(self, name_or_set_id: str, as_of: str | None = None) -> Shown:
        """Returns a medicine with its standing label, or the version of it that was in force on `as_of` ("YYYY-MM-DD").

        Raises:
            NotHeldError: no label of that name or set id is held, or none was on that day; the next step names near ones.
        """
        medicine, label, notices = self._named(name_or_set_id)
        label, notices = self._on(label, medicine, as_of, notices)
        others = [self.edition.label(key).set_id for key in (medicine.labels if medicine else ())]
        facts: dict[str, list[dict[str, Any]]] = {}
        for fact in self.edition.facts(label.key):
            facts.setdefault(fact.kind, []).append(shown_fact(fact))
        return Shown(
            name=medicine.name if medicine and not parse_set_id(name_or_set_id) else title_of_label(label),
            ingredients=medicine.ingredients if medicine else _ingredients(label),
            classes=tuple(shown_class(each) for each in label.classes),
            label=ShownLabel(label.set_id, label.version, label.effective, label.title, label.labeler, label.partial),
            other_labels=tuple(dict.fromkeys(one for one in others if one != label.set_id)),
            products=tuple(shown_product(each) for each in label.products),
            sections=tuple(
                ShownSectionLine(each.id, each.code, each.number, each.title, each.characters)
                for each in self.edition.sections(label.key)
            ),
            facts=facts,
            notices=notices,
        )

    def facts(self, name_or_set_id: str, kind: str) -> ShownFacts:
        """Returns the facts of one kind of a medicine's standing label, each with its place and a sentence that says it.

        Raises:
            NotHeldError: no label of that name or set id is held; the next step names near ones.
            UsageError: there is no such kind of fact; the next step names the kinds.
        """
        if kind not in KINDS:
            raise UsageError(f"There is no kind of fact {kind[:40]!r}", next_step=f"The kinds are {', '.join(KINDS)}")
        medicine, label, notices = self._named(name_or_set_id)
        held = [fact for fact in self.edition.facts(label.key) if fact.kind == kind]
        return ShownFacts(
            name=medicine.name if medicine and not parse_set_id(name_or_set_id) else title_of_label(label),
            kind=kind,
            label=ShownLabel(label.set_id, label.version, label.effective, label.title, label.labeler, label.partial),
            facts=tuple({"sentence": say(fact.value), **shown_fact(fact)} for fact in held),
            notices=notices,
        )

    def show_section(self, set_id: str, section: str, version: int | None = None, as_of: str | None = None) -> ShownSection:
        """Returns the stored text of one section and its passages, of `version` or of the version in force on `as_of`.

        `set_id` may be a name. `section` is a section id, a number ("5.2"), a LOINC code or an openFDA field name; the first
        section that fits in this order is taken.

        Raises:
            NotHeldError: no such label or section is held.
        """
        if version is not None and parse_set_id(set_id):
            label = self.edition.label_by_set_id(set_id, version)
        else:
            medicine, standing, _ = self._named(set_id)
            label, _ = self._on(standing, medicine, as_of, ())
        record = self._section(label, section)
        tree = self.edition.section_tree(label.key)
        text = tree[record.id].text
        return ShownSection(
            label.set_id,
            label.version,
            record.id,
            record.code,
            record.number,
            record.title,
            tuple(heading(each) for each in section_path(tree, record.id)),
            text,
            tuple(
                ShownPassage(each.start, each.end, each.kind, each.highlight, text[each.start : each.end])
                for each in self.edition.passages(label.key, record.id)
            ),
        )

    def search(self, words: str, *, limit: int = MOST_FOUND, as_of: str | None = None) -> SearchResult:
        """Returns medicines, classes, conditions and passages that fit `words`; any text is a search.

        With `as_of` ("YYYY-MM-DD") medicines that had a label on that day, and passages as they stood on it.
        """
        found = search(self.edition, words, limit=limit, conditions=self._conditions)
        if as_of is None:
            return found
        from plainlabel.answers.search_as_of import as_of as on_day  # noqa: PLC0415

        return on_day(found, self.edition, as_of)

    def history(self, name_or_set_id: str) -> History:
        """Returns the versions held of a medicine's label, the oldest first, each with what it changed.

        Raises:
            NotHeldError: no label of that name or set id is held; the next step names near ones.
        """
        from plainlabel.history.timeline import history_of  # noqa: PLC0415

        label = self._named(name_or_set_id)[1]
        return history_of(self.edition, label.set_id, title_of_label(label))

    def diff(self, name_or_set_id: str, old: str | int, new: int) -> LabelDiff:
        """Returns what changed from one version of a label to another; `old` may name a JSON file with a fragment of it.

        Raises:
            NotHeldError: no such label or version is held, or only its facts.
            UsageError: `old` is neither a version nor a file.
            UnreadableDocumentError: the file is no fragment.
        """
        from plainlabel.history.compare import compare  # noqa: PLC0415
        from plainlabel.history.fragment import read_fragment  # noqa: PLC0415
        from plainlabel.history.records import Version  # noqa: PLC0415
        from plainlabel.history.timeline import compared  # noqa: PLC0415

        set_id = self._named(name_or_set_id)[1].set_id
        newer = self.edition.label_by_set_id(set_id, new)
        if str(old).isdecimal():
            return compared(self.edition, self.edition.label_by_set_id(set_id, int(old)), newer)
        file = Path(str(old))
        if not file.is_file():
            raise UsageError(
                f"{str(old)[:80]!r} is neither a version nor a file", next_step="List the versions with `plainlabel history`"
            )
        fragment = read_fragment(file)
        if fragment.set_id != set_id:
            raise UsageError("This fragment is of another label", file=str(file), next_step=f"Its set id is {fragment.set_id}")
        return compare(fragment, Version.of_edition(self.edition, newer))

    def simulate(self, name: str, asked: Asked | None = None) -> Simulation:
        """Returns a medicine simulated: by a published model, else by the figures its label states.

        Raises:
            NotHeldError: no label of that name is held, and there is no model of it.
            UsageError: the label states no half-life, or what is asked cannot be.
        """
        from plainlabel.action.pharmacokinetics import ANTIBODIES  # noqa: PLC0415 - NumPy loads only where it is needed
        from plainlabel.answers.simulated import Asked, simulated  # noqa: PLC0415

        asked = asked or Asked()
        if name.strip().lower() in ANTIBODIES:
            return simulated(name, (name.strip().lower(),), (), asked)
        medicine, label, _ = self._named(name)
        known = medicine.ingredients if medicine else _ingredients(label)
        title = medicine.name if medicine and not parse_set_id(name) else title_of_label(label)
        return simulated(title, known, self.edition.facts(label.key), asked)

    def medicine_keys(self, name: str) -> frozenset[str]:
        """Returns the keys of all medicines of a name, in every form of it.

        Raises:
            NotHeldError: no label of that name is held; the next step names near ones.
        """
        if parse_set_id(name):
            medicine = self._medicine_of(self.edition.label_by_set_id(name))
            return frozenset((medicine.key,) if medicine else ())
        mentions = resolve(name[:200], self.edition)
        keys = frozenset(key for one in mentions if one.match not in {"class", "ambiguous"} for key in one.medicines)
        if not keys:
            raise NotHeldError(f"No label of {name[:80]!r} is held", next_step=self._suggestion(name, mentions))
        return keys

    # --- by name -------------------------------------------------------------------------------------------------------

    def _named(self, name: str) -> tuple[Medicine | None, LabelRecord, tuple[str, ...]]:
        if parse_set_id(name):
            label = self.edition.label_by_set_id(name)
            return self._medicine_of(label), label, ()
        mentions = resolve(name[:200], self.edition)
        for mention in mentions:
            for key in mention.medicines if mention.match not in {"class", "ambiguous"} else ():
                medicine = self.edition.medicine(key)
                if medicine is not None:
                    best = labels_for(mention.name, medicine, self.edition.label)[0]
                    return medicine, self.edition.label(best), (mention.note,) if mention.note else ()
        raise NotHeldError(f"No label of {name[:80]!r} is held", next_step=self._suggestion(name, mentions))

    def _on(
        self, label: LabelRecord, medicine: Medicine | None, as_of: str | None, notices: tuple[str, ...]
    ) -> tuple[LabelRecord, tuple[str, ...]]:
        """Returns the version in force on a day of this label, else of another label of the medicine, and what to say of it."""
        if as_of is None:
            return label, notices
        from plainlabel.history.timeline import in_force  # noqa: PLC0415

        others = [self.edition.label(key) for key in (medicine.labels if medicine else ())]
        found, since = in_force(self.edition, [label, *others], as_of)
        if found is None:
            raise NotHeldError(
                f"No version of this label that stood on {as_of} is held",
                set_id=label.set_id,
                next_step=f"The first one held is of {since}" if since else "See `plainlabel history`",
            )
        newer = f"This is how the label stood on {as_of}. A newer version may say something else."
        return found, notices if found.standing else (*notices, newer)

    def _medicine_of(self, label: LabelRecord) -> Medicine | None:
        return self.edition.medicine(self._medicine_keys[label.key]) if label.key in self._medicine_keys else None

    @cached_property
    def _medicine_keys(self) -> dict[int, str]:
        """Returns the key of the first medicine of each label, by label key."""
        found: dict[int, str] = {}
        for medicine in self.edition.medicines():
            for label in medicine.labels:
                found.setdefault(label, medicine.key)
        return found

    @cached_property
    def _conditions(self) -> tuple[FoundCondition, ...]:
        return conditions_of(self.edition)

    def _suggestion(self, name: str, mentions: tuple[Mention, ...]) -> str:
        near = [candidate for mention in mentions for candidate in mention.candidates]
        near += [each.name for each in starting_with(self.edition, name[:4])[:5]] if not near else []
        hint = f"Did you mean {', '.join(dict.fromkeys(near))}?" if near else "Look for it with `plainlabel search`"
        known = [mention.name.name for mention in mentions if mention.name and not mention.medicines]
        return (
            f"{known[0]} is a known name without a label here; build an edition with its label: `plainlabel build`"
            if known
            else hint
        )

    def _section(self, label: LabelRecord, wanted: str) -> SectionRecord:
        sections = self.edition.sections(label.key)
        kind = by_field(wanted)
        ways = (
            [each for each in sections if each.id == wanted],
            [each for each in sections if each.number and each.number == wanted.rstrip(".")],
            [each for each in sections if each.own_code == wanted],
            [each for each in sections if kind is not None and each.own_code == kind.code],
            [each for each in sections if each.title and each.title.lower() == wanted.lower()],
        )
        for found in ways:
            if found:
                return found[0]
        raise NotHeldError(
            f"This label has no section {wanted[:80]!r}", set_id=label.set_id, next_step="List them with `plainlabel show`"
        )


def _ingredients(label: LabelRecord) -> tuple[str, ...]:
    return tuple(dict.fromkeys(active.name.lower() for product in label.products for active in product.active))
