"""The lists of an edition: medicines A to Z, classes, conditions, ingredients, warnings, side effects, topics; each from facts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable
from functools import cached_property
from typing import Final

from plainlabel.answers.listed import (
    ListedLabel,
    ListedMedicine,
    ListedQuestion,
    Listing,
    by_name,
    kind_of,
    rate_of,
    readable_key,
)
from plainlabel.answers.listed_medicines import ListedMedicines
from plainlabel.answers.relatives import Relative, nearest
from plainlabel.answers.sentences.say import say
from plainlabel.answers.sentences.words import thing
from plainlabel.answers.wording import capital
from plainlabel.edition.medicines import is_homeopathic
from plainlabel.edition.records import Medicine
from plainlabel.facts.fact import Fact
from plainlabel.facts.kinds import AdverseReaction, BoxedWarning, ClassFact, Indication, IngredientFact, PopulationFact, TermCount
from plainlabel.questions.patterns import related_rows
from plainlabel.vocabulary.topics import TOPICS

_SPOKEN_OF: Final = frozenset({"advice", "reaction"})
_CLASS_KINDS: Final = frozenset({"EPC", "label"})
_WITHOUT_PRESCRIPTION: Final = "HUMAN OTC DRUG"
_PREGNANCY: Final = frozenset({"pregnancy", "lactation"})
_Wanted = Callable[[Fact], bool]


class Lists(ListedMedicines):
    """The lists of one edition, each made when it is first asked for, then kept."""

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
    def newest(self) -> tuple[ListedLabel, ...]:
        """Returns all standing labels, the newest first: by the day a label took effect, or was seen where that came before."""
        data_date = self.edition.data_date
        held = []
        for label in self._labels.values():
            ahead = bool(label.effective) and str(label.effective) > (label.seen or data_date)
            held.append(self._label(label, "It was published before the day it takes effect." if ahead else ""))
        return tuple(sorted(by_name(held), key=lambda each: min(each.effective or "", data_date), reverse=True))

    @cached_property
    def kinds(self) -> tuple[Listing, ...]:
        """Returns the kinds of product as the labels' document types name them (prescription drug, vaccine, device ...)."""
        return self._gathered((key, kind_of(label.document_type or ""), "") for key, label in self._labels.items())

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
        listings = [Listing(key[1], *about[key][:1], by_name(labels), key[0], about[key][1]) for key, labels in held.items()]
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
            (key, value.name or value.term, rate_of(value))
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
        return by_name(found)

    @cached_property
    def pregnancy(self) -> tuple[ListedLabel, ...]:
        """Returns the labels that speak of pregnancy or breast-feeding, with what they say in short."""
        return self._told("population", lambda fact: isinstance(fact.value, PopulationFact) and fact.value.group in _PREGNANCY)

    def counted(self, kind: str) -> tuple[tuple[ListedLabel, int], ...]:
        """Returns the labels that hold facts of one kind, by name, with how many."""
        counts = Counter(key for key, _ in self.edition.facts_of_kind(kind) if key in self._labels)
        held = {self._label(self._labels[key]): count for key, count in counts.items()}
        return tuple((each, held[each]) for each in by_name(held))

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
    def condition_keys(self) -> dict[str, str]:
        """Returns the readable key of each condition, by its title and by the words labels have for it, in small letters."""
        found = {each.title.lower(): each.key for each in self.conditions}
        known = set(found.values())
        for _, fact in self.edition.facts_of_kind("indication"):
            if isinstance(value := fact.value, Indication) and (key := readable_key(value.name or value.condition)) in known:
                found.setdefault(value.condition.lower(), key)
        return found

    def same_class(self, label_key: int) -> tuple[ListedMedicine, ...]:
        """Returns other medicines of the label's classes, the nearest first; by its mechanism where it has no class.

        A class is one that FDA establishes, or one the label gives itself ("an opioid agonist"): many records name none of FDA's.
        """
        near = self._class_kin(label_key)
        return self._nearest(label_key, {each for each, _ in near}, established={each for each, by_fda in near if by_fda})

    def same_condition(self, label_key: int) -> tuple[ListedMedicine, ...]:
        """Returns other medicines for a condition the label is approved for, the nearest first; none of its own class."""
        label = self._labels.get(label_key)
        shared = {one.medicine for each in self._uses.get(label.set_id if label else "", ()) for one in each.labels if one.medicine}
        return self._nearest(label_key, shared - {each for each, _ in self._class_kin(label_key)})

    def _class_kin(self, label_key: int) -> set[tuple[str, bool]]:
        """Returns (readable key, whether FDA itself names the class) of the medicines that share a class with a label."""
        label = self._labels.get(label_key)
        given = label.classes if label else ()
        fda = {("EPC", each.name) for each in given if each.kind == "EPC"}
        own = {name for name, labels in self._named_classes.items() if label_key in labels}
        if not fda and not own:
            fda = {("MoA", each.name) for each in given if each.kind == "MoA"}
        by_fda = {key for kind, name in fda for key in self.edition.class_members(kind, name)}
        by_name = {key for name in own for key in self._named_classes[name]} - by_fda
        pairs = ((by_fda, True), (by_name, False))
        return {(readable_key(one.key), by) for keys, by in pairs for key in keys for one in self._medicines_of.get(key, ())}

    @cached_property
    def _named_classes(self) -> dict[str, set[int]]:
        """Returns the labels of each established class or class of the label's own words, by the readable key of its name."""
        found: dict[str, set[int]] = defaultdict(set)
        for key, fact in self.edition.facts_of_kind("class"):
            if isinstance(fact.value, ClassFact) and fact.value.class_kind in _CLASS_KINDS:
                found[readable_key(fact.value.name)].add(key)
        return found

    def _nearest(self, label_key: int, keys: Iterable[str], established: Container[str] = ()) -> tuple[ListedMedicine, ...]:
        own = self._medicines_of.get(label_key, ())
        if not own:
            return ()
        held = [self.by_key[key] for key in keys if key in self.by_key]
        # What FDA has not reviewed (homeopathic, say) may name any condition; it stands only beside its like.
        near = [each for each in held if self._is_unreviewed(own[0]) or not self._is_unreviewed(each)]
        others = [self._relative(each, readable_key(each.key) in established) for each in near]
        return nearest(self._relative(own[0]), others)

    def _is_unreviewed(self, medicine: Medicine) -> bool:
        """Returns whether a medicine says it is homeopathic, or is sold freely under no application or monograph of FDA."""
        label = self._labels[medicine.labels[0]]
        sold_freely = (label.document_type or "").upper() == _WITHOUT_PRESCRIPTION
        return any(is_homeopathic(label, each) or (sold_freely and not each.application) for each in label.products[:1])

    def _relative(self, medicine: Medicine, established: bool = False) -> Relative:
        key = readable_key(medicine.key)
        return Relative(
            self._listed_by_key[key], frozenset(medicine.routes), self._conditions_of.get(key, frozenset()), established
        )

    @cached_property
    def _conditions_of(self) -> dict[str, frozenset[str]]:
        """Returns the readable keys of the conditions of each medicine, by its own."""
        found: dict[str, set[str]] = defaultdict(set)
        for each in self.conditions:
            for label in each.labels:
                if label.medicine:
                    found[label.medicine].add(each.key)
        return {key: frozenset(held) for key, held in found.items()}

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
            labels = by_name(self._label(self._labels[one], note) for one, note in notes.items())
            listings.append(Listing(key, titles[key].most_common(1)[0][0], labels))
        return tuple(listings)

    def _told(self, kind: str, wanted: _Wanted) -> tuple[ListedLabel, ...]:
        notes: dict[int, dict[str, None]] = defaultdict(dict)
        for key, fact in self.edition.facts_of_kind(kind):
            if key in self._labels and wanted(fact):
                notes[key][say(fact.value)] = None
        return by_name(self._label(self._labels[key], " ".join(said)) for key, said in notes.items())
