"""Finding the medicines a question names, on an invented vocabulary."""

import sys
from pathlib import Path

import pytest

from plainlabel.edition.names import fold
from plainlabel.edition.records import Medicine, Name
from plainlabel.questions.medicine_names import resolve
from plainlabel.questions.spelling import allowed
from plainlabel.questions.understand import understand

ROOT = Path(__file__).parents[2]


class Index:
    def __init__(self, *rows):
        self.rows = {}
        for row in rows:
            self.rows.setdefault(row.key, []).append(row)

    def names(self, key):
        return tuple(self.rows.get(key, ()))

    def name_keys(self):
        return tuple(self.rows)

    def medicine(self, key):
        brands = tuple(row.name for rows in self.rows.values() for row in rows if row.source == "label" and key in row.medicines)
        return Medicine(key, key, (key,), brands, ("oral",), "immediate", (1,))


def name(written, kind, *compositions, held=True, source="label"):
    compositions = tuple(tuple(one.split("+")) for one in compositions)
    return Name(
        fold(written),
        written,
        kind,
        compositions,
        source,
        tuple(one for many in compositions for one in ["+".join(many)]) if held else (),
    )


INDEX = Index(
    name("Zolvexa", "brand", "zolvexamine"),
    name("Zolvexa XR", "brand", "zolvexamine"),
    name("zolvexamine", "ingredient", "zolvexamine"),
    name("zolvexamine hydrochloride", "generic", "zolvexamine"),
    name("Oldbrand", "brand", "zolvexamine", source="rxnorm"),
    name("albidrine", "ingredient", "albidrine"),
    name("albidrine and zolvexamine", "generic", "albidrine+zolvexamine"),
    name("clorazotam", "ingredient", "clorazotam"),
    name("lorazotam", "ingredient", "lorazotam"),
    name("predniquine", "ingredient", "predniquine", held=False),
    name("predniquone", "ingredient", "predniquone"),
    name("Coldaway", "brand", "albidrine", "zolvexamine", held=False, source="rxnorm"),
    name("Today", "brand", "albidrine"),
    name("zolvex pill", "class", "zolvexamine", "albidrine"),
    name("old zolvex", "synonym", "zolvexamine"),
    name("water", "ingredient", "water", held=False),
    name("iron", "ingredient", "iron", held=False),
    name("vitamin b12", "ingredient", "cyanocobalamin"),
    name("Zolfex", "brand", "belcitol", source="rxnorm"),
    name("Senior", "brand", "belcitol", held=False, source="rxnorm"),
    name("hydrocodone", "ingredient", "hydrocodone"),
    name("acetaminophen and hydrocodone", "generic", "acetaminophen+hydrocodone"),
)


def found(text):
    return [(mention.asked, mention.match, mention.name.name if mention.name else None) for mention in resolve(text, INDEX)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("what is zolvexa for?", [("zolvexa", "exact", "Zolvexa")]),
        ("ZOLVEXA'S PRICE", [("ZOLVEXA'S", "exact", "Zolvexa")]),
        ("is Zolvexa\u2019s dose low", [("Zolvexa\u2019s", "exact", "Zolvexa")]),
        ("zolvexa-xr dose", [("zolvexa-xr", "exact", "Zolvexa XR")]),
        ("how many zolvexas a day", [("zolvexas", "exact", "Zolvexa")]),
        ("zolvexamine 50mg", [("zolvexamine", "exact", "zolvexamine")]),
        ("zolvexa#3", [("zolvexa", "exact", "Zolvexa")]),
        ("zolvexamine hydrochloride tablets", [("zolvexamine hydrochloride", "exact", "zolvexamine hydrochloride")]),
        ("generic for Oldbrand", [("Oldbrand", "synonym", "Oldbrand")]),
        ("is old zolvex safe", [("old zolvex", "synonym", "old zolvex")]),
        ("zolvex pills and sleep", [("zolvex pills", "class", "zolvex pill")]),
        ("b-12 or vitamin B-12", [("vitamin B-12", "exact", "vitamin b12")]),
        ("what is coldaway", [("coldaway", "ambiguous", "Coldaway")]),
        ("subzolvexamines", []),
        ("", []),
        ("??", []),
    ],
)
def test_names_as_written(text, expected):
    assert [one for one in found(text) if one[1] != "none"] == expected


@pytest.mark.parametrize("text", ["seniors and zolvexa", "zolvexa for seniors"])
def test_an_ordinary_word_is_no_brand_in_the_plural(text):
    assert [one for one in found(text) if one[1] != "none"] == [("zolvexa", "exact", "Zolvexa")]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("is hydrocodone 10/325 strong", "acetaminophen and hydrocodone"),
        ("hydrocodone 7.5 mg-325 mg tablet", "acetaminophen and hydrocodone"),
        ("hydrocodone 10 325", "acetaminophen and hydrocodone"),
        ("hydrocodone 10 mg", "hydrocodone"),
        ("hydrocodone 10 200 times", "hydrocodone"),
        ("zolvexamine 10/325", "zolvexamine"),
    ],
)
def test_two_strengths_name_the_combination(text, name):
    assert [one[2] for one in found(text)] == [name]


def test_offsets_are_of_the_question():
    text = "Can Crème go with Zolvexa XR?"
    (mention,) = [one for one in resolve(text, INDEX) if one.name]
    assert text[mention.start : mention.end] == mention.asked == "Zolvexa XR"


@pytest.mark.parametrize(
    ("text", "match", "read"),
    [
        ("zolvexxa side effects", "spelling", "Zolvexa"),
        ("zolvexamene side effects", "spelling", "zolvexamine"),
        ("zolvecsamine side effects", "spelling", "zolvexamine"),
        ("zolvexa mine dose", "exact", "Zolvexa"),
        ("zolve xamine dose", "spelling", "zolvexamine"),
    ],
)
def test_spelling_is_recovered_and_said(text, match, read):
    mention = next(one for one in resolve(text, INDEX) if one.match != "none")
    assert (mention.match, mention.name.name) == (match, read)
    assert match == "exact" or mention.note == f'read "{mention.asked}" as "{read}"'


@pytest.mark.parametrize("word", ["clorazotam", "lorazotam", "predniquine", "predniquone"])
def test_a_name_is_never_corrected_into_its_neighbour(word):
    assert found(f"what is {word}") == [(word, "exact", word)]


def test_two_near_names_ask():
    (mention,) = resolve("what is predniquane", INDEX)
    assert (mention.match, mention.name, mention.medicines) == ("ambiguous", None, ())
    assert set(mention.candidates) >= {"predniquone"}


def test_a_held_name_does_not_silently_displace_a_nearer_one():
    (mention,) = resolve("what is predniquene", INDEX)
    assert mention.match in {"ambiguous", "spelling"}
    assert "predniquine" in mention.candidates


@pytest.mark.parametrize("text", ["my symtoms are worse", "does it hurt anymore", "is the video any good", "asdf qwer"])
def test_ordinary_words_are_no_medicines(text):
    assert [one for one in found(text) if one[1] != "none"] == []


def test_words_that_are_nothing_are_told():
    assert found("qwertyuiop") == [("qwertyuiop", "none", None)]


def test_a_brand_that_is_an_ordinary_word_counts_only_where_written_as_a_name():
    assert found("can i start today") == []
    assert found("Today i feel ill") == []
    assert found("can i start. Today i feel ill") == []
    assert found("can i use Today in summer") == [("Today", "exact", "Today")]
    assert found("CAN I USE TODAY") == []


def test_everyday_substances_count_only_alone():
    assert found("what is water") == [("water", "exact", "water")]
    assert found("can i drink water with zolvexa") == [("zolvexa", "exact", "Zolvexa")]
    assert found("does zolvexa lower iron") == [("zolvexa", "exact", "Zolvexa")]
    assert found("can i take iron with zolvexa") == [("iron", "exact", "iron"), ("zolvexa", "exact", "Zolvexa")]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("what is albidrine and zolvexamine", 1),
        ("what is albidrine/zolvexamine", 1),
        ("zolvexamine-albidrine side effects", 1),
        ("zolvexamine hydrochloride and albidrine side effects", 1),
        ("can i take albidrine and zolvexamine?", 2),
        ("albidrine and zolvexamine together", 2),
        ("difference between albidrine and zolvexamine", 2),
        ("albidrine; zolvexamine", 2),
        ("does albidrine interact with zolvexamine", 2),
    ],
)
def test_combinations_and_pairs(text, count):
    mentions = resolve(text, INDEX)
    assert len(mentions) == count
    if count == 1:
        assert mentions[0].medicines == ("albidrine+zolvexamine",)


def test_the_form_that_is_named_comes_first():
    class Forms(Index):
        def medicine(self, key):
            route, release = {"a": ("oral", "immediate"), "b": ("oral", "extended"), "c": ("eye", "immediate")}[key]
            return Medicine(key, key, ("zolvexamine",), (), (route,), release, (1,))

    index = Forms(Name("zolvexamine", "zolvexamine", "ingredient", (("zolvexamine",),), "label", ("a", "b", "c")))
    first = {
        text: resolve(text, index)[0].medicines[0]
        for text in ("zolvexamine", "cut zolvexamine ER tablets", "is zolvexamine eye drops safe")
    }
    assert list(first.values()) == ["a", "b", "c"]


def test_allowed_letters():
    assert [allowed(length) for length in (5, 6, 7, 9, 10, 20)] == [1, 1, 2, 2, 3, 3]


@pytest.mark.parametrize("text", ["(" * 500, "zolvexa " * 300, "\x00\ud7ff zolvexa", "a" * 5000, "ﷺ" * 50])
def test_strange_questions_do_no_harm(text):
    for mention in resolve(text, INDEX):
        assert text[mention.start : mention.end] == mention.asked


@pytest.mark.shared
def test_consumers_questions(shared, monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    import names as benchmark

    result = benchmark.measure(shared)
    questions = result["medicationqa"]
    assert questions["share right"] >= 0.92
    assert questions["wrong"] <= 5
    assert questions["corrections beside the focus"] <= 6
    assert result["medquad_forms"]["wrong"] == 0
    assert "names" in sys.modules


VACCINES = Index(
    name("Zolvexa", "brand", "zolvexamine"),
    name("Poxigard", "brand", "greenpox virus vaccine"),
    name("Poxilive", "brand", "greenpox virus vaccine live strain"),
)


@pytest.mark.parametrize(("brand", "words"), [("Poxigard", "a vaccine"), ("Poxilive", "a live vaccine")])
def test_a_vaccine_beside_a_medicine_is_a_vaccine(brand, words):
    asked = understand(f"can I get {brand} while on Zolvexa", VACCINES)
    assert [mention.asked for mention in asked.mentions] == ["Zolvexa"]
    assert words.removeprefix("a ") in asked.masked
    assert asked.topic is not None
    assert asked.topic.key == "vaccines"


def test_a_vaccine_alone_is_the_medicine_asked_about():
    assert [mention.asked for mention in understand("what is Poxigard for", VACCINES).mentions] == ["Poxigard"]
