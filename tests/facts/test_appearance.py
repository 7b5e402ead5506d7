"""Looks of invented medicines."""

import msgspec
import pytest

from plainlabel.facts.appearance import appearances
from plainlabel.facts.kinds import AppearanceFact
from plainlabel.facts.source import Source
from plainlabel.label import ActiveIngredient, Appearance, Block, Product, Section


@pytest.fixture
def read(label):
    return lambda *sections: [fact.value for fact in appearances(Source(label(*sections)))]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            'Tablets: 5 mg, light pink, oval-shaped, debossed with "ZF" on one side and "5" on the other.',
            [AppearanceFact("tablet", "5 mg", ("light pink",), "oval", "ZF;5")],
        ),
        ("Oral Suspension: 5 mg packets containing a yellow powder, consisting of white granules and pale pink grit granules.", []),
        (
            'Tablets: 5 mg: white, round, debossed with "Z5" 10 mg: blue, round, debossed with "Z10".',
            [
                AppearanceFact("tablet", "5 mg", ("white",), "round", "Z5"),
                AppearanceFact("tablet", "10 mg", ("blue",), "round", "Z10"),
            ],
        ),
        (
            'Capsules are white: 5 mg; gray imprint "ZF 5" 10 mg; gray imprint "ZF 10".',
            [
                AppearanceFact("capsule", "5 mg", ("white",), None, "ZF 5"),
                AppearanceFact("capsule", "10 mg", ("white",), None, "ZF 10"),
            ],
        ),
        (
            '20 mg capsules with "ZF" on a beige cap and "20" on a white body.',
            [AppearanceFact("capsule", "20 mg", ("beige", "white"), None, "ZF;20")],
        ),
        (
            "Injection: 50 mg/mL clear, colorless to pale yellow solution in a vial.",
            [AppearanceFact("injection", "50 mg/mL", ("colorless", "pale yellow"))],
        ),
        (
            "20 mg capsules with a green cap and a white body, printed ZF 20 on the body in black ink.",
            [AppearanceFact("capsule", "20 mg", ("green", "white"), None, "ZF 20")],
        ),
    ],
)
def test_one_sentence(read, section, text, wanted):
    assert read(section("43678-2", text)) == wanted


def test_a_sentence_without_a_strength_belongs_to_the_strength_before(read, section):
    text = "ZORFAN tablets contain 30 mg of zorfanib. The tablets are yellow and round."
    assert read(section("43678-2", text)) == [AppearanceFact("tablet", "30 mg", ("yellow",), "round")]


def test_the_fuller_description_counts(read, section):
    first = section("43678-2", "Tablets: 5 mg, white.")
    second = section("34069-5", 'ZORFAN 5 mg tablets are white and round, marked "Z".')
    assert read(first, second) == [AppearanceFact("tablet", "5 mg", ("white",), "round", "Z")]


@pytest.mark.parametrize(
    "text",
    [
        "ZORFAN 5 mg tablets come in white bottles.",
        "Vials of 5 mg have a blue flip-off cap.",
        "Do not use if the solution is yellow.",
    ],
)
def test_packages_have_no_looks(read, section, text):
    assert read(section("34069-5", text)) == []


def test_the_record_is_read_where_the_text_is_silent(label, section):
    look = Appearance("ZF;5", ("WHITE",), "ROUND")
    product = Product(name="ZORFAN", form="TABLET", active=(ActiveIngredient("zorfanib", strength="5 mg in 1 1"),), appearance=look)
    silent = msgspec.structs.replace(label(section("34069-5", "Bottles of 30.")), products=(product,))
    (fact,) = appearances(Source(silent))
    assert fact.value == AppearanceFact("tablet", "5 mg", ("white",), "round", "ZF;5")
    assert fact.place.section_id is None


def test_a_print_told_in_a_sentence_of_its_own(read, section):
    text = 'ZORFAN 30 mg capsules are yellow. Impressed with "Z" on one side.'
    assert read(section("43678-2", text)) == [AppearanceFact("capsule", "30 mg", ("yellow",), None, "Z")]


def test_a_print_before_the_next_strength(read, section):
    text = "ZORFAN Capsules 25 mg are blue and yellow capsules (NDC 1). Printed OP and 718 50 mg are blue and orange capsules."
    assert [fact.imprint for fact in read(section("34069-5", text))] == ["OP;718", None]


def test_a_sentence_that_runs_into_storage(read, section):
    text = 'ZORFAN tablets, 5 mg, white and round, marked "Z" Store at 20 degrees.'
    assert read(section("34069-5", text)) == [AppearanceFact("tablet", "5 mg", ("white",), "round", "Z")]


def test_the_colour_of_a_print_is_not_that_of_the_medicine(read, section):
    text = 'ZORFAN 75 mcg: capsule with black product code "Z 75" printed on one side.'
    assert read(section("43678-2", text)) == [AppearanceFact("capsule", "75 mcg", (), None, "Z 75")]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "ZORFAN comes as 3 mg and 7 mg round, pale-green tablets.\n3 mg: debossed ZF 3.\n7 mg: debossed ZF 7.",
            [
                AppearanceFact("tablet", "3 mg", ("pale-green",), "round", "ZF 3"),
                AppearanceFact("tablet", "7 mg", ("pale-green",), "round", "ZF 7"),
            ],
        ),
        (
            'Tablets: 3 mg and 7 mg, round, white, debossed with "ZF" on one side and "3" or "7" on the other side.',
            [
                AppearanceFact("tablet", "3 mg", ("white",), "round", "ZF;3"),
                AppearanceFact("tablet", "7 mg", ("white",), "round", "ZF;7"),
            ],
        ),
        (
            "Injection: 3 mg/mL and 7 mg/mL clear, pink solution in a vial.",
            [AppearanceFact("injection", "3 mg/mL", ("pink",)), AppearanceFact("injection", "7 mg/mL", ("pink",))],
        ),
        (
            "ZORFAN capsules 7 mg are light blue on one side and dark blue on the other side.",
            [AppearanceFact("capsule", "7 mg", ("light blue", "dark blue"))],
        ),
    ],
)
def test_looks_that_strengths_share(read, section, text, wanted):
    assert read(section("43678-2", text)) == wanted


def test_the_looks_of_a_liquid_hold_for_the_strengths_listed_behind_them(read, section):
    one = section("43678-2", "ZORFAN is a pink solution available as:", items=("3 mg/0.4 mL pen", "7 mg/0.9 mL pen"))
    assert read(one) == [AppearanceFact("solution", name, ("pink",)) for name in ("3 mg/0.4 mL", "7 mg/0.9 mL")]


def test_tablets_and_capsules_of_one_strength_are_two(read, section):
    text = 'Capsules: 7 mg, blue, imprinted with "ZC". Tablets: 7 mg, pink, round, debossed with "ZT".'
    assert [(value.form, value.imprint) for value in read(section("43678-2", text))] == [("capsule", "ZC"), ("tablet", "ZT")]


def _table(*rows):
    lines, blocks, at = ["\t".join(row) for row in rows], [], 0
    for line in lines:
        blocks.append(Block("row", at, at + len(line), table=0))
        at += len(line) + 1
    return Section("supplied", "34069-5", "16", "How Supplied", None, "\n".join(lines), tuple(blocks))


def test_strengths_as_columns(read):
    found = read(
        _table(
            ("ZORFAN Capsules", "5 mg", "10 mg"),
            ("Color", "Opaque White", "Gold, Opaque White"),
            ("Identification", "ZF 5", "“ZF 10” on one side"),
            ("Bottles of 30", "123-30", "124-30"),
        )
    )
    assert [(one.strength, one.colors, one.imprint) for one in found] == [
        ("5 mg", ("white",), "ZF 5"),
        ("10 mg", ("gold", "white"), "ZF 10"),
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "ZORFAN tablets are white, round, and imprinted as follows: 5 mg - Zorf 411; 10 mg - Zorf 412.",
            [("5 mg", ("white",), "Zorf 411"), ("10 mg", ("white",), "Zorf 412")],
        ),
        ("Tablets: 4 mg, blue, oval, debossed with \u00b4\u00b4F4\u00b4\u00b4 on one side.", [("4 mg", ("blue",), "F4")]),
        (
            "The 2 mg capsule holds white pellets filled in shells of size “4” with “Z L” on a green colored cap and “013” on a yellow body.",
            [("2 mg", ("green", "yellow"), "Z L;013")],
        ),
        ("Capsules: 5 mg, orange cap printed “ZF 5” in black and white body.", [("5 mg", ("orange", "white"), "ZF 5")]),
        # a mark in a sentence that goes on to storage
        (
            "ZORFAN tablets are brown and hold 2 mg. One side is engraved with “GX”; store in a refrigerator.",
            [("2 mg", ("brown",), "GX")],
        ),
        # what all strengths share leaves each its strength, and a bare shape of another tells nothing
        (
            "The tablets are white and oval with these engravings: 5 mg engraved with “Z5” 10 mg engraved with “Z10”.",
            [("5 mg", ("white",), "Z5"), ("10 mg", ("white",), "Z10")],
        ),
    ],
)
def test_looks_in_other_words(read, section, text, wanted):
    assert [(one.strength, one.colors, one.imprint) for one in read(section("34069-5", text))] == wanted


def test_words_of_a_table_head_are_no_imprint(read, section):
    text = "Tablets: 5 mg: peach, round, debossed with Details"
    assert [one.imprint for one in read(section("43678-2", text))] == [None]


def test_a_code_without_quotation_marks_stands_beside_the_quoted_letter(read, section):
    text = 'Tablets: 5 mg round, white, debossed with 852 on one side and debossed with "Z" on the other side.'
    found = read(section("43678-2", text))
    assert [one.imprint for one in found] == ["852;Z"]


@pytest.mark.parametrize(
    ("text", "colors"),
    [
        ("ZORFAN is a sterile, pink lyophilized powder containing norvexin.", [("pink",)]),
        ("Each vial contains 3 mL of a clear, yellow solution composed of norvexin containing salt.", [("yellow",)]),
        ("Norvexin is a white powder containing no salt.", []),
        ("When mixed, ZORFAN is a clear, pink solution containing salt.", []),
    ],
)
def test_a_description_tells_the_looks_of_the_medicine_not_of_its_substance(read, section, text, colors):
    assert [one.colors for one in read(section("34089-3", text))] == colors


def table(*lines):
    blocks, at = [], 0
    for kind, words in lines:
        blocks.append(Block(kind, at, at + len(words), table=0 if kind == "row" else None))
        at += len(words) + 1
    return Section("34069-5", "34069-5", None, "", None, "\n".join(words for _, words in lines), tuple(blocks))


def test_a_table_of_marks_beside_strengths(read):
    found = read(
        table(
            ("paragraph", "Zelvora tablets are round and supplied as follows:"),
            ("row", "Strength (mg)\tColor\tDebossing\tNDC"),
            ("row", "5\tPink\tZ 5 on one side\t11111-111-11"),
            ("row", "10\tBlue\tPlain\t11111-111-12"),
            ("row", "20\tWhite\tZ 20\t11111-111-13"),
        )
    )
    assert [(one.strength, one.colors, one.imprint) for one in found] == [
        ("5 mg", ("pink",), "Z 5"),
        # A mark that is none ("Plain") tells no imprint.
        ("20 mg", ("white",), "Z 20"),
    ]


def test_a_sign_above_its_mark_and_strengths_side_by_side(read):
    found = read(
        table(
            ("paragraph", "Zelvora tablets are 5 mg and 20 mg: White round tablets 10 mg: Pink round tablets available as:"),
            ("row", "Dosage\tDebossed\tNDC Code"),
            ("row", "\t^\t"),
            ("row", "5 mg\t51 on one side and plain other side\t11111-111-11"),
            ("row", "\t^\t"),
            ("row", "20 mg\t53 on one side and plain other side\t11111-111-13"),
        )
    )
    assert {one.strength: (one.colors, one.imprint) for one in found} == {
        "5 mg": (("white",), "^ 51"),
        "20 mg": (("white",), "^ 53"),
        "10 mg": (("pink",), None),
    }


def test_an_imprint_of_two_names(read, section):
    found = read(
        section("34069-5", "Zelvora 5 mg capsules have a red cap and body, imprinted with ZELVORA/NORV & SONS in white ink.")
    )
    assert [one.imprint for one in found] == ["ZELVORA/NORV & SONS"]
