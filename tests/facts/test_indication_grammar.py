"""The phrase of one use, what it coordinates, and the uses that a text of an invented label tells apart."""

import pytest

from plainlabel.facts.indication_coordination import coordinated
from plainlabel.facts.indication_grammar import conditions_of

USES = "34067-9"


@pytest.mark.parametrize(
    ("words", "conditions"),
    [
        ("in combination with morfan, for the treatment of adults with relapsed gout who limp", ["relapsed gout"]),
        ("As a single agent for treatment of patients with gout", ["gout"]),
        (
            "to reduce the risk of stroke, gout, and loss of toes in adults",
            [f"reduction of the risk of {one}" for one in ("stroke", "gout", "loss of toes")],
        ),
        ("to lower toe fat in children aged 9 years and older with gout", ["gout"]),
        ("for the prophylaxis of gout in adults", ["prevention of gout"]),
        ("for the induction of anesthesia before other agents", ["induction of anesthesia"]),
        (
            "for the treatment of fever associated with gout, malaria, or asthma",
            [f"fever associated with {one}" for one in ("gout", "malaria", "asthma")],
        ),
        ("for the treatment of infection caused by Toea bluei in adults", ["infection caused by Toea bluei"]),
        ("for use", []),
    ],
)
def test_the_phrase_of_a_use(words, conditions):
    assert conditions_of(words) == conditions


@pytest.mark.parametrize(
    ("words", "conditions"),
    [
        (
            "acute asthma, tremor, impending or acute delirium and hallucinosis",
            ["acute asthma", "tremor", "impending or acute delirium", "hallucinosis"],
        ),
        (
            "tremor due to gout, fever caused by cold toes, and asthma",
            ["tremor due to gout", "fever caused by cold toes", "asthma"],
        ),
        ("itching due to gout or asthma", []),
        ("asthma", []),
        ("asthma and the rest of it", []),
    ],
)
def test_what_a_phrase_coordinates(words, conditions):
    assert coordinated(words) == conditions


def subsection(section, title, text):
    return section(None, text, number="1.1", title=title, parent=USES)


def found(values, *sections):
    return [value.condition for value in values("indication", *sections)]


def test_the_items_of_a_list_stand_for_its_title(values, section):
    text = (
        "ZORFAN is indicated for the treatment of adult patients with: Relapsed blue-cell lymphoma as a single agent. "
        "Previously untreated pale-cell lymphoma in combination with morfan."
    )
    conditions = found(values, section(USES, number="1"), subsection(section, "Lymphoma", text))
    assert conditions == ["Relapsed blue-cell lymphoma", "Previously untreated pale-cell lymphoma"]


def test_states_of_one_condition_leave_the_title(values, section):
    text = (
        "ZORFAN is indicated: in combination with morfan for the treatment of adults with metastatic toe cancer. "
        "as a single agent for the treatment of adults with recurrent toe cancer."
    )
    assert found(values, section(USES, number="1"), subsection(section, "Toe Cancer", text)) == ["metastatic toe cancer"]


def test_regimens_and_germs_are_no_uses(values, section):
    text = "ZORFAN is indicated for the treatment of gout in combination with: Morfan and rest. Dorfan and sleep."
    assert found(values, section(USES, number="1"), subsection(section, "Gout", text)) == ["Gout"]


def test_a_title_that_names_people_is_no_use(values, section):
    text = "ZORFAN is indicated for the treatment of pediatric patients who have asthma due to cold toes."
    assert found(values, section(USES, number="1"), subsection(section, "Pediatric Patients", text)) == ["asthma due to cold toes"]


def test_examinations_of_a_list(values, section):
    text = "ZORFAN is indicated for: Toe venography in adults Cerebral arteriography and thumb arteriography in adults"
    conditions = found(values, section(USES, number="1"), subsection(section, "Toe Procedures", text))
    assert conditions == ["Toe venography", "Cerebral arteriography", "thumb arteriography"]


def test_uses_told_in_passing_join_those_that_are_indicated(values, section):
    text = "ZORFAN is indicated for gout. In old age, ZORFAN may be useful in the relief of asthma, malaria and hallucinosis."
    assert sorted(found(values, section(USES, text))) == ["asthma", "gout", "hallucinosis", "malaria"]


def test_infections_listed_under_their_germs(values, section):
    text = (
        "ZORFAN is indicated for the treatment of serious infections. Toe germs: Serious toe infections such as blue toe; "
        "septicemia; infections of the thumb."
    )
    assert {"Serious toe infections", "septicemia", "infections of the thumb"} <= set(found(values, section(USES, text)))


def test_items_under_organs_are_each_one(values, section):
    text = (
        "Allergic states: Asthma. Renal diseases: Remission of proteinuria in toe syndrome or that due to gout. "
        "Neoplastic diseases: For the palliative management of leukemias and lymphomas. "
        "Nervous system: Brain edema associated with gout, asthma, or malaria."
    )
    conditions = found(values, section(USES, text))
    assert conditions[-5:] == [
        "leukemias",
        "lymphomas",
        *(f"Brain edema associated with {one}" for one in ("gout", "asthma", "malaria")),
    ]
    assert "toe syndrome due to gout" in conditions


def test_symptoms_behind_the_heading_of_an_over_the_counter_list(values, section):
    text = "Uses temporarily relieves these symptoms of hay fever: runny nose itchy, watery eyes sneezing"
    conditions = found(values, section("55105-1", "Purpose Toe aid"), section(USES, text))
    assert conditions == ["runny nose", "itchy, watery eyes", "sneezing"]
