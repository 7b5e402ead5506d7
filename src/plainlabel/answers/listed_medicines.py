"""The medicines of an edition with their labels, as lists name them: A to Z, by key, by ingredients."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property

from plainlabel.answers.listed import ListedLabel, ListedMedicine, first_letter, readable_key
from plainlabel.answers.search import title_of_label
from plainlabel.answers.wording import capital
from plainlabel.edition.opened import Edition
from plainlabel.edition.records import LabelRecord, Medicine


class ListedMedicines:
    """The medicines of one edition, each list made when it is first asked for, then kept."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition

    @cached_property
    def medicines(self) -> tuple[ListedMedicine, ...]:
        """Returns all medicines by name."""
        found = [self._listed(each) for each in self._grouped if each.labels]
        return tuple(sorted(found, key=lambda each: (readable_key(each.name), each.key)))

    @cached_property
    def by_key(self) -> dict[str, Medicine]:
        """Returns the medicines by their readable key."""
        return {readable_key(each.key): each for each in self._grouped if each.labels}

    @cached_property
    def by_letter(self) -> dict[str, tuple[tuple[str, ListedMedicine], ...]]:
        """Returns (name, medicine) by first letter: every medicine under its own name, its brands and its ingredients."""
        found: dict[str, dict[tuple[str, str], ListedMedicine]] = defaultdict(dict)
        for each in self.medicines:
            generic = (" and ".join(each.ingredients),) if 0 < len(each.ingredients) < 4 else ()
            for name in {capital(one): None for one in (each.name, *each.brands, *generic)}:
                found[first_letter(name)][name, each.key] = each
        return {
            letter: tuple((name, each) for (name, _), each in sorted(held.items(), key=lambda one: one[0][0].lower()))
            for letter, held in sorted(found.items())
        }

    @cached_property
    def versions(self) -> dict[str, int | None]:
        """Returns the version that stands of each label, by set id."""
        return {label.set_id: label.version for label in self._labels.values()}

    @cached_property
    def _by_set_id(self) -> dict[str, str]:
        return {label.set_id: readable_key(self._medicines_of[key][0].key) for key, label in self._labels.items()}

    def medicine_of(self, set_id: str) -> str | None:
        """Returns the readable key of the medicine a label belongs to, or None."""
        return self._by_set_id.get(set_id)

    def other_forms(self, medicine: Medicine) -> tuple[ListedMedicine, ...]:
        """Returns the other medicines with the same ingredients."""
        own = readable_key(medicine.key)
        return tuple(each for each in self._by_ingredients.get(medicine.ingredients, ()) if each.key != own)

    @cached_property
    def _grouped(self) -> tuple[Medicine, ...]:
        return tuple(self.edition.medicines())

    @cached_property
    def _medicines_of(self) -> dict[int, tuple[Medicine, ...]]:
        found: dict[int, list[Medicine]] = defaultdict(list)
        for each in self._grouped:
            for key in each.labels:
                found[key].append(each)
        return {key: tuple(held) for key, held in found.items()}

    @cached_property
    def _labels(self) -> dict[int, LabelRecord]:
        return {key: self.edition.label(key) for key in sorted(self._medicines_of)}

    @cached_property
    def _by_ingredients(self) -> dict[tuple[str, ...], list[ListedMedicine]]:
        found: dict[tuple[str, ...], list[ListedMedicine]] = defaultdict(list)
        for each in self.medicines:
            found[each.ingredients].append(each)
        return found

    @cached_property
    def _listed_by_key(self) -> dict[str, ListedMedicine]:
        return {each.key: each for each in self.medicines}

    def _listed(self, medicine: Medicine) -> ListedMedicine:
        label = self._labels[medicine.labels[0]]
        release = f"{medicine.release} release" if medicine.release != "immediate" else ""
        form = ", ".join(filter(None, (*medicine.routes, release)))
        return ListedMedicine(
            readable_key(medicine.key),
            medicine.name,
            form,
            medicine.ingredients,
            medicine.brands,
            label.set_id,
            label.version,
            label.effective,
            label.partial,
        )

    def _label(self, label: LabelRecord, note: str = "") -> ListedLabel:
        medicines = self._medicines_of.get(label.key, ())
        medicine = readable_key(medicines[0].key) if medicines else None
        return ListedLabel(title_of_label(label), medicine, label.set_id, label.version, label.effective, label.labeler, note)
