"""Limitations of use of invented labels."""

import pytest

from plainlabel.facts.limitation import limitations
from plainlabel.facts.source import Source

USES = "34067-9"


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Limitations of Use: ZORFAN is not indicated for the relief of sudden wheeze.", ["relief of sudden wheeze"]),
        ("ZORFAN is not recommended for use in combination with other toe creams.", ["combination with other toe creams"]),
        ("The effectiveness of ZORFAN in red ear has not been established.", ["red ear"]),
        ("ZORFAN has not been studied in patients with stiff toe.", ["stiff toe"]),
        ("The benefit of long-term use has not been shown.", ["long-term use"]),
        ("ZORFAN is not indicated for asthma or migraine.", ["asthma", "migraine"]),
        ("ZORFAN is indicated for stiff toe that is not helped by rest.", []),
        ("ZORFAN is not recommended in patients whose toes have turned blue.", ["patients whose toes have turned blue"]),
    ],
)
def test_terms(label, section, text, terms):
    assert [fact.value.term for fact in limitations(Source(label(section(USES, text))))] == terms


def test_elsewhere_only_what_is_not_approved(label, section):
    one = section("43685-7", "ZORFAN is not approved for stiff toe. ZORFAN is not recommended in people with red ear.")
    facts = list(limitations(Source(label(one))))
    assert [fact.value.term for fact in facts] == ["stiff toe"]
    assert one.text[facts[0].place.start : facts[0].place.end] == "ZORFAN is not approved for stiff toe."


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("ZORFAN is not indicated when other creams are needed.", ["when other creams are needed"]),
        ("Limit duration of use to 12 monthly doses.", ["use longer than 12 monthly doses"]),
        ("Use of ZORFAN should be limited to 24 months.", ["use longer than 24 months"]),
        ("ZORFAN is indicated only for a single course of treatment.", ["more than a single course of treatment"]),
        ("ZORFAN and MORFAN should not be used interchangeably.", ["interchangeable use"]),
        (
            "Reserve ZORFAN for use in patients for whom alternative treatment options do not help.",
            ["use where alternative treatment options are adequate"],
        ),
        ("ZORFAN is not recommended in pediatric patients younger than 6 years of age.", ["pediatric patients younger than 6 years of age"]),
        ("ZORFAN is not recommended for use with dorfan or with any other toe cream.", ["dorfan", "other toe cream"]),
    ],
)  # fmt: skip
def test_what_only_limitations_of_use_say(label, section, text, terms):
    one = section(USES, f"ZORFAN is indicated for gout.\nLimitations of Use\n{text}")
    assert [fact.value.term for fact in limitations(Source(label(one)))] == terms


def test_what_is_told_to_be_of_no_use(label, section):
    text = "ZORFAN does not act sufficiently fast. It is not sufficiently rapid to be useful in stopping an attack of gout."
    assert [fact.value.term for fact in limitations(Source(label(section(USES, text))))] == ["stopping an attack of gout"]


def test_a_limitation_that_stands_in_the_highlights_only(label, section):
    one = section(USES, number="1", highlight="Limitations of Use: ZORFAN has not been studied in stiff toe. ( 1 )")
    assert [fact.value.term for fact in limitations(Source(label(one)))] == ["stiff toe"]


def test_what_is_said_of_one_route_is_no_limitation(label, section):
    one = section("34068-7", "Subcutaneous administration is not approved for stiff toe.")
    assert list(limitations(Source(label(one)))) == []


@pytest.mark.parametrize(
    ("code", "text", "terms"),
    [
        ("34082-8", "ZORFAN is not approved for the treatment of people with blue-toe rage.", ["blue-toe rage"]),
        ("34081-0", "ZORFAN is not indicated for use in pediatric patients.", ["pediatric patients"]),
        ("34066-1", "Do not use ZORFAN for the prevention of gout or migraine.", ["prevention of gout", "migraine"]),
        ("43685-7", "ZORFAN is not recommended for use during moonlit toe surgery.", ["moonlit toe surgery"]),
        ("34071-1", "The use of ZORFAN for calming of parrots is not an approved indication.", ["calming of parrots"]),
        ("34081-0", "Treatment of stiff thumbs with ZORFAN is not recommended.", ["stiff thumbs"]),
        ("34071-1", "The use of toe creams is not recommended in the treatment of red ears and may lead to more.", ["red ears"]),
        (
            "34071-1",
            "The safety and effectiveness of elbow bathing of ZORFAN have not been established, and it is not approved for this use.",
            ["elbow bathing"],
        ),
        ("34071-1", "Toes were lost when it was used for parrot racing which is not an approved indication.", ["parrot racing"]),
        ("34066-1", "ZORFAN is not indicated for red ears and it is not indicated for stiff thumbs.", ["red ears", "stiff thumbs"]),
        ("34071-1", "ZORFAN is not indicated for hemiplegic or basilar migraine.", ["hemiplegic migraine", "basilar migraine"]),
        ("34090-1", "Zorfanib acts in gout, a disease for which ZORFAN is not approved.", ["gout"]),
        ("43685-7", "ZORFAN is not a substitute for dorfan.", ["dorfan"]),
        ("43685-7", "The 7 mg dose is not approved.", []),
        ("43685-7", "ZORFAN is not recommended in people with red ear.", []),
    ],
)
def test_what_other_sections_say_it_is_not_for(label, section, code, text, terms):
    assert [
        fact.value.term for fact in limitations(Source(label(section(USES, "ZORFAN is for ears."), section(code, text))))
    ] == terms


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("ZORFAN has not been studied for treatment of: Warts of the toe Gout in parrots Rosacea", ["Warts of the toe", "Gout in parrots", "Rosacea"]),
        ("ZORFAN is not recommended for: Sudden gout Relief of mild itch", ["Sudden gout", "Relief of mild itch"]),
        ("Treatment of red ear is not recommended because ears may fold.", ["red ear"]),
        ("ZORFAN is recommended only for adults who cannot whistle a tune.", ["adults who can whistle a tune"]),
        ("ZORFAN has not been studied in gout, or in combination with dorfan.", ["gout", "combination with dorfan"]),
    ],
)  # fmt: skip
def test_lists_and_subjects(label, section, text, terms):
    assert [fact.value.term for fact in limitations(Source(label(section(USES, text))))] == terms


@pytest.mark.parametrize(
    ("code", "text", "terms"),
    [
        (USES, "ZORFAN has not been studied for established nausea and vomiting.", ["established nausea and vomiting"]),
        (USES, "Chronic continuous administration of ZORFAN is not recommended.", ["Chronic continuous administration"]),
        (USES, "Safety of use of ZORFAN beyond 24 months is not established.", ["beyond 24 months"]),
        (USES, "ZORFAN is not intended for routine use as a toe shield.", ["routine use as a toe shield"]),
        (
            USES,
            "ZORFAN is not effective for the prevention of gout when administered after dinner.",
            ["administration after dinner"],
        ),
        ("34081-0", "Use of ZORFAN before menarche is not indicated.", ["use before menarche"]),
        (
            "34071-1",
            "ZORFAN should not be used for the production of toe block, ear block, or knee anesthesia due to insufficient data.",
            ["toe block", "ear block", "knee anesthesia"],
        ),
        ("34071-1", "Toe anesthesia should not be attempted since there is little toe experience.", ["Toe anesthesia"]),
        (
            "34071-1",
            "ZORFAN has not been evaluated for the treatment of gout and should not be used for the treatment of these conditions.",
            ["gout"],
        ),
        (
            "34071-1",
            "Ears were lost in patients receiving toe infusions of morfans. ZORFAN is not approved for this use.",
            ["toe infusions"],
        ),
    ],
)
def test_uses_that_are_not_meant(label, section, code, text, terms):
    assert [fact.value.term for fact in limitations(Source(label(section(code, text))))] == terms


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("ZORFAN is not indicated in men.", ["men"]),
        ("ZORFAN is not indicated to enhance athletic performance.", ["enhance athletic performance"]),
        ("ZORFAN is not indicated for infections with E. velumi related fever.", ["infections with E. velumi related fever"]),
        (
            "ZORFAN is not recommended to improve control in patients with type 3 gout with an eGFR less than 35 mL/min.",
            ["improve control in type 3 gout with an eGFR less than 35"],
        ),
        ("The safety of ZORFAN on more than 35% of the skin has not been established in gout.", []),
        ("The effects of ZORFAN on open joints have not been established in humans.", ["open joints"]),
        ("ZORFAN is not indicated for stiff toe, but these reactions were reported: red ear; blue nose.", ["stiff toe"]),
        (
            "Safety has not been established in the following populations: Toe patients at high risk. Recipients of other toes.",
            ["Toe patients at high risk", "Recipients of other toes"],
        ),
        ("These schedules are not intended as rigid recommendations.", []),
        ("ZORFAN 90 mg is not approved for use alone or with other creams.", []),
    ],
)
def test_under_limitations_of_use(label, section, text, terms):
    assert [fact.value.term for fact in limitations(Source(label(section(USES, f"Limitations of Use: {text}"))))] == terms


@pytest.mark.parametrize(
    ("code", "text", "terms"),
    [
        (
            USES,
            "ZORFAN is not indicated as monotherapy for such toe treatment in the presence of gout.",
            ["monotherapy for toe treatment with gout"],
        ),
        (USES, "ZORFAN is not intended to be used on as-needed basis or for gout.", ["as-needed basis", "gout"]),
        (
            USES,
            "Safety has not been established for: Blue gout Red burns on feet ZORFAN is not recommended for: Wounds with salt to avoid it",
            ["Blue gout", "Red burns on feet", "Wounds with salt"],
        ),
        ("43682-4", "ZORFAN is not indicated for concomitant use with norvexin.", ["concomitant use with norvexin"]),
        (
            "34071-1",
            "It may feed any growth, including toe cancer and gout, diseases for which ZORFAN is not approved.",
            ["toe cancer", "gout"],
        ),
        ("34071-1", "Because ZORFAN is not indicated for gout, results in gout are left out.", []),
        (
            "34071-1",
            "ZORFAN has not been shown to be safe and effective for the growth of toes. ZORFAN should not be used for such purpose.",
            ["growth of toes"],
        ),
    ],
)
def test_what_is_said_apart(label, section, code, text, terms):
    assert [fact.value.term for fact in limitations(Source(label(section(code, text))))] == terms


@pytest.mark.parametrize(
    "text",
    [
        "The 10 mg twice daily dosage of ZORFAN is not approved for stiff toe.",
        "ZORFAN 10 mg twice daily dosages are not recommended for the treatment of red ear (RE) or gout.",
        "Doses of ZORFAN above 20 mg have not been studied; dosages greater than 20 mg are not indicated for gout.",
    ],
)
def test_what_is_said_of_one_dose_is_no_limitation_of_the_medicine(label, section, text):
    assert not list(limitations(Source(label(section("34066-1", text)))))


@pytest.mark.parametrize(
    ("name", "terms"),
    [("gout", []), ("GT", []), ("gout in children", ["gout in children"]), ("migraine", ["migraine"])],
)
def test_what_it_is_approved_for_is_no_limitation(label, section, name, terms):
    uses = section(USES, "ZORFAN is indicated for the treatment of gout (GT).", section_id="uses")
    warning = section("43684-0", f"ZORFAN is not approved for use in {name}.", section_id="studies")
    assert [fact.value.term for fact in limitations(Source(label(uses, warning)))] == terms


def test_an_act_that_is_not_approved_for_an_approved_condition(label, section):
    text = "ZORFAN is indicated for gout. Limitations of Use: ZORFAN is not indicated for the treatment of gout."
    facts = limitations(Source(label(section(USES, text, section_id="indications_and_usage"))))
    assert [fact.value.term for fact in facts] == ["treatment of gout"]
