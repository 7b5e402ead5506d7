"""Contraindications of invented labels: lists, substances, what stands before "contraindicated"."""

import msgspec
import pytest

from plainlabel.facts.contraindication import contraindications
from plainlabel.facts.limitation import limitations
from plainlabel.facts.source import Source
from plainlabel.label import ActiveIngredient, Block, Section

CODE = "34070-3"


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        (
            "ZORFAN is contraindicated in patients with hypersensitivity to morfan or dorfan.",
            ["hypersensitivity to morfan", "hypersensitivity to dorfan"],
        ),
        ("ZORFAN is contraindicated in people with allergy to any component of the cream.", ["allergy to components"]),
        ("ZORFAN is contraindicated in patients with asthma; red ears; stiff toes.", ["asthma", "red ears", "stiff toes"]),
        ("ZORFAN is contraindicated in patients with asthma, migraine, or gout.", ["asthma", "migraine", "gout"]),
        ("The concomitant use of morfan is contraindicated because toes may decay.", ["morfan"]),
        ("ZORFAN is contraindicated with: Concomitant use of morfan. Stiff toes.", ["use with morfan", "Stiff toes"]),
        ("None.", []),
        (
            "ZORFAN is contraindicated in patients with hypersensitivity to morfan or any of its components.",
            ["hypersensitivity to morfan", "hypersensitivity to components"],
        ),
        (
            "ZORFAN is contraindicated in patients with active cardiac, renal or hepatic disease.",
            ["active cardiac disease", "active renal disease", "active hepatic disease"],
        ),
        ("ZORFAN is contraindicated in patients taking morfan, dorfan, or torfan.", ["morfan", "dorfan", "torfan"]),
        ("ZORFAN is contraindicated in gout. Toes were lost in one man.", ["gout"]),
    ],
)
def test_terms(label, section, text, terms):
    assert [fact.value.term for fact in contraindications(Source(label(section(CODE, text))))] == terms


def test_the_text_of_a_subsection_says_more_than_its_title(label, section):
    parent = section(CODE, number="4")
    one = section(
        None, "ZORFAN is contraindicated in patients with red ears; stiff toes.", number="4.1", title="Ears, Toes", parent=CODE
    )
    assert [fact.value.term for fact in contraindications(Source(label(parent, one)))] == ["red ears", "stiff toes"]


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        # Old labels forbid without the word.
        ("ZORFAN should not be used in patients whose toes have turned blue.", ["patients whose toes have turned blue"]),
        ("Patients who have shown hypersensitivity to morfan should not be given ZORFAN.", ["hypersensitivity to morfan"]),
        ("ZORFAN is not recommended in persons with gout.", ["gout"]),
        (
            "ZORFAN is contraindicated in patients with known hypersensitivity to morfan and/or dorfan.",
            ["known hypersensitivity to morfan", "known hypersensitivity to dorfan"],
        ),
        (
            "ZORFAN is contraindicated in patients in whom sleep is unwise, in those with gout, or in patients with asthma.",
            ["patients in whom sleep is unwise", "gout", "asthma"],
        ),
        (
            "ZORFAN is contraindicated in patients with cardiac or severe renal disease.",
            ["cardiac disease", "severe renal disease"],
        ),
        ("Combination therapy of ZORFAN with morfan. Combination with sour milk.", ["use with morfan", "sour milk"]),
        (
            "ZORFAN is contraindicated in patients with evidence of gout, toe accident, or asthma.",
            ["evidence of gout", "toe accident", "asthma"],
        ),
        (
            "ZORFAN is contraindicated in patients with known lower toe inflammation or infection.",
            ["known lower toe inflammation or infection"],
        ),
        ("Morfan is contraindicated for use with ZORFAN.", ["Morfan"]),
        (
            "ZORFAN is contraindicated in individuals known to be hypersensitive or to have had a bad reaction to morfan.",
            ["hypersensitivity to morfan"],
        ),
        ("ZORFAN is contraindicated in second or third degree heart block.", ["second or third degree heart block"]),
        (
            "ZORFAN is contraindicated in patients with a history of asthma, hives, or other reactions after taking morfan.",
            ["history of asthma, hives, or other reactions after taking morfan"],
        ),
        ("ZORFAN is contraindicated in neonates, infants, and pregnant women.", ["neonates", "infants", "pregnant women"]),
        (
            "ZORFAN is contraindicated in patients with gout, known hypersensitivity to morfan, or to torfan.",
            ["gout", "known hypersensitivity to morfan", "known hypersensitivity to torfan"],
        ),
        ("ZORFAN is contraindicated in women who are or may become pregnant.", ["pregnancy"]),
        ("ZORFAN is contraindicated in viral disease of the toe, and also in gout.", ["viral disease of the toe", "gout"]),
    ],
)
def test_old_ways_to_forbid(label, section, text, terms):
    assert [fact.value.term for fact in contraindications(Source(label(section(CODE, text))))] == terms


def test_a_list_goes_on_over_the_sentences_between_its_items(label, section):
    text = (
        "ZORFAN is contraindicated in patients with:\n"
        "Gout.\nZORFAN should not be used with morfan.\nMigraine.\nToes may fall off in such patients."
    )
    assert [fact.value.term for fact in contraindications(Source(label(section(CODE, text))))] == [
        "Gout",
        "morfan",
        "Migraine",
    ]


def test_drugs_under_their_groups(label, section):
    text = "ZORFAN is contraindicated with drugs listed below.\nToe relaxants: morfan, dorfan Ear drops: torfan when used at night"
    assert [fact.value.term for fact in contraindications(Source(label(section(CODE, text))))] == ["morfan", "dorfan", "torfan"]


def test_what_was_taken_for_highlights_but_restates_nothing(label):
    lines = (
        ("ZORFAN is contraindicated in patients with gout.", False),
        ("ZORFAN is also contraindicated in patients with migraine [see Toes (5.1)].", True),
        ("Gout. ( 4 )", True),
    )
    text, blocks = "", []
    for words, highlight in lines:
        text += "\n" if text else ""
        blocks.append(Block("paragraph", len(text), len(text) + len(words), highlight=highlight))
        text += words
    one = Section("c", CODE, "4", "CONTRAINDICATIONS", None, text, tuple(blocks))
    assert [fact.value.term for fact in contraindications(Source(label(one)))] == ["gout", "migraine"]


def test_over_the_counter_items_without_a_verb(label, section):
    one = section("50570-1", "on broken skin; if allergic to morfan")
    assert [fact.value.term for fact in contraindications(Source(label(one)))] == ["broken skin", "allergy to morfan"]


def test_names_that_flattened_text_runs_together(label, section):
    one = section("50570-1", "Do not use on deep or puncture wounds animal bites serious burns")
    found = [fact.value.term for fact in contraindications(Source(label(one)))]
    assert found == ["deep or puncture wounds", "animal bites", "serious burns"]


def test_people_told_by_clauses_in_a_list(label, section):
    text = "ZORFAN should not be used in: a. patients whose toes are blue b. patients who do not sleep"
    found = [fact.value.term for fact in contraindications(Source(label(section(CODE, text))))]
    assert found == ["patients whose toes are blue", "patients who do not sleep"]


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Patients with gout or asthma are not candidates for ZORFAN.", ["gout", "asthma"]),
        ("ZORFAN is contraindicated in serious lung, bowel or skin disease.", ["serious lung disease", "serious bowel disease", "serious skin disease"]),
        ("ZORFAN is contraindicated in obstruction of the upper or lower ear canal.", ["obstruction of the upper ear canal", "obstruction of the lower ear canal"]),
        ("ZORFAN should never be used by patients allergic to walnuts.", ["allergy to walnuts"]),
        ("ZORFAN should also not be used in patients with stiff toes.", ["stiff toes"]),
        ("Tired Toes Anuria, gout, and evidence of asthma are contraindications to the use of ZORFAN.", ["Anuria", "gout", "evidence of asthma"]),
        ("ZORFAN is contraindicated in patients with known, suspected, or history of gout.", ["known, suspected, or history of gout"]),
        ("ZORFAN is contraindicated in patients taking ear drops, such as dorfan or morfan.", ["ear drops", "dorfan", "morfan"]),
        ("ZORFAN is contraindicated in patients with red ears, in pregnant women, and in nursing mothers.", ["red ears", "pregnant women", "nursing mothers"]),
        ("ZORFAN is contraindicated in patients taking pimozide or ergot alkaloids.", ["pimozide", "ergot alkaloids"]),
        ("ZORFAN must not be given without the addition of tea.", []),
    ],
)  # fmt: skip
def test_shared_heads_and_other_verbs(label, section, text, terms):
    assert [fact.value.term for fact in contraindications(Source(label(section(CODE, text))))] == terms


def test_a_statement_behind_a_reference_that_lost_its_full_stop(label, section):
    text = "ZORFAN is contraindicated in patients with gout [see Warnings (5.1)]  Use of ZORFAN and dorfan is contraindicated."
    assert next(fact.value.term for fact in contraindications(Source(label(section(CODE, text))))) == "gout"


def test_items_behind_a_reaction_are_what_it_is_to(label, section):
    one = section(CODE, "ZORFAN is contraindicated in patients with hypersensitivity to:", items=("• morfan;", "• dorfan"))
    told = [fact.value.term for fact in contraindications(Source(label(one)))]
    assert told == ["hypersensitivity to morfan", "hypersensitivity to dorfan"]


def test_over_the_counter_conditions(label, section):
    uses = section("55105-1", "Purpose Ear cream")
    one = section("50570-1", "Do not use if you are taking dorfan if you have gout if you are allergic to any of the ingredients")
    told = [fact.value.term for fact in contraindications(Source(label(uses, one)))]
    assert told == ["dorfan", "gout", "allergy to ingredients"]


def test_groups_of_drugs_end_where_another_statement_begins(label, section):
    text = "Ear drugs: morfan Toe drugs: dorfan, torfan Nose drugs, e.g., norfan ZORFAN is contraindicated with many drugs."
    assert [fact.value.term for fact in contraindications(Source(label(section(CODE, text))))] == [
        "morfan",
        "dorfan",
        "torfan",
        "norfan",
    ]


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        (
            "ZORFAN is contraindicated in patients with known protein C, protein S or antithrombin deficiency, or other known clots.",
            ["known protein C deficiency", "known protein S deficiency", "known antithrombin deficiency", "other known clots"],
        ),
        (
            "ZORFAN is contraindicated with other drugs containing morfan, dorfan, or torfan.",
            ["other drugs containing morfan", "other drugs containing dorfan", "other drugs containing torfan"],
        ),
        ("ZORFAN is contraindicated in children less than 6 years of age.", ["children less than 6 years of age"]),
        ("ZORFAN is contraindicated in patients concomitantly using strong morfans.", ["strong morfans"]),
        (
            "Contraindications to the use of ZORFAN include the presence of gout, asthma, and migraine.",
            ["presence of gout", "asthma", "migraine"],
        ),
        ("ZORFAN is contraindicated in comatose states from any cause.", ["comatose states from any cause"]),
    ],
)
def test_people_and_shared_words(label, section, text, terms):
    assert [fact.value.term for fact in contraindications(Source(label(section(CODE, text))))] == terms


def test_a_name_with_capitals_is_not_cut_behind_a_small_word(label, section):
    items = ("Dementia with Lewy bodies", "Sphincter of Oddi disease", "Allergic reactions to Erwinia morfanase;")
    one = section(CODE, "ZORFAN is contraindicated in patients with:", items=items)
    assert [fact.value.term for fact in contraindications(Source(label(one)))] == [
        "Dementia with Lewy bodies",
        "Sphincter of Oddi disease",
        "Allergic reactions to Erwinia morfanase",
    ]


def test_what_reactions_followed_is_told_by_itself(label, section):
    text = (
        "ZORFAN is contraindicated in patients with reactions after taking morfan. "
        "ZORFAN is contraindicated in patients currently receiving morfan."
    )
    found = [fact.value.term for fact in contraindications(Source(label(section(CODE, text))))]
    assert found == ["reactions after taking morfan", "morfan"]


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        (
            "ZORFAN is contraindicated in gout or a history of gout.",
            ["gout"],
        ),
        (
            "ZORFAN is contraindicated in patients with known anaphylactic reaction, angioedema, or hypersensitivity to ZORFAN.",
            ["known anaphylactic reaction to ZORFAN", "known angioedema to ZORFAN", "known hypersensitivity to ZORFAN"],
        ),
        ("ZORFAN is contraindicated in patients with active DVT, PE, or history of these conditions.", ["active DVT", "active PE"]),
        (
            "ZORFAN is contraindicated with inhibitors of cytochrome P450 3A (CYP3A) that are known to increase its levels, and warfarin.",
            ["inhibitors of CYP3A", "warfarin"],
        ),
        (
            "ZORFAN is contraindicated in gout. With morfan and/or norfan, all contraindications to morfan and/or norfan also apply.",
            ["gout", "contraindications to morfan", "contraindications to norfan"],
        ),
        (
            "ZORFAN is contraindicated in patients with hypersensitivity to zelvora, its metabolite, norvexin, or to any component.",
            ["hypersensitivity to zelvora", "hypersensitivity to norvexin", "hypersensitivity to components"],
        ),
        ("ZORFAN is contraindicated in active hepatitis B infection.", ["active hepatitis B infection"]),
    ],
)
def test_terms_that_share_words(label, section, text, terms):
    assert [fact.value.term for fact in contraindications(Source(label(section(CODE, text))))] == terms


def test_people_that_flattening_ran_together(label, section):
    text = (
        "Known hypersensitivity to the drug Men with cancer of the breast Men with known or suspected cancer of the prostate gland "
        "Women who are nursing Patients with serious heart, liver or kidney disease"
    )
    assert [fact.value.term for fact in contraindications(Source(label(section(CODE, text))))] == [
        "Known hypersensitivity to the drug",
        "cancer of the breast",
        "known or suspected cancer of the prostate gland",
        "nursing",
        "serious heart disease",
        "serious liver disease",
        "serious kidney disease",
    ]


def test_uses_and_transplants_of_an_over_the_counter_label(label, section):
    told = section("50570-1", items=("for regular toe care", "if you have been diagnosed with brittle toes"))
    alert = section("34071-1", "Transplant alert: do not use if you have had a toe transplant.")
    source = Source(label(section("55105-1", "Purpose Toe care"), told, alert))
    assert [fact.value.term for fact in contraindications(source)] == ["toe transplant", "brittle toes"]
    assert [fact.value.term for fact in limitations(source)] == ["regular toe care"]


def test_this_drug_is_named_and_a_contraindication_is_extended(label, section):
    text = (
        "ZORFAN is contraindicated in patients with hypersensitivity to this drug. "
        "ZORFAN is contraindicated for use with morfan. This contraindication is often extended to other toe creams."
    )
    made = label(section(CODE, text))
    product = msgspec.structs.replace(made.products[0], active=(ActiveIngredient("ZORFANIB"),))
    found = [fact.value.term for fact in contraindications(Source(msgspec.structs.replace(made, products=(product,))))]
    assert found[0] == "hypersensitivity to zorfanib"
    assert found[-1] == "other toe creams"
