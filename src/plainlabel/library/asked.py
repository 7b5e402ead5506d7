"""An edition to ask: `Library`. Behind a person's own edition stands the starter; see `backing`."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from msgspec.structs import replace

from plainlabel.answers.answer import answer
from plainlabel.answers.contract import Answer
from plainlabel.answers.search import (
    MOST_FOUND,
    FoundCondition,
    SearchResult,
    conditions_of,
    search,
    title_of_label,
)
from plainlabel.answers.shown import (
    Shown,
    ShownFacts,
    ShownSection,
)
from plainlabel.edition.locate import is_own
from plainlabel.edition.opened import Edition, locate, open_edition
from plainlabel.errors import NotHeldError, PlainLabelError, UsageError
from plainlabel.identifiers import set_id as parse_set_id
from plainlabel.library import backing, showing
from plainlabel.library.named import Named, ingredients_of
from plainlabel.questions.medicine_names import resolve
from plainlabel.retrieval.reading import Reading

if TYPE_CHECKING:
    from plainlabel.action.simulate import Simulation
    from plainlabel.answers.simulated import Asked
    from plainlabel.history.records import LabelDiff
    from plainlabel.history.timeline import History


class Library:
    """An open edition that can be asked, shown and searched."""

    def __init__(self, edition: Edition, behind: Callable[[], Path] | None = None) -> None:
        self.edition = edition
        self.named = Named(edition)
        self._behind = behind

    @classmethod
    def open(cls, path: Path | None = None, environ: Mapping[str, str] | None = None) -> Library:
        """Returns the library of the edition at `path`; without it that of PLAINLABEL_EDITION, the user's own, or the starter.

        Raises:
            NoEditionError: there is none.
            BrokenEditionError: it is damaged or of another schema.
        """
        folder = locate(path, os.environ if environ is None else environ)
        return cls(open_edition(folder), backing.starter_folder if is_own(folder) else None)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Returns nothing; closes the edition."""
        self.edition.close()
        opened: Library | None = self.__dict__.get("starter")
        if opened is not None:
            opened.close()

    @cached_property
    def starter(self) -> Library | None:
        """Returns the starter behind a person's own edition; None behind any other, and where it cannot be read."""
        if self._behind is None:
            return None
        try:
            return Library(open_edition(self._behind()))
        except PlainLabelError:  # the own edition answers without it
            return None

    def holder(self, name: str) -> Library:
        """Returns the library that holds a name or set id: this one, or the starter where only that does."""
        if self._behind is None:
            return self
        try:
            self.named.find(name)
        except NotHeldError:
            return self.starter if self.starter is not None and _holds(self.starter, name) else self
        return self

    def ask(self, question: str, as_of: str | None = None) -> Answer:
        """Returns the answer to a question, from the label versions of `as_of` ("YYYY-MM-DD") where that is given.

        Raises:
            UsageError: `as_of` is no date.
        """
        own = answer(question, self.edition, as_of)
        if self._behind is None or backing.is_held(own) or self.starter is None:
            return own
        return backing.better(own, self.starter.ask(question, as_of))

    def edition_of(self, given: Answer) -> Edition:
        """Returns the edition that gave an answer: this one, or the starter behind it."""
        starter = self.starter if given.edition.id != self.edition.id else None
        return starter.edition if starter is not None else self.edition

    def show(self, name_or_set_id: str, as_of: str | None = None, *, facts_too: bool = True) -> Shown:
        """Returns a medicine with its standing label, or the version of it that was in force on `as_of` ("YYYY-MM-DD").

        Without `facts_too` its facts are left out, for those who read them from the edition.

        Raises:
            NotHeldError: no label of that name or set id is held, or none was on that day; the next step names near ones.
        """
        if (holder := self.holder(name_or_set_id)) is not self:
            shown = holder.show(name_or_set_id, as_of, facts_too=facts_too)
            return replace(shown, notices=(*shown.notices, backing.notice((shown.name,))))
        return showing.medicine(self.named, name_or_set_id, as_of, facts_too=facts_too)

    def facts(self, name_or_set_id: str, kind: str) -> ShownFacts:
        """Returns the facts of one kind of a medicine's standing label, each with its place and a sentence that says it.

        Raises:
            NotHeldError: no label of that name or set id is held; the next step names near ones.
            UsageError: there is no such kind of fact; the next step names the kinds.
        """
        if (holder := self.holder(name_or_set_id)) is not self:
            shown = holder.facts(name_or_set_id, kind)
            return replace(shown, notices=(*shown.notices, backing.notice((shown.name,))))
        return showing.facts(self.named, name_or_set_id, kind)

    def show_section(self, set_id: str, section: str, version: int | None = None, as_of: str | None = None) -> ShownSection:
        """Returns the stored text of one section and its passages, of `version` or of the version in force on `as_of`.

        `set_id` may be a name. `section` is a section id, a number ("5.2"), a LOINC code or an openFDA field name; the first
        section that fits in this order is taken.

        Raises:
            NotHeldError: no such label or section is held.
        """
        if (holder := self.holder(set_id)) is not self:
            return holder.show_section(set_id, section, version, as_of)
        return showing.section(self.named, set_id, section, version, as_of)

    def search(self, words: str, *, limit: int = MOST_FOUND, as_of: str | None = None) -> SearchResult:
        """Returns medicines, classes, conditions and passages that fit `words`; any text is a search.

        With `as_of` ("YYYY-MM-DD") medicines that had a label on that day, and passages as they stood on it.
        """
        found = search(self.edition, words, limit=limit, conditions=self._conditions)
        if as_of is not None:
            from plainlabel.answers.search_as_of import as_of as on_day  # noqa: PLC0415

            found = on_day(found, self.edition, as_of)
        if self.starter is None:
            return found
        return backing.together(found, self.starter.search(words, limit=limit, as_of=as_of), limit)

    def history(self, name_or_set_id: str) -> History:
        """Returns the versions held of a medicine's label, the oldest first, each with what it changed.

        Raises:
            NotHeldError: no label of that name or set id is held; the next step names near ones.
        """
        from plainlabel.history.timeline import history_of  # noqa: PLC0415

        if (holder := self.holder(name_or_set_id)) is not self:
            return holder.history(name_or_set_id)
        label = self.named.find(name_or_set_id)[1]
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

        if (holder := self.holder(name_or_set_id)) is not self:
            return holder.diff(name_or_set_id, old, new)
        set_id = self.named.find(name_or_set_id)[1].set_id
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
        if (holder := self.holder(name)) is not self:
            return holder.simulate(name, asked)
        medicine, label, _ = self.named.find(name)
        known = medicine.ingredients if medicine else ingredients_of(label)
        return simulated(showing.title_of(name, medicine, label), known, Reading(self.edition, label).facts(), asked)

    def medicine_keys(self, name: str) -> frozenset[str]:
        """Returns the keys of all medicines of a name, in every form of it.

        Raises:
            NotHeldError: no label of that name is held; the next step names near ones.
        """
        if parse_set_id(name):
            medicine = self.named.medicine_of(self.edition.label_by_set_id(name))
            return frozenset((medicine.key,) if medicine else ())
        mentions = resolve(name[:200], self.edition)
        keys = frozenset(key for one in mentions if one.match not in {"class", "ambiguous"} for key in one.medicines)
        if not keys:
            raise NotHeldError(f"No label of {name[:80]!r} is held", next_step=self.named.suggestion(name, mentions))
        return keys

    @cached_property
    def _conditions(self) -> tuple[FoundCondition, ...]:
        return conditions_of(self.edition)


def _holds(library: Library, name: str) -> bool:
    try:
        library.named.find(name)
    except NotHeldError:
        return False
    return True
