"""What is meant by a name, a set id, a section or a day in one edition."""

from __future__ import annotations

from functools import cached_property

from plainlabel.answers.search import starting_with
from plainlabel.edition.medicines import labels_for
from plainlabel.edition.opened import Edition
from plainlabel.edition.records import LabelRecord, Medicine, SectionRecord
from plainlabel.errors import NotHeldError
from plainlabel.identifiers import set_id as parse_set_id
from plainlabel.questions.medicine_names import Mention, resolve
from plainlabel.vocabulary.sections import by_field


class Named:
    """The medicines, labels and sections of an edition by what people call them."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition

    def find(self, name: str) -> tuple[Medicine | None, LabelRecord, tuple[str, ...]]:
        """Returns the medicine of a name or set id, the label that stands for it, and what to say of how it was found.

        Raises:
            NotHeldError: no label of it is held; the next step names near ones.
        """
        if parse_set_id(name):
            label = self.edition.label_by_set_id(name)
            return self.medicine_of(label), label, ()
        mentions = resolve(name[:200], self.edition)
        for mention in mentions:
            for key in mention.medicines if mention.match not in {"class", "ambiguous"} else ():
                medicine = self.edition.medicine(key)
                if medicine is not None:
                    best = labels_for(mention.name, medicine, self.edition.label)[0]
                    return medicine, self.edition.label(best), (mention.note,) if mention.note else ()
        raise NotHeldError(f"No label of {name[:80]!r} is held", next_step=self.suggestion(name, mentions))

    def on_day(
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

    def medicine_of(self, label: LabelRecord) -> Medicine | None:
        """Returns the first medicine that a label stands behind."""
        return self.edition.medicine(self._medicine_keys[label.key]) if label.key in self._medicine_keys else None

    @cached_property
    def _medicine_keys(self) -> dict[int, str]:
        """Returns the key of the first medicine of each label, by label key."""
        found: dict[int, str] = {}
        for medicine in self.edition.medicines():
            for label in medicine.labels:
                found.setdefault(label, medicine.key)
        return found

    def suggestion(self, name: str, mentions: tuple[Mention, ...]) -> str:
        """Returns the next step where no label of a name is held."""
        near = [candidate for mention in mentions for candidate in mention.candidates]
        near += [each.name for each in starting_with(self.edition, name[:4])[:5]] if not near else []
        hint = f"Did you mean {', '.join(dict.fromkeys(near))}?" if near else "Look for it with `plainlabel search`"
        known = [mention.name.name for mention in mentions if mention.name and not mention.medicines]
        return f"{known[0]} is a known name without a label here; get its label with `plainlabel add {known[0]}`" if known else hint

    def section(self, label: LabelRecord, wanted: str) -> SectionRecord:
        """Returns the section of a label that is meant by an id, a number, a code or a field name.

        Raises:
            NotHeldError: the label has no such section.
        """
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


def ingredients_of(label: LabelRecord) -> tuple[str, ...]:
    """Returns the active ingredients of a label, each once."""
    return tuple(dict.fromkeys(active.name.lower() for product in label.products for active in product.active))
