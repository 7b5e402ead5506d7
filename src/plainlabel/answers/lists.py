"""The lists of an edition: medicines A to Z, classes, conditions, ingredients, warnings, side effects, topics; each from facts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Final

from plainlabel.answers.listed import ListedLabel, ListedMedicine, ListedQuestion, Listing, first_letter, readable_key
from plainlabel.answers.search import title_of_label
from plainlabel.answers.sentences.say import say
from plainlabel.answers.sentences.words import thing
from plainlabel.answers.wording import capital, figure
from plainlabel.edition.opened import Edition
from plainlabel.edition.records import LabelRecord, Medicine
from plainlabel.facts.fact import Fact
from plainlabel.facts.kinds import AdverseReaction, BoxedWarning, Indication, IngredientFact, PopulationFact, TermCount
from plainlabel.questions.patterns import related_rows
from plainlabel.vocabulary.topics import TOPICS

_SPOKEN_OF: Final = frozenset({"advice", "reaction"})
_PREGNANCY: Final = frozenset({"pregnancy", "lactation"})
_Wanted = Callable[[Fact], bool]


class Lists:
    """The lists of one edition, each made when it is first asked for, then kept."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition

    def warm(self) -> None:
        """Returns nothing; makes the lists that most pages need, so that no reader waits for them."""
        for made in (
            self.medicines,
            self.by_key,
            self.by_letter,
            self.newest,
            self.classes,
            self.condition_keys,
            self._uses,
            self.versions,
            self._by_ingredients,
        ):
            len(made)

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
    def newest(self) -> tuple[ListedLabel, ...]:
        """Returns all standing labels, the newest first: by the day a label took effect, or was seen where that came before."""
        data_date = self.edition.data_date
        held = []
        for label in self._labels.values():
            ahead = bool(label.effective) and str(label.effective) > (label.seen or data_date)
            held.append(self._label(label, "It was published before the day it takes effect." if ahead else ""))
        return tuple(sorted(held, key=lambda each: (min(each.effective or "", data_date), each.name), reverse=True))

    @cached_property
    def kinds(self) -> tuple[Listing, ...]:
        """Returns the kinds of product as the labels' document types name them (prescription drug, vaccine, device ...)."""
        return self._gathered((key, _kind(label.document_type or ""), "") for key, label in self._labels.items())

    @cached_property
    def classes(self) -> tuple[Listing, ...]:
        """Returns the pharmacologic classes (EPC, MoA, PE, CS) with their labels."""
        held: dict[tuple[str, str], list[ListedLabel]] = defaultdict(list)
        about: dict[tuple[str, str], tuple[str, str | None]] = {}
        for label in self._labels.values():
            for each in label.classes:
                key = (each.kind, readable_key(each.name))
                about.setdefault(key, (each.name, each.code))
                held[key].append(self._label(label))
        listings = [Listing(key[1], *about[key][:1], _by_name(labels), key[0], about[key][1]) for key, labels in held.items()]
        return tuple(sorted(listings, key=lambda each: (each.kind or "", each.key)))

    @cached_property
    def conditions(self) -> tuple[Listing, ...]:
        """Returns the conditions that medicines are approved for."""
        return self._gathered(
            (key, value.name or value.condition, say(value))
            for key, fact in self.edition.facts_of_kind("indication")
            if isinstance(value := fact.value, Indication)
        )

    @cached_property
    def inactive_ingredients(self) -> tuple[Listing, ...]:
        """Returns the inactive ingredients with the labels that contain them."""
        return self._gathered(
            (key, value.name, "")
            for key, fact in self.edition.facts_of_kind("ingredient")
            if isinstance(value := fact.value, IngredientFact) and value.role == "inactive"
        )

    @cached_property
    def side_effects(self) -> tuple[Listing, ...]:
        """Returns the side effects with the labels that list them, the rate where one is given."""
        return self._gathered(
            (key, value.name or value.term, _rate(value))
            for key, fact in self.edition.facts_of_kind("adverse_reaction")
            if isinstance(value := fact.value, AdverseReaction)
        )

    @cached_property
    def boxed_warnings(self) -> tuple[ListedLabel, ...]:
        """Returns the labels that carry a boxed warning, with its subjects."""
        found = [
            self._label(self._labels[key], ", ".join(thing(each) for each in value.subjects))
            for key, fact in self.edition.facts_of_kind("boxed_warning")
            if isinstance(value := fact.value, BoxedWarning) and value.present and key in self._labels
        ]
        return _by_name(found)

    @cached_property
    def pregnancy(self) -> tuple[ListedLabel, ...]:
        """Returns the labels that speak of pregnancy or breast-feeding, with what they say in short."""
        return self._told("population", lambda fact: isinstance(fact.value, PopulationFact) and fact.value.group in _PREGNANCY)

    def counted(self, kind: str) -> tuple[tuple[ListedLabel, int], ...]:
        """Returns the labels that hold facts of one kind, by name, with how many."""
        counts = Counter(key for key, _ in self.edition.facts_of_kind(kind) if key in self._labels)
        held = {self._label(self._labels[key]): count for key, count in counts.items()}
        return tuple((each, held[each]) for each in _by_name(held))

    @cached_property
    def topics(self) -> tuple[Listing, ...]:
        """Returns the topics people ask about with the labels that speak of them for the patient."""
        titles = {topic.key: topic.title for topic in TOPICS}
        return self._gathered(
            (key, titles[value.topic], "")
            for key, fact in self.edition.facts_of_kind("term")
            if isinstance(value := fact.value, TermCount) and value.role in _SPOKEN_OF and value.topic in titles
        )

    @cached_property
    def _uses(self) -> dict[str, list[Listing]]:
        """Returns the conditions of each label by its set id."""
        found: dict[str, list[Listing]] = defaultdict(list)
        for each in self.conditions:
            for label in each.labels:
                found[label.set_id].append(each)
        return found

    @cached_property
    def _by_set_id(self) -> dict[str, str]:
        return {label.set_id: readable_key(self._medicines_of[key][0].key) for key, label in self._labels.items()}

    def medicine_of(self, set_id: str) -> str | None:
        """Returns the readable key of the medicine a label belongs to, or None."""
        return self._by_set_id.get(set_id)

    @cached_property
    def versions(self) -> dict[str, int | None]:
        """Returns the version that stands of each label, by set id."""
        return {label.set_id: label.version for label in self._labels.values()}

    @cached_property
    def condition_keys(self) -> dict[str, str]:
        """Returns the readable key of each condition, by its title in small letters."""
        return {each.title.lower(): each.key for each in self.conditions}

    def other_forms(self, medicine: Medicine) -> tuple[ListedMedicine, ...]:
        """Returns the other medicines with the same ingredients."""
        own = readable_key(medicine.key)
        return tuple(each for each in self._by_ingredients.get(medicine.ingredients, ()) if each.key != own)

    def same_class(self, label_key: int) -> tuple[ListedMedicine, ...]:
        """Returns other medicines of the label's established classes, or of its mechanism where it has no such class."""
        label = self._labels.get(label_key)
        classes = label.classes if label else ()
        wanted = "EPC" if any(each.kind == "EPC" for each in classes) else "MoA"
        found = {one for each in classes if each.kind == wanted for one in self.edition.class_members(each.kind, each.name)}
        return self._others(label_key, found)

    def same_condition(self, label_key: int) -> tuple[ListedMedicine, ...]:
        """Returns other medicines approved for a condition the label is approved for, those that share most first."""
        shared: Counter[str] = Counter()
        for each in self._uses.get(self._labels[label_key].set_id if label_key in self._labels else "", ()):
            shared.update({one.medicine for one in each.labels if one.medicine})
        own = {readable_key(each.key) for each in self._medicines_of.get(label_key, ())}
        found = self._named(key for key in shared if key not in own)
        return tuple(sorted(found, key=lambda each: -shared[each.key]))

    def questions(self, label_key: int, name: str) -> tuple[ListedQuestion, ...]:
        """Returns the questions that this label can answer, as its facts and sections show."""
        facts = {f"fact:{kind}" for kind in self.edition.fact_kinds(label_key)}
        codes = {f"section:{code}" for each in self.edition.sections(label_key) for code in (each.own_code, each.code) if code}
        held = facts | codes
        kept = [row for row in related_rows() if row["needs"] in held]
        return tuple(ListedQuestion(row["type"], row["question"].format(name=name)) for row in kept)

    def told_in(self, label_key: int, section_id: str) -> tuple[str, ...]:
        """Returns what was read from one section of a label, a sentence of our own for each fact; counts of topics left out."""
        facts = (fact for fact in self.edition.facts(label_key) if fact.place.section_id == section_id)
        return tuple(dict.fromkeys(say(fact.value) for fact in facts if not isinstance(fact.value, TermCount)))

    # --- how they are made ---------------------------------------------------------------------------------------------

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

    def _named(self, keys: Iterable[str]) -> list[ListedMedicine]:
        """Returns the medicines with these readable keys, by name."""
        found = [self._listed_by_key[key] for key in keys if key in self._listed_by_key]
        return sorted(found, key=lambda each: (readable_key(each.name), each.key))

    def _others(self, label_key: int, labels: Iterable[int]) -> tuple[ListedMedicine, ...]:
        own = {each.ingredients for each in self._medicines_of.get(label_key, ())}
        keys = {readable_key(each.key) for one in labels for each in self._medicines_of.get(one, ()) if each.ingredients not in own}
        return tuple(self._named(keys))

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

    def _gathered(self, found: Iterable[tuple[int, str, str]]) -> tuple[Listing, ...]:
        """Returns (label, title, note) by title: one label once in each, with its first note that says something."""
        held: dict[str, dict[int, str]] = defaultdict(dict)
        titles: dict[str, Counter[str]] = defaultdict(Counter)
        for label, title, note in found:
            if (key := readable_key(title)) and label in self._labels:
                titles[key][capital(thing(title))] += 1
                held[key][label] = held[key].get(label) or note
        listings = []
        for key, notes in sorted(held.items()):
            labels = _by_name(self._label(self._labels[one], note) for one, note in notes.items())
            listings.append(Listing(key, titles[key].most_common(1)[0][0], labels))
        return tuple(listings)

    def _told(self, kind: str, wanted: _Wanted) -> tuple[ListedLabel, ...]:
        notes: dict[int, dict[str, None]] = defaultdict(dict)
        for key, fact in self.edition.facts_of_kind(kind):
            if key in self._labels and wanted(fact):
                notes[key][say(fact.value)] = None
        return _by_name(self._label(self._labels[key], " ".join(said)) for key, said in notes.items())


def _by_name(labels: Iterable[ListedLabel]) -> tuple[ListedLabel, ...]:
    return tuple(sorted(labels, key=lambda each: (readable_key(each.name), each.set_id)))


def _rate(value: AdverseReaction) -> str:
    if value.rate_percent is None:
        return ""
    against = ""
    if value.comparator_percent is not None:
        against = f", against {figure(value.comparator_percent)}% on {thing(value.comparator or 'the comparator')}"
    return f"{'under ' if value.below else ''}{figure(value.rate_percent)}%{against}"


def _kind(document_type: str) -> str:
    """Returns a document type in words people use."""
    return document_type.lower().removeprefix("human ").removesuffix(" label").replace("otc drug", "drug without a prescription")
