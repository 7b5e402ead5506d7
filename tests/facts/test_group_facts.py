"""Groups of people on invented labels: pregnancy, milk, contraception, fertility, children, the elderly."""

import pytest

from plainlabel.facts.group_facts import population_facts
from plainlabel.facts.kinds import PopulationFact
from plainlabel.facts.source import Source

PARENT = "43684-0"


@pytest.fixture
def found(label, section):
    def read(**texts):
        sections = [section(PARENT, number="8", title="USE IN SPECIFIC POPULATIONS")]
        titles = {"8.1": "Pregnancy", "8.2": "Lactation", "8.3": "Females and Males of Reproductive Potential"}
        titles |= {"8.4": "Pediatric Use", "8.5": "Geriatric Use"}
        for key, text in texts.items():
            number = key.replace("n", "").replace("_", ".")
            sections.append(section(None, text, number=number, title=titles[number], parent=PARENT))
        return [fact.value for fact in population_facts(Source(label(*sections)))]

    return read


@pytest.mark.parametrize(
    ("text", "data", "advice"),
    [
        ("There are no data on ZORFAN in pregnant women. Rats given it had small pups.", "animal", None),
        ("Published studies on ZORFAN in pregnant women found no more birth defects. Rats had small pups.", "both", None),
        ("There are no data in pregnant women. Animal studies have not been conducted.", "none", None),
        ("ZORFAN is contraindicated in pregnancy. Rabbits lost their litters.", "animal", "contraindicated"),
        ("ZORFAN should be used in pregnancy only if the benefit outweighs the risk.", "none", "benefit_risk"),
    ],
)
def test_pregnancy(found, text, data, advice):
    assert found(n8_1=text) == [PopulationFact("pregnancy", data=data, advice=advice)]


@pytest.mark.parametrize(
    ("text", "data", "advice"),
    [
        ("There are no data on zorfanib in human milk. Advise women not to breastfeed.", "none", "avoid"),
        ("Zorfanib is present in human milk. Caution is needed.", "human", "caution"),
        ("It is not known whether zorfanib is found in human milk. It is present in rat milk.", "animal", None),
        ("Decide whether to discontinue nursing or the medicine.", "none", "discontinue_one"),
    ],
)
def test_lactation(found, text, data, advice):
    assert found(n8_2=text) == [PopulationFact("lactation", data=data, advice=advice)]


def test_contraception_of_women_and_men(found):
    text = "Women should use effective contraception and for 6 months after the last dose. Men should use effective contraception for 1 week after it."
    assert [value.contraception_months for value in found(n8_3=text)] == [6.0, 0.23]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Safety and effectiveness have not been established in children.", [("not_established", None)]),
        (
            "Safety and effectiveness have been established in patients 6 years and older. They have not been established below 6 years.",
            [("established", 72), ("not_established", None)],
        ),
        ("Use in children is supported by a trial in 30 patients aged 3 years to 9 years.", [("established", None)]),
        ("ZORFAN has not been studied in children.", [("not_studied", None)]),
        ("Children took part in trials. No differences were observed between children and adults.", [("studied", None)]),
        (
            "Safety has been established in females of reproductive potential. Use before menarche is not indicated.",
            [("established", None)],
        ),
        (
            "Safety and efficacy was evaluated in 90 children aged 12 to 17 years. Use is not recommended in those less than 12 years of age.",
            [("established", 144), ("not_established", 144)],
        ),
    ],
)
def test_children(found, text, expected):
    assert [(value.evidence, value.min_age_months) for value in found(n8_4=text)] == expected


@pytest.mark.parametrize(
    ("text", "evidence", "advice"),
    [
        ("Studies did not include enough people aged 65 and over.", "not_studied", None),
        (
            "Overall, no differences were seen between people over 65 and younger ones. There were not sufficient people of 75 years.",
            "studied",
            None,
        ),
        ("No differences were seen between people over 65 and younger ones. Choose the dose with caution.", "studied", "caution"),
        ("ZORFAN is not intended for women after menopause.", None, "avoid"),
    ],
)
def test_the_elderly(found, text, evidence, advice):
    assert found(n8_5=text) == [PopulationFact("geriatric", evidence, advice=advice)]


def test_flattened_precautions(label, section):
    text = "General: Be careful. Nursing Mothers: It is not known whether zorfanib is found in human milk. Pediatric Use Safety in children has not been established."
    facts = population_facts(Source(label(section("42232-9", text, title="PRECAUTIONS"))))
    assert [fact.value.group for fact in facts] == ["lactation", "pediatric"]


def test_fertility_in_flattened_precautions(label, section):
    text = "General Be careful. Zorfanib had no effect on the fertility of rats."
    facts = population_facts(Source(label(section("42232-9", text, title="PRECAUTIONS"))))
    assert [(fact.value.group, fact.value.data) for fact in facts] == [("fertility", "animal")]


def test_over_the_counter(label, section):
    one = section("53414-9", "If pregnant or breast-feeding, ask a pharmacist before use.")
    assert [fact.value for fact in population_facts(Source(label(one)))] == [
        PopulationFact("pregnancy", advice="caution"),
        PopulationFact("lactation", advice="caution"),
    ]


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("Safety has been established in children 6 years and older. It is not established below the age of 6 years.", [72, 72]),
        ("Safety and effectiveness in pediatric patients younger than 18 years have not been established.", [216]),
        ("Safety and effectiveness in pediatric patients have not been established.", [None]),
    ],
)
def test_the_age_limit_stands_in_both_facts(found, text, ages):
    assert [one.min_age_months for one in found(n8_4=text)] == ages


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        # What use rests on is no proof where the label says that nothing is known.
        ("Safety of ZORFAN in pediatric patients is unknown. Pediatric use of ZORFAN is based on adult data.", ["not_established"]),
        ("No adequate trials establish that ZORFAN works in pediatric patients. Its use in children is supported by adult data.",
         ["not_established"]),
        ("Use of ZORFAN in pediatric patients is supported by adult data.", ["established"]),
        ("Safety in children has been established for red knees. Safety in children has not been established for blue knees.",
         ["established", "not_established"]),
    ],
)  # fmt: skip
def test_weak_words_on_children(found, text, evidence):
    assert [fact.evidence for fact in found(n8_4=text)] == evidence


@pytest.fixture
def children(label, section):
    uses = "ZORFAN is indicated for asthma (AS) in adults and for chronic kidney disease (CKD)."

    def read(text):
        sections = [
            section("34067-9", uses, number="1", title="INDICATIONS AND USAGE"),
            section(PARENT, number="8", title="USE IN SPECIFIC POPULATIONS"),
            section("34081-0", text, number="8.4", title="Pediatric Use", parent=PARENT),
        ]
        facts = population_facts(Source(label(*sections)))
        return [(one.value.evidence, one.value.min_age_months, one.value.conditions) for one in facts]

    return read


def test_ages_are_kept_with_the_use_they_are_for(children):
    text = (
        "Safety and effectiveness of ZORFAN have been established in pediatric patients 6 years of age and older with asthma. "
        "Safety and effectiveness have been established in pediatric patients 12 years of age and older with CKD."
    )
    assert children(text) == [("established", 72, ("asthma",)), ("established", 144, ("chronic kidney disease",))]


def test_a_sentence_with_several_ages_does_not_tell_the_use_of_each(children):
    text = (
        "Safety and effectiveness have been established in pediatric patients 2 years of age and older with asthma and in patients "
        "12 years of age and older with CKD. Safety and effectiveness have not been established below 2 years of age."
    )
    assert [one[2] for one in children(text)] == [(), ()]


def test_one_statement_on_children_names_no_use(children):
    text = "Safety and effectiveness have been established in pediatric patients 6 years of age and older with asthma."
    assert children(text) == [("established", 72, ())]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "ZORFAN has not been shown safe: safety below the age of 18 has not been established.",
            PopulationFact("pediatric", "not_established", 216),
        ),
        (
            "Safety of ZORFAN in children (less than 16 years old) has not been established.",
            PopulationFact("pediatric", "not_established", 192),
        ),
        ("ZORFAN is not indicated in children. No trials have been conducted in them.", PopulationFact("pediatric", "not_studied")),
        (
            "ZORFAN is contraindicated in infants younger than 3 months of age.",
            PopulationFact("pediatric", min_age_months=3, advice="contraindicated"),
        ),
    ],
)
def test_limits_of_age_for_children(found, text, wanted):
    assert found(n8_4=text) == [wanted]


@pytest.mark.parametrize(
    "aside",
    ["Pharmacokinetics have not been studied in old age.", "The trials of other uses did not include people of 65."],
)
def test_what_is_lacking_beside_does_not_undo_that_old_people_were_studied(found, aside):
    assert found(n8_5=f"No overall differences were seen between people of 65 and younger ones. {aside}") == [
        PopulationFact("geriatric", "studied")
    ]


def test_a_part_under_a_heading_without_a_code_is_of_its_group(label, section):
    parent = section(None, "", number="8.2", title="Lactation", parent=PARENT)
    part = section("69759-9", "There are no data on ZORFAN in human milk.", title="Risk Summary", parent=parent.id)
    found = population_facts(Source(label(section(PARENT, number="8", title="USE IN SPECIFIC POPULATIONS"), parent, part)))
    assert [fact.value for fact in found] == [PopulationFact("lactation", data="none")]
