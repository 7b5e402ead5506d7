"""Adverse reactions of invented labels: terms of lists and sentences, and how they join with those of tables."""

import pytest

from plainlabel.facts.adverse_reaction import adverse_reactions
from plainlabel.facts.reaction_people import Told
from plainlabel.facts.reaction_terms import listed_terms, organ_class, reaction_term, row_term
from plainlabel.facts.source import Source
from plainlabel.label import Block, Section

CODE = "34084-4"


@pytest.fixture
def terms(label):
    """Returns a function that gives (term, how) of every reaction of a label with the given sections."""

    def read(*sections):
        return [(fact.value.term, fact.value.seriousness) for fact in adverse_reactions(Source(label(*sections)))]

    return read


def test_a_sentence_says_how_its_list_was_reported(section, terms):
    text = (
        "The most common adverse reactions (incidence at least 5%) are headache, nausea, and dry mouth.\n"
        "Serious adverse reactions included pneumonia (2%) and sepsis.\n"
        "Other adverse reactions were vertigo; tinnitus."
    )
    assert terms(section(CODE, text)) == [
        ("headache", "common"),
        ("nausea", "common"),
        ("dry mouth", "common"),
        ("pneumonia", "serious"),
        ("sepsis", "serious"),
        ("vertigo", "reported"),
        ("tinnitus", "reported"),
    ]


def test_postmarketing_sections_by_organ_class(section, label):
    text = "The following adverse reactions have been identified after approval.\nCardiac disorders: syncope, palpitations Eye disorders: blurred vision"
    part = section(CODE, text, number="6.2", title="Postmarketing Experience")
    found = [fact.value for fact in adverse_reactions(Source(label(part)))]
    assert [(one.term, one.seriousness, one.organ_class) for one in found] == [
        ("syncope", "postmarketing", "cardiac disorders"),
        ("palpitations", "postmarketing", "cardiac disorders"),
        ("blurred vision", "postmarketing", "eye disorders"),
    ]


def test_a_list_of_other_sections(section, terms):
    opening = "The following serious adverse reactions are described elsewhere in the labeling:"
    items = ("Pancreatitis [see Warnings and Precautions (5.1)]", "Hearing loss [see Warnings and Precautions (5.2)]")
    assert terms(section(CODE, opening, items=items)) == [("pancreatitis", "serious"), ("hearing loss", "serious")]


@pytest.mark.parametrize(
    "text",
    [
        "No cases of pancreatitis were reported.",
        "The safety of ZORFAN was evaluated in 90 patients with asthma.",
        "In rats, seizures were observed.",
    ],
)
def test_what_is_no_reaction_of_the_medicine(section, terms, text):
    assert terms(section(CODE, text)) == []


def test_what_a_table_has_is_not_listed_again(terms):
    text = "Term\tZORFAN N=20 %\nHeadache\t9\nThe most common adverse reactions are headache and nausea."
    lines = text.split("\n")
    starts = [0, len(lines[0]) + 1, len(lines[0]) + len(lines[1]) + 2]
    rows = [Block("row", start, start + len(line), table=1) for start, line in zip(starts, lines[:2], strict=False)]
    part = Section("s", CODE, "6", "Adverse Reactions", None, text, (*rows, Block("paragraph", starts[2], len(text))))
    assert terms(part) == [("headache", "reported"), ("nausea", "common")]


def test_places_are_exact(section, label):
    part = section(CODE, "The most common adverse reactions are headache and dry mouth.")
    places = [fact.place for fact in adverse_reactions(Source(label(part)))]
    assert [part.text[place.start : place.end] for place in places] == ["headache", "dry mouth"]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("nausea, vomiting, and dry mouth", ["nausea", "vomiting", "dry mouth"]),
        ("arthralgia and back pain", ["arthralgia", "back pain"]),
        ("abnormal and vivid dreams", ["abnormal and vivid dreams"]),
        ("headache (10%, 3 of 30), cough", ["headache", "cough"]),
        ("infections including pneumonia", ["infections", "pneumonia"]),
        ("rare cases of tremor", ["tremor"]),
        ("sneezing in 5% of patients", ["sneezing"]),
    ],
)
def test_lists_are_cut_where_reactions_part(text, pieces):
    assert [term for term, _, _ in listed_terms(text)] == pieces


def test_terms_keep_abbreviations_and_names_only():
    assert reaction_term("Dry Mouth") == "dry mouth"
    assert reaction_term("ALT Increased") == "ALT increased"
    assert reaction_term("STEVENS-JOHNSON SYNDROME") == "Stevens-Johnson syndrome"
    assert reaction_term("Patients were counted once") is None
    assert row_term("Any adverse reaction") is None
    assert row_term("Eye Disorders Watery eyes") == "watery eyes"


def test_organ_classes():
    assert organ_class("Skin and Subcutaneous Tissue Disorders") == "skin and subcutaneous tissue disorders"
    assert organ_class("Body as a Whole") == "body as a whole"
    assert organ_class("Skin striae") is None


def test_what_other_sections_discuss_is_read_as_headings(section, terms):
    text = (
        "The following adverse reactions are described elsewhere in the labeling: Stomach Bleeding, Ulceration and Perforation "
        "[see Warnings and Precautions (5.1)] Hearing Loss and Nausea [see Warnings and Precautions (5.2)] "
        "Use in Patients with Gout [see Warnings and Precautions (5.3)] The most common adverse reactions are cough and rash."
    )
    assert terms(section(CODE, text)) == [
        ("stomach bleeding, ulceration and perforation", "serious"),
        ("hearing loss", "serious"),
        ("nausea", "serious"),
        ("cough", "common"),
        ("rash", "common"),
    ]


def test_reactions_that_led_to_stopping_are_reported(section, terms):
    text = "Adverse reactions leading to discontinuation included headache and nausea."
    assert terms(section(CODE, text)) == [("headache", "reported"), ("nausea", "reported")]


def test_headings_in_capitals_and_by_frequency(section, terms):
    text = "NEUROLOGICAL: Mild headaches have been reported.\nCardiovascular system - Infrequent: syncope, tachycardia.\nRare: yawn, vertigo."
    assert [term for term, _ in terms(section(CODE, text))] == ["headaches", "syncope", "tachycardia", "yawn", "vertigo"]


def test_examples_in_brackets_count_and_abbreviations_do_not(section, terms):
    text = "The most common adverse reactions were abdominal pain (abdominal discomfort, abdominal distension) and fixed drug eruption (FDE)."
    assert [term for term, _ in terms(section(CODE, text))] == [
        "abdominal pain",
        "abdominal discomfort",
        "abdominal distension",
        "fixed drug eruption",
    ]


def test_trials_and_later_use_in_one_list_are_not_postmarketing(section, terms):
    text = "These adverse reactions have been identified both in clinical trials and during post approval use: anemia, agitation."
    assert terms(section(CODE, text)) == [("anemia", "reported"), ("agitation", "reported")]


def test_rows_that_list_reactions_by_organ_class(label):
    lines = ["Cardiovascular\tBradycardia, hypertension", "Digestive\tNausea 27%, vomiting 16%"]
    text = "\n".join(lines)
    starts = [0, len(lines[0]) + 1]
    rows = [Block("row", start, start + len(line), table=1) for start, line in zip(starts, lines, strict=True)]
    part = Section("s", CODE, "6", "Adverse Reactions", None, text, tuple(rows))
    found = [(fact.value.term, fact.value.rate_percent) for fact in adverse_reactions(Source(label(part)))]
    assert sorted(found, key=str) == sorted(
        [("bradycardia", None), ("hypertension", None), ("nausea", 27.0), ("vomiting", 16.0)], key=str
    )


def names(read, *sections):
    return [term for term, _ in read(*sections)]


def test_a_stretch_without_a_verb_is_a_list(section, terms):
    text = "Odd crystal coughing, nausea, headache [see Dosage (2.1, 2.3)], blue knee ache"
    part = section(CODE, text, number="6.2", title="Postmarketing Experience")
    assert terms(part) == [(term, "postmarketing") for term in ("odd crystal coughing", "nausea", "headache", "blue knee ache")]


def test_members_beside_known_reactions_and_behind_cues(section, terms):
    assert "lethargy" in names(terms, section(CODE, "It is at times accompanied by malaise, lethargy and fatigue."))
    assert names(terms, section(CODE, "One patient developed deep vein thrombosis of the leg.")) == ["deep vein thrombosis"]


def test_a_run_without_commas_is_parted_at_its_capitals(section, terms):
    text = "Adverse effects observed include: Vomiting Nervousness Dry mouth Headache Rash Blurred vision"
    assert names(terms, section(CODE, text)) == ["vomiting", "nervousness", "dry mouth", "headache", "rash", "blurred vision"]


def test_capitals_inside_one_name_part_nothing(section, terms):
    part = section(CODE, "Nausea, Central Nervous System Depression, Posterior Reversible Encephalopathy Syndrome")
    assert names(terms, part) == ["nausea", "central nervous system depression", "posterior reversible encephalopathy syndrome"]


def test_headings_that_only_a_colon_tells(section, terms):
    text = "Cardiac disorders: syncope Eye disorders: blurred vision Odd Heading: headache, rash"
    assert names(terms, section(CODE, text)) == ["syncope", "blurred vision", "headache", "rash"]


@pytest.mark.parametrize(
    "text",
    [
        "Skin and appendages: rash, contact dermatitis, acne.",
        "In patients randomized to ZORFAN, the most common adverse reactions were rash, contact dermatitis, and acne.",
    ],
)
def test_words_of_trials_and_advice_do_not_hide_a_list(section, terms, text):
    assert names(terms, section(CODE, text)) == ["rash", "contact dermatitis", "acne"]


def test_reasons_for_stopping(section, terms):
    assert terms(section(CODE, "The most common reasons for discontinuation were nausea and headache.")) == [
        ("nausea", "reported"),
        ("headache", "reported"),
    ]


def test_what_stands_before_a_list_is_no_part_of_it(section, terms):
    text = "For peripheral nerve block and postoperative pain, the adverse reactions reported were nausea and headache."
    assert names(terms, section(CODE, text)) == ["nausea", "headache"]


def test_definitions_of_terms_are_no_reactions(section, terms):
    assert terms(section(CODE, "Neuropathy was defined as any of the following: neuralgia, neuritis, paresthesia.")) == []


def test_a_run_of_headings_with_references_needs_no_opening(section, terms):
    items = ("Gout", "Severe Cutaneous Adverse Reactions", "Hearing Loss")
    text = " ".join(f"{item} [see Warnings and Precautions (5.{at})]" for at, item in enumerate(items, 1))
    assert terms(section(CODE, text)) == [
        ("gout", "serious"),
        ("severe cutaneous reactions", "serious"),
        ("hearing loss", "serious"),
    ]


def test_a_row_of_several_reactions_covers_each(terms):
    lines = ["Term\tZORFAN N=20 %", "Fatigue/asthenia\t9", "The most common adverse reactions are asthenia and nausea."]
    text = "\n".join(lines)
    rows = (
        Block("row", 0, len(lines[0]), table=1),
        Block("row", len(lines[0]) + 1, len(lines[0]) + 1 + len(lines[1]), table=1),
        Block("paragraph", len(text) - len(lines[2]), len(text)),
    )
    assert [how for _, how in terms(Section("s", CODE, "6", "Adverse Reactions", None, text, rows))] == ["reported", "common"]


def test_rates_in_brackets_part_a_list(section, terms):
    text = "The following adverse reactions were reported: hiccoughs (3.9%) nausea (2.8%) coughing (1.3%) headache (1.5%)"
    assert names(terms, section(CODE, text)) == ["hiccoughs", "nausea", "coughing", "headache"]


def test_a_heading_of_a_risk_is_the_reaction(section, terms):
    text = "These adverse reactions are discussed in other sections: Risk of Syncope [see Warnings and Precautions (5.1)]"
    assert terms(section(CODE, text)) == [("syncope", "serious")]


def test_what_opens_its_own_examples_counts_too(section, terms):
    text = "Immune disorders: hypersensitivity syndrome including: anaphylaxis, angioedema Eye disorders: blurred vision"
    assert names(terms, section(CODE, text)) == ["hypersensitivity syndrome", "anaphylaxis", "angioedema", "blurred vision"]


def test_a_name_before_a_heading_is_not_part_of_it(section, terms):
    text = "Cardiac disorders: syncope Eye disorders: uveitis, Stevens-Johnson syndrome Odd Class: dyspnea"
    assert names(terms, section(CODE, text)) == ["syncope", "uveitis", "Stevens-Johnson syndrome", "dyspnea"]


def _told(lines, *, rows):
    """Returns a section of one paragraph a line, of which those numbered in `rows` are the rows of one table."""
    starts = [sum(len(line) + 1 for line in lines[:at]) for at in range(len(lines))]
    blocks = (
        Block("row", start, start + len(line), table=1) if at in rows else Block("paragraph", start, start + len(line))
        for at, (start, line) in enumerate(zip(starts, lines, strict=True))
    )
    return Section("s", CODE, "6.1", "Clinical Trials Experience", None, "\n".join(lines), tuple(blocks))


def test_only_a_table_of_the_same_people_has_a_listed_reaction(terms):
    part = _told(
        [
            "The safety of ZORFAN was evaluated in 41 gardeners.",
            "Term\tZORFAN N=20 %",
            "Headache\t9",
            "The most common adverse reactions are headache and nausea.",
            "The safety of ZORFAN was evaluated in 17 sailors.",
            "The most common adverse reactions were nausea and headache.",
        ],
        rows={1, 2},
    )
    assert terms(part) == [("headache", "reported"), ("nausea", "common"), ("nausea", "common"), ("headache", "common")]


def test_a_reaction_of_one_trial_is_told_once(terms):
    lists = (
        "In Study 7, serious adverse reactions included nausea.",
        "In Study 7, adverse reactions leading to stopping were nausea.",
    )
    assert terms(_told(lists, rows=())) == [("nausea", "serious")]
    other = "In Study 9, serious adverse reactions included nausea."
    assert terms(_told((*lists, other), rows=())) == [("nausea", "serious"), ("nausea", "serious")]


def test_a_table_that_lists_stands_beside_one_of_rates(terms):
    part = _told(
        [
            "Term\tZORFAN N=20 %",
            "Headache\t9",
            "Gastrointestinal disorders\tnausea, vomiting",
            "Nervous system disorders\theadache, dizziness, tremor, procedural yawning",
        ],
        rows={0, 1, 2, 3},
    )
    found = [term for term, _ in terms(part)]
    assert found[:4] == ["headache", "nausea", "vomiting", "headache"]


def test_words_behind_a_mention_that_belong_to_it(section, terms):
    text = "The most common adverse reactions were influenza-like symptoms, nausea, and loss of taste and balance."
    assert "influenza-like symptoms" in names(terms, section(CODE, text))


def test_people_of_pooled_trials_are_told_apart(terms):
    part = _told(
        [
            "The pooled safety population reflects exposure to ZORFAN in Study 7 and Study 9.",
            "Among 50 patients who received ZORFAN with norvexin, 40% were exposed for a year. The most common adverse reactions were nausea.",
            "Among 90 patients who received ZORFAN alone, 30% were exposed for a year. The most common adverse reactions were nausea.",
        ],
        rows=(),
    )
    assert terms(part) == [("nausea", "common"), ("nausea", "common")]


def test_a_trial_is_rather_of_two_told_together_than_of_three(label):
    lines = [
        "The safety of ZORFAN was evaluated in Study 7, Study 9 and Study 11.",
        "The safety was evaluated in Study 7 and Study 9.",
    ]
    part = _told(lines, rows=())
    people = Told(Source(label(part)), [part])
    assert people.at("s", 0, "Table of Study 7") == people.at("s", len(lines[0]) + 1)
    assert people.at("s", 0, "Table of Study 11") == people.at("s", 0)


def _table(lines):
    starts = [sum(len(line) + 1 for line in lines[:at]) for at in range(len(lines))]
    rows = [Block("row", start, start + len(line), table=1) for start, line in zip(starts, lines, strict=True)]
    return Section("s", CODE, "6", "Adverse Reactions", None, "\n".join(lines), tuple(rows))


def test_tables_of_numbered_reactions(terms):
    found = names(terms, _table(["1. tinnitus\t3. headache", "2. vertigo\t4. blurred vision"]))
    assert sorted(found) == ["blurred vision", "headache", "tinnitus", "vertigo"]


def test_tables_of_reactions_by_how_often_they_were_seen(terms):
    lines = ["Incidence > 1%\tIncidence ≤ 1%", "Cardiac Palpitations* Syncope\tBradycardia", "Digestive Nausea\tVomiting Dry mouth"]
    assert sorted(names(terms, _table(lines))) == ["bradycardia", "dry mouth", "nausea", "palpitations", "syncope", "vomiting"]


def test_studies_before_approval_are_no_later_reports(section, terms):
    text = (
        "Other sources are foreign post-marketing reports.\n"
        "In pre-marketing studies, the following adverse events were reported: nausea, vertigo, syncope."
    )
    assert terms(section(CODE, text)) == [("nausea", "reported"), ("vertigo", "reported"), ("syncope", "reported")]


def test_headings_joined_by_slashes_and_bullets_of_one_letter(section, terms):
    assert [term for term, _, _ in listed_terms("Motor/Coordination/Extrapyramidal increased tremor, chorea")] == [
        "increased tremor",
        "chorea",
    ]
    opening = "The following serious adverse reactions are described elsewhere in the labeling:"
    item = "o Pancreatitis [see Warnings and Precautions (5.1)]"
    assert terms(section(CODE, opening, items=(item,))) == [("pancreatitis", "serious")]


def test_two_kinds_of_site_in_one_row(terms):
    part = _told(
        [
            "Term\tZORFAN N=20 %",
            "Injection and infusion site reactions\t9",
            "The most common adverse reactions are infusion site reactions and nausea.",
        ],
        rows={0, 1},
    )
    assert names(terms, part) == ["injection and infusion site reactions", "nausea"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("suicidal behavior and ideation", ["suicidal behavior", "suicidal ideation"]),
        ("0.1% and less than 1% - Febrile neutropenia, tinnitus", ["febrile neutropenia", "tinnitus"]),
        ("hiccups, administered in other indications", ["hiccups"]),
    ],
)
def test_words_that_belong_to_a_term_or_to_none(text, wanted):
    assert [term for term, _, _ in listed_terms(text)] == wanted


@pytest.mark.parametrize(
    ("row", "term"),
    [
        ("Diarrheaa", "diarrhea"),
        ("Gastrointestinal Disorder", "gastrointestinal disorder"),
        ("Induction", None),
        ("Requiring transfusion", None),
    ],
)
def test_what_is_left_of_a_row(row, term):
    assert row_term(row) == term


def test_words_alone_are_no_reaction(section, terms):
    text = "Adverse reactions reported were nausea, changes, protozoal, vomiting, and rash."
    assert [term for term, _ in terms(section(CODE, text))] == ["nausea", "vomiting", "rash"]


def test_the_disease_of_the_people_is_no_reaction(section, terms):
    text = (
        "The following adverse reactions are discussed elsewhere in the labeling:\n"
        "Cardiac Failure and Acute Pancreatitis in Patients with Skin and Lung Cancer [see Warnings and Precautions (5.3)]"
    )
    assert [term for term, _ in terms(section(CODE, text))] == ["cardiac failure", "acute pancreatitis"]


def test_references_among_what_was_seen_later_do_not_make_it_a_list_of_other_sections(section, terms):
    text = (
        "These were told of after Zelvora came to be sold.\n"
        "Pancreatitis [see Warnings and Precautions (5.7)] Hearing loss [see Warnings and Precautions (5.8)] "
        "Gout [see Warnings and Precautions (5.9)] Hepatitis"
    )
    part = section(CODE, text, number="6.3", title="Postmarketing Experience")
    found = ["pancreatitis", "hearing loss", "gout", "hepatitis"]
    assert terms(part) == [(term, "postmarketing") for term in found]


def test_a_heading_within_a_paragraph_opens_a_list_of_its_own(section, terms):
    text = (
        "Adverse Reactions in Adults With Gout The most common adverse reactions were nausea and rash.\n"
        "Less Common Adverse Reactions in Adults With Gout Other adverse reactions were nausea and cough.\n"
        "Adverse Reactions in Patients With Scurvy The most common adverse reactions were nausea and vomiting."
    )
    assert [term for term, _ in terms(section(CODE, text))] == ["nausea", "rash", "cough", "nausea", "vomiting"]


def test_a_receptor_or_a_short_form_is_no_trial(section, label):
    text = (
        "The safety of Zelvora was evaluated in ZENITH-4 in patients with KLR2-positive gout on a slow uric acid inhibitor (SUAI).\n"
        "The safety data described below are based on 71 of them.\n"
        "The safety of Zelvora with a SUAI was evaluated in ZENITH-4 too."
    )
    source = Source(label(part := section(CODE, text)))
    told = Told(source, [part])
    assert told.at(part.id, 10) == told.at(part.id, text.index("71")) == told.at(part.id, text.index("SUAI was"))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "The adverse reactions were gastrointestinal reactions, including nausea and vomiting, and rash.",
            ["nausea", "vomiting", "rash"],
        ),
        (
            "Of the 73 patients with atrial fibrillation or gout who received Zelvora, 9 reported adverse reactions, including rash.",
            ["rash"],
        ),
        ("Adverse reactions were splenomegaly (enlarged spleen), nausea and rash.", ["splenomegaly", "nausea", "rash"]),
        ("Occasionally, the following have been reported: nausea, sexual impotency, rash.", ["nausea", "sexual impotency", "rash"]),
        ("Adverse reactions were sexual dysfunction, nausea and rash.", ["sexual dysfunction", "nausea", "rash"]),
    ],
)
def test_what_is_a_reaction_of_a_sentence(section, terms, text, wanted):
    assert [term for term, _ in terms(section(CODE, text))] == wanted


def test_items_of_the_list_at_the_head_with_words_of_people_and_members(section, terms):
    opening = "The following serious adverse reactions are described elsewhere in the labeling:"
    items = (
        "Increased Mortality in Elderly Patients with Gout [see Warnings and Precautions (5.1)]",
        "Metabolic Changes (Hyperglycemia and Weight Gain) [see Warnings and Precautions (5.2)]",
    )
    assert [term for term, _ in terms(section(CODE, opening, items=items))] == [
        "increased mortality in elderly patients with gout",
        "hyperglycemia",
        "weight gain",
    ]


def test_an_item_of_an_open_list_counts_without_a_known_reaction(section, terms):
    opening = "These adverse reactions were told of after Zelvora came to be sold."
    part = section(
        CODE,
        opening,
        number="6.2",
        title="Postmarketing Experience",
        items=("Nausea", "Extramedullary plumbosis [see Warnings (5.3)]"),
    )
    assert terms(part) == [("nausea", "postmarketing"), ("extramedullary plumbosis", "postmarketing")]


def test_a_sentence_behind_the_notes_of_a_table_is_read(section, terms):
    text = "a Includes reports of fatigue and asthenia Adverse events occurring in few patients included: fever, gout, and rash."
    assert [term for term, _ in terms(section(CODE, text))] == ["fever", "gout", "rash"]
