"""Events made less likely, as uses of invented labels."""

from plainlabel.facts.indication import indications
from plainlabel.facts.source import Source

CODE = "34067-9"


def conditions(label, section, text):
    return [fact.value.condition for fact in indications(Source(label(section(CODE, text))))]


def test_each_event_is_a_use_and_whom_it_is_for_is_none(label, section):
    text = (
        "ZORFAN is indicated: To reduce the risk of stroke, non-fatal myocardial infarction, and coronary revascularization in adults "
        "with established toe disease. As an adjunct to diet for the treatment of adults with gout."
    )
    assert conditions(label, section, text) == [
        "reduction of the risk of stroke",
        "reduction of the risk of non-fatal myocardial infarction",
        "reduction of the risk of coronary revascularization",
        "gout",
    ]


def test_bullets_go_on_with_the_events(label, section):
    text = (
        "ZORFAN is indicated to reduce the risk of: o Stroke and migraine in adults with gout o Hospitalization for asthma in adults "
        "with stiff toes."
    )
    assert conditions(label, section, text) == [
        "reduction of the risk of Stroke",
        "reduction of the risk of migraine",
        "reduction of the risk of Hospitalization for asthma",
    ]


def test_words_that_share_their_noun_stay_together_and_the_people_are_told(label, section):
    text = "ZORFAN is indicated to reduce the risk of gout, fatal and non-fatal stroke, and migraine in adults with asthma."
    found = [fact.value for fact in indications(Source(label(section(CODE, text))))]
    assert [one.condition for one in found][1] == "reduction of the risk of fatal and non-fatal stroke"
    assert all(one.adults for one in found)


def test_what_is_not_shown_is_no_use(label, section):
    text = "ZORFAN is indicated for the treatment of gout. ZORFAN has not been shown to reduce the risk of stroke, migraine, or asthma."
    assert conditions(label, section, text) == ["gout"]


def test_an_abbreviation_alone_is_spelt_out(label, section):
    text = "ZORFAN is indicated for the treatment of atopic dermatitis (AD). Morfan is also indicated for the treatment of AD in children."
    assert "AD" not in conditions(label, section, text)


def test_two_pneumonias_of_one_title_are_two(values, section):
    title = "Hospital-Acquired Bacterial Pneumonia and Ventilator-Associated Bacterial Pneumonia"
    text = "ZORFAN is indicated for the treatment of hospital-acquired bacterial pneumonia and ventilator-associated bacterial pneumonia."
    parts = (section(CODE, number="1"), section(None, text, number="1.1", title=title, parent=CODE))
    assert [one.condition for one in values("indication", *parts)] == [
        "Hospital-Acquired Bacterial Pneumonia",
        "Ventilator-Associated Bacterial Pneumonia",
    ]


def test_one_condition_of_different_people_is_told_with_them(values, section):
    def part(number, whom):
        text = f"ZORFAN is indicated for the treatment of itch in adults with {whom}."
        return section(None, text, number=number, title=f"Treatment of Itch in Patients with {whom}", parent=CODE)

    found = values("indication", section(CODE, number="1"), part("1.1", "Gout"), part("1.2", "Migraine"))
    assert [one.condition for one in found] == ["Itch in patients with Gout", "Itch in patients with Migraine"]
