"""What invented labels say of stopping."""

import pytest

from plainlabel.facts.kinds import Stopping
from plainlabel.facts.source import Source
from plainlabel.facts.stopping import stoppings


@pytest.fixture
def read(label):
    return lambda *sections: [fact.value for fact in stoppings(Source(label(*sections)))]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Reduce the dose gradually when stopping ZORFAN.", Stopping(taper=True)),
        ("ZORFAN can be stopped without tapering.", Stopping(taper=False)),
        (
            "Abrupt discontinuation of ZORFAN may cause seizures and withdrawal reactions.",
            Stopping(abrupt_warning=True, risks=("seizures", "withdrawal symptoms")),
        ),
        (
            "Taper the dose by no more than 10% to 25% every 2 to 4 weeks.",
            Stopping(taper=True, percent_low=10.0, percent_high=25.0, every_days_low=14.0, every_days_high=28.0),
        ),
        (
            "Severe exacerbations of hepatitis B have been reported in patients who discontinued ZORFAN.",
            Stopping(risks=("exacerbations of hepatitis B",)),
        ),
    ],
)
def test_one_sentence(read, section, text, wanted):
    assert read(section("34071-1", text)) == [wanted]


def test_all_sentences_make_one_fact(read, section):
    dosage = section("34068-7", "Do not stop ZORFAN suddenly.")
    warning = section("43685-7", "Gradually reduce the dose to avoid rebound hypertension after discontinuation.")
    assert read(dosage, warning) == [Stopping(taper=True, abrupt_warning=True, risks=("rebound hypertension",))]


@pytest.mark.parametrize(
    "text",
    [
        "Slowly withdraw 2 mL from the vial.",
        "Taper corticosteroids over one month.",
        "Increase the dose gradually to reduce nausea.",
        "Neonatal withdrawal syndrome may occur in newborns.",
        "No withdrawal symptoms were seen.",
        "An abrupt change in mood needs attention.",
        "Physical dependence is a state shown by withdrawal symptoms after abrupt discontinuation.",
    ],
)
def test_what_says_nothing_of_stopping(read, section, text):
    assert read(section("43685-7", text)) == []


def test_pregnancy_is_left_out(read, section):
    assert read(section("42228-7", "Withdrawal symptoms may follow abrupt discontinuation.")) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("ZORFAN should be discontinued over 1 to 2 weeks when possible.", [Stopping(taper=True)]),
        ("ZORFAN should be withdrawn gradually because of the risk of increased harm.", [Stopping(taper=True)]),
        ("Abrupt discontinuation of ZORFAN did not produce symptoms of withdrawal.", []),
        (
            "Severe exacerbation of disease was reported after discontinuation of ZORFAN.",
            [Stopping(risks=("exacerbation of disease",))],
        ),
    ],
)
def test_other_words_of_stopping(read, section, text, wanted):
    assert read(section("43685-7", text)) == wanted


@pytest.mark.parametrize(
    "text",
    ["There was no evidence of dependence or withdrawal or rebound effects with ZORFAN.", "Tapering has not been evaluated."],
)
def test_what_was_not_seen_or_not_studied(read, section, text):
    assert read(section("34071-1", text)) == []


def test_a_class_named_first_does_not_make_it_another_medicine(read, section):
    text = "As with any dopaminergic drug, abrupt withdrawal of ZORFAN may lead to fever."
    assert [value.abrupt_warning for value in read(section("34071-1", text))] == [True]


def test_an_abstinence_syndrome(read, section):
    found = read(section("42227-9", "An abstinence syndrome was seen following discontinuation of high doses."))
    assert [one.risks for one in found] == [("abstinence syndrome",)]


def test_signs_that_went_away_after_stopping_are_no_tapering(read, section):
    assert read(section("34071-1", "Signs and symptoms gradually resolved after discontinuation of ZORFAN.")) == []
