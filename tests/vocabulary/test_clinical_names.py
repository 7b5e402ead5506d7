"""Names of conditions and reactions meet under one plain name."""

import pytest

from plainlabel.vocabulary.abbreviations import definitions
from plainlabel.vocabulary.clinical_keys import name_key, ordered_key
from plainlabel.vocabulary.clinical_names import defined_abbreviations, find, normalise, normalise_all, normalise_reaction
from plainlabel.vocabulary.conditions import by_key, conditions


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("eczema", "atopic dermatitis"),
        ("Dermatitis, Atopic", "atopic dermatitis"),
        ("high blood pressure", "hypertension"),
        ("oedema", "swelling"),
        ("iron-deficiency anaemia", "iron deficiency anemia"),
        ("oesophagitis", "esophagitis"),
        ("diarrhoea", "diarrhea"),
        ("leukaemias", "leukemia"),
        ("disease, Crohn’s", "Crohn's disease"),  # noqa: RUF001
        ("Crohns disease", "Crohn's disease"),
        ("type II diabetes mellitus", "type 2 diabetes"),
        ("infections of the urinary tract", "urinary tract infection"),
        ("COPD", "COPD"),
        ("copd", "COPD"),
        ("myocardial infarctions", "heart attack"),
        ("haemophilia A", "hemophilia A"),
        ("hepatitis A", "hepatitis A"),
        ("hepatitis", "hepatitis"),
        ("tumours", "tumor"),
    ],
)
def test_names_meet(words, name):
    assert normalise(words) == name


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("hair falling out", "alopecia"),
        ("ALT increased", "raised liver enzymes"),
        ("Vision blurred", "blurred vision"),
        ("abdominal pain upper", "stomach pain"),
        ("severe hypoglycaemia", "low blood sugar"),
        ("Rash maculo-papular", "rash"),
        ("injection site erythema", "injection site reaction"),
        ("feeling sick", "nausea"),
        ("drowsiness", "sleepiness"),
    ],
)
def test_reactions_meet(words, name):
    assert normalise_reaction(words) == name


@pytest.mark.parametrize(
    ("words", "name", "how"),
    [
        ("asthma", "asthma", "name"),
        ("moderate-to-severe plaque psoriasis", "plaque psoriasis", "qualified"),
        ("schizophrenia in adults", "schizophrenia", "qualified"),
        ("signs and symptoms of gout", "gout", "qualified"),
        ("hormone receptor-positive breast cancer", "breast cancer", "head"),
        ("restless leg syndrome (RLS)", "restless legs syndrome", "name"),
    ],
)
def test_how_a_name_is_found(words, name, how):
    found = find(words)
    assert found is not None
    assert (found.condition.name, found.how) == (name, how)


@pytest.mark.parametrize("words", ["", " , ", "all", "as", "an unheard-of wobble", "general disease", "tablets", "(", "\x00"])
def test_what_is_no_name_has_none(words):
    assert normalise(words) is None


def test_an_abbreviation_that_is_a_word_counts_in_capitals():
    assert normalise("ALL") == "acute lymphoblastic leukemia"
    assert normalise("all") is None


def test_the_head_before_of_counts():
    assert normalise("itching of chronic kidney disease") != "chronic kidney disease"


def test_two_conditions_are_not_taken_for_one():
    assert normalise("asthma and hay fever") is None
    assert normalise_all("asthma and hay fever") == ("asthma", "allergic rhinitis")
    assert normalise_all("gout") == ("gout",)


def test_the_label_defines_abbreviations():
    text = "Wobblex is for wobbling gait syndrome (WGS), moderate sneezing disorder (MSD; severe) and asthma (see 14)."
    assert defined_abbreviations(text) == {"WGS": "wobbling gait syndrome", "MSD": "moderate sneezing disorder"}
    for one in definitions(text):
        assert text[slice(*one.short_at)] == one.short
        assert text[slice(*one.long_at)] == one.long


def test_an_abbreviation_is_read_with_the_labels_definition():
    assert normalise("PE", {"PE": "pulmonary embolism"}) == "pulmonary embolism"
    assert normalise("GOX", {"GOX": "gout"}) == "gout"


def test_a_broken_definition_does_not_turn_a_known_abbreviation_round():
    assert normalise("NSCLC", {"NSCLC": "small cell lung cancer"}) == "non-small cell lung cancer"


def test_keys_fold_spelling_number_and_order():
    assert name_key("Tumours of the Breast") == name_key("breast tumor")
    assert name_key("dermatoses") == name_key("dermatosis")
    assert ordered_key("oesophageal ulcers") == "esophageal ulcer"
    assert ordered_key("ulcer, esophageal") != ordered_key("esophageal ulcer")


def test_less_of_something_is_not_that_thing():
    assert normalise_reaction("decreased sweating") is None
    assert normalise_reaction("decreased appetite") == "loss of appetite"
    assert normalise_reaction("lower back pain") == "back pain"


def test_every_name_of_the_table_finds_a_condition_and_preferred_names_find_themselves():
    table = conditions()
    assert len(table) > 5000
    assert len({one.name for one in table}) == len(table)
    found = by_key()
    for one in table:
        assert found[name_key(one.name)].name == one.name
        assert all(name_key(synonym) in found for synonym in one.synonyms)
