"""Enzymes and transporters of invented labels."""

import pytest

from plainlabel.facts.kinds import Metabolism
from plainlabel.facts.metabolism import metabolisms
from plainlabel.facts.metabolism_names import enzymes
from plainlabel.facts.source import Source


@pytest.fixture
def found(label, section):
    """Returns a function that gives what a text says of the medicine's enzymes."""
    return lambda text: [fact.value for fact in metabolisms(Source(label(section("43682-4", text))))]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Zorfanib is metabolized primarily by CYP3A4.", [("CYP3A4", "substrate", True, False)]),
        (
            "Zorfanib is mainly metabolized by CYP3A4 and to a lesser extent by CYP2D6.",
            [("CYP3A4", "substrate", True, False), ("CYP2D6", "substrate", False, False)],
        ),
        ("Zorfanib is a substrate of P-glycoprotein (P-gp) and BCRP.", [("P-gp", "substrate", False, False), ("BCRP", "substrate", False, False)]),
        ("Zorfanib is not a substrate of OATP1B1.", [("OATP1B1", "substrate", False, True)]),
        ("Zorfanib is a strong CYP2D6 inhibitor.", [("CYP2D6", "inhibitor", False, False)]),
        ("Zorfanib does not inhibit CYP1A2 or 2B6.", [("CYP1A2", "inhibitor", False, True), ("CYP2B6", "inhibitor", False, True)]),
        ("Zorfanib has a low potential to inhibit CYP1A2.", [("CYP1A2", "inhibitor", False, True)]),
        ("Zorfanib induces CYP3A4.", [("CYP3A4", "inducer", False, False)]),
        ("Zorfanib does not induce metabolism by CYP1A2.", [("CYP1A2", "inducer", False, True)]),
        ("CYP1A2 is the major enzyme responsible for the metabolism of zorfanib.", [("CYP1A2", "substrate", True, False)]),
        ("The primary enzyme involved in zorfanib metabolism is CYP1A2.", [("CYP1A2", "substrate", True, False)]),
        ("Neither zorfanib nor another is a substrate of OCT2.", [("OCT2", "substrate", False, True)]),
    ],
)  # fmt: skip
def test_roles(found, text, told):
    assert found(text) == [Metabolism(*one) for one in told]


def test_two_roles_in_one_sentence(found):
    assert set(found("Zorfanib is not a substrate or inhibitor of OAT1.")) == {
        Metabolism("OAT1", "substrate", negated=True),
        Metabolism("OAT1", "inhibitor", negated=True),
    }


@pytest.mark.parametrize(
    "text",
    [
        "Strong inhibitors of CYP3A4 raise zorfanib.",
        "Zorfanib did not change midazolam, which is metabolized by CYP3A4.",
        "Take zorfanib with drugs primarily metabolized by CYP2C9 only with care.",
        "Zorfanib given with another (an inhibitor of CYP3A4) was tested.",
    ],
)
def test_what_is_said_of_other_medicines(found, text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("CYP1A2, 2B6, and 3A4/5", ["CYP1A2", "CYP2B6", "CYP3A4/5"]),
        ("OATP1B1/1B3", ["OATP1B1/1B3"]),
        ("CYP2C9/2C19", ["CYP2C9", "CYP2C19"]),
        ("cytochrome P450 3A4", ["CYP3A4"]),
        ("MATE2K", ["MATE2-K"]),
        ("UGT) 1A1", ["UGT1A1"]),
    ],
)
def test_enzyme_lists(words, told):
    assert enzymes(words) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Zorfanib does not inhibit CYP450 enzymes.", [("CYP450", "inhibitor", False, True)]),
        ("Zorfanib does not inhibit the major CYP enzymes (CYP1A2, 2B6).", [("CYP1A2", "inhibitor", False, True), ("CYP2B6", "inhibitor", False, True)]),
        ("No metabolism by CYP2D6 was seen.", [("CYP2D6", "substrate", False, True)]),
        ("Zorfanib is hydrolyzed by plasma esterases.", [("esterases", "substrate", False, False)]),
        ("Zorfanib inhibits organic anion transporter (OAT)1 and OAT3.", [("OAT1", "inhibitor", False, False), ("OAT3", "inhibitor", False, False)]),
        ("Zorfanib is metabolized mainly by CYP3A4 and also by UGT1A1.", [("CYP3A4", "substrate", True, False), ("UGT1A1", "substrate", False, False)]),
    ],
)  # fmt: skip
def test_names_in_full_and_as_a_whole(found, text, told):
    assert found(text) == [Metabolism(*one) for one in told]


def test_what_a_metabolite_is_told_to_be_is_told_of_the_medicine(found):
    assert found("The metabolites of zorfanib are substrates of OAT3.") == [Metabolism("OAT3", "substrate")]
    assert found("Zorfanib gives one metabolite, M4. M4 is a strong CYP2C8 inhibitor.") == [Metabolism("CYP2C8", "inhibitor")]
    assert found("The released payload ZMAE is mainly metabolized by CYP3A4.") == [Metabolism("CYP3A4", "substrate", major=True)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Zorfanib is metabolized by P450 isoforms (1A2, 3A).", [("CYP1A2", "substrate", False), ("CYP3A", "substrate", False)]),
        (
            "That zorfanib is metabolized by CYP1A2 is known. Zorfanib does not induce these enzymes.",
            [("CYP1A2", "substrate", False), ("CYP1A2", "inducer", True)],
        ),
        (
            "It is unlikely that zorfanib, by inhibiting further enzymes (CYP1A2) or the carrier OAT1, matters.",
            [("CYP1A2", "inhibitor", True), ("OAT1", "inhibitor", True)],
        ),
        ("There is low potential for zorfanib to inhibit CYP2B6.", [("CYP2B6", "inhibitor", True)]),
        ("Zorfanib exhibited CYP2C8 inhibition.", [("CYP2C8", "inhibitor", False)]),
        ("UGT1A1 inhibition was not seen with zorfanib.", [("UGT1A1", "inhibitor", True)]),
        ("Formation of the acid is mediated via CYP3A4.", [("CYP3A4", "substrate", False)]),
        ("Zorfanib does not inhibit uptake by OATP1B1.", [("OATP1B1", "inhibitor", True)]),
        ("Renal secretion of zorfanib involves OAT3.", [("OAT3", "substrate", False)]),
        ("Lysosomal proteases degrade zorfanib.", [("lysosomal proteases", "substrate", False)]),
        ("P450 enzymes do not play a role in zorfanib metabolism.", [("CYP450", "substrate", True)]),
        ("CYP2C8 and CYP1A2 are the CYP enzymes involved in zorfanib metabolism.", [("CYP2C8", "substrate", False), ("CYP1A2", "substrate", False)]),
        ("Zorfanib showed weak inhibition of UGT1A9 that is not expected to matter.", [("UGT1A9", "inhibitor", False)]),
        ("Zorfanib was tested for induction of CYP1A2.", []),
    ],
)  # fmt: skip
def test_nouns_negations_and_lists_in_brackets(found, text, told):
    assert [(one.enzyme, one.role, one.negated) for one in found(text)] == told


def test_a_family_is_left_out_where_the_label_names_its_members(found):
    assert [one.enzyme for one in found("Zorfanib is metabolized by CYP450 enzymes. Zorfanib is metabolized by CYP2C9.")] == [
        "CYP2C9"
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Zorfanib is an inhibitor of P-gp, OCT2 and MATE1, but is not an inhibitor of BCRP.", {"P-gp": "+", "OCT2": "+", "MATE1": "+", "BCRP": "-"}),
        ("Zorfanib inhibits P-gp and BCRP, but not OAT1 or OCT1.", {"P-gp": "+", "BCRP": "+", "OAT1": "-", "OCT1": "-"}),
        ("Zorfanib did not inhibit the main metabolizing enzymes in vitro, including CYPs 1A2, 2C8 and UGT1A1.", {"CYP1A2": "-", "CYP2C8": "-", "UGT1A1": "-"}),
        ("No inhibition of CYP1A2 or CYP2C9 was seen with zorfanib.", {"CYP1A2": "-", "CYP2C9": "-"}),
        ("Zorfanib is a non-inhibitor of the CYP450 enzyme family.", {"CYP450": "-"}),
        ("Zorfanib inhibited CYP2A6, however, what this means is unknown.", {"CYP2A6": "+"}),
    ],
)  # fmt: skip
def test_what_it_inhibits_and_what_not(found, text, told):
    assert {one.enzyme: "-" if one.negated else "+" for one in found(text) if one.role == "inhibitor"} == told


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Zorfanib neither inhibits nor induces CYP3A4.", {"inhibitor", "inducer"}),
        ("Zorfanib is not a substrate, inhibitor, or inducer of CYP3A4.", {"substrate", "inhibitor", "inducer"}),
        ("Zorfanib does not inhibit the metabolism of substrates of CYP3A4.", {"inhibitor"}),
    ],
)
def test_joined_roles_share_a_list(found, text, roles):
    assert {(one.role, one.negated) for one in found(text)} == {(role, True) for role in roles}


def test_both_roles_behind_an_enzyme(found):
    assert {(one.enzyme, one.role) for one in found("Zorfanib is a P-gp substrate and a CYP3A4 inhibitor.")} == {
        ("P-gp", "substrate"),
        ("CYP3A4", "inhibitor"),
    }


@pytest.mark.parametrize(
    ("text", "major"),
    [
        ("Zorfanib is metabolized by CYP3A4 with some contribution from CYP2D6.", {"CYP3A4": True, "CYP2D6": False}),
        ("Zorfanib is mainly metabolized by CYP3A4 and direct conjugation by UGT1A1.", {"CYP3A4": True, "UGT1A1": False}),
        ("Zorfanib is marginally metabolized by CYP2C9 and to a lesser extent by CYP2C8.", {"CYP2C9": False, "CYP2C8": False}),
        ("Zorfanib is metabolized by CYP3A4. CYP3A4 is the main enzyme responsible for the metabolism of zorfanib.", {"CYP3A4": True}),
    ],
)  # fmt: skip
def test_the_main_enzyme_once(found, text, major):
    told = found(text)
    assert len(told) == len(major)
    assert {one.enzyme: one.major for one in told} == major


@pytest.mark.parametrize(
    "text",
    [
        "Strong CYP3A4 Inhibitors: Avoid strong CYP3A4 inhibitors with zorfanib.",
        "Zorfanib is raised by inhibitors of CYP3A4.",
        "Interactions of zorfanib mediated by CYP3A4 are not expected.",
    ],
)
def test_headings_and_interactions_tell_no_role(found, text):
    assert found(text) == []


def test_a_family_named_with_its_members_is_not_one_more(found):
    assert [one.enzyme for one in found("Zorfanib inhibited organic cation transporters, OCT2.")] == ["OCT2"]


def test_the_section_on_the_mechanism_names_targets(label, section):
    text = "Zorfanib inhibits xanthine oxidase. Zorfanib is an inhibitor of monoamine oxidase."
    source = Source(label(section("34090-1", section_id="top"), section("43679-0", text, parent="top")))
    assert [fact.value.enzyme for fact in metabolisms(source)] == ["monoamine oxidase"]


@pytest.mark.parametrize(
    "text",
    [
        "Zorfanib has not been evaluated as a substrate of OAT1.",
        "The ability of zorfanib to inhibit CYP450 enzymes has not been elucidated.",
    ],
)
def test_what_was_not_studied_is_no_role(found, text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("No inhibition of CYP2D6 has been observed.", [("CYP2D6", "inhibitor", False, True)]),
        ("Tests tell of minor inhibition of CYP2D6 by zorfanib.", [("CYP2D6", "inhibitor", False, False)]),
        ("Zorfanib did not inhibit the metabolic pathways catalyzed by CYP1A2.", [("CYP1A2", "inhibitor", False, True)]),
        ("Zorfanib did not inhibit multidrug resistance protein 1 (P-gp/MDR1).", [("P-gp", "inhibitor", False, True)]),
    ],
)
def test_inhibition_told_by_a_noun(found, text, told):
    assert found(text) == [Metabolism(*one) for one in told]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Studies show the involvement of UGT and possibly alcohol dehydrogenase in the metabolism of zorfanib.",
         [("UGT", "substrate", False), ("alcohol dehydrogenase", "substrate", False)]),
        ("Zorfanib is an inhibitor, but not a substrate, of P-gp.", [("P-gp", "inhibitor", False), ("P-gp", "substrate", True)]),
        ("Zorfanib is a substrate of MRP2 in tubes and MRP2 inhibitors can raise it.", [("MRP2", "substrate", False)]),
        ("Zorfanib did not inhibit multi-drug resistant protein (MDR1) (also known as P-gp), OCT2 and, OAT1.",
         [("P-gp", "inhibitor", True), ("OCT2", "inhibitor", True), ("OAT1", "inhibitor", True)]),
        ("Inhibition of CYP3A4 affects the metabolism of zorfanib.", []),
        ("A third of zorfanib is metabolized by joining it to glutathione and by aldehyde oxidase.", [("aldehyde oxidase", "substrate", False)]),
        ("Zorfanib is turned over and converted by a phosphatase.", [("phosphatase", "substrate", False)]),
        ("CYP1A2 may contribute to a much lesser extent to what zorfanib loses.", [("CYP1A2", "substrate", False)]),
    ],
)  # fmt: skip
def test_roles_told_in_other_ways(found, text, told):
    assert [(one.enzyme, one.role, one.negated) for one in found(text)] == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Based on this, no risk for inhibition of CYP2C9 is foreseen.", [("CYP2C9", "inhibitor", True)]),
        ("In liver cells in vitro , there was no indication for induction of CYP1A2.", [("CYP1A2", "inducer", True)]),
        ("Zorfanib is metabolized by cytochrome P4501A.", [("CYP1A", "substrate", False)]),
        ("CYP1A2 and the flavin-containing monooxygenase system are involved in zorfanib oxidation.",
         [("CYP1A2", "substrate", False), ("flavin-containing monooxygenase", "substrate", False)]),
        ("Zorfanib spared probes of cytochrome P450 (1A2 and 3A4). Zorfanib is neither an inhibitor nor an inducer of these cytochrome P450 isozymes.",
         [("CYP1A2", "inhibitor", True), ("CYP1A2", "inducer", True), ("CYP3A4", "inhibitor", True), ("CYP3A4", "inducer", True)]),
        ("Zorfanib is an inhibitor of MAO type B.", [("MAO-B", "inhibitor", False)]),
        ("Zorfanib does not inhibit P-glycoprotein.", [("P-glycoprotein", "inhibitor", True)]),
    ],
)  # fmt: skip
def test_further_words_and_the_labels_own_names(found, text, told):
    assert sorted((one.enzyme, one.role, one.negated) for one in found(text)) == sorted(told)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Zorfanib had no significant effect on metabolism by CYP2D6 (dextromethorphan) substrates.", []),
        ("It is unlikely that zorfanib will alter the clearance of substrates of CYP2D6.", []),
        ("The rise with zorfanib is likely due to inhibition of tubular secretion of creatinine via OCT2.", []),
        ("The potential of zorfanib to act as inducers of CYP enzymes has not been reported.", []),
        ("Zorfanib is a P-gp substrate, but is not a substrate of BCRP.", [("P-gp", "substrate", False), ("BCRP", "substrate", True)]),
        ("Induction of CYP3A4 by zorfanib is expected to be low.", [("CYP3A4", "inducer", True)]),
        (
            "Zorfanib is a substrate of P-gp, but it does not inhibit these efflux transporters.",
            [("P-gp", "substrate", False), ("P-gp", "inhibitor", True)],
        ),
        ("CYP1A2 is known to be the major enzyme involved in the metabolism of zorfanib.", [("CYP1A2", "substrate", False)]),
        ("UGT2B7 and UGT2B4 are the major enzymes mediating glucuronidation of zorfanib.", [("UGT2B7", "substrate", False), ("UGT2B4", "substrate", False)]),
        ("Zorfanib is not detoxified by plasma esterases.", [("esterases", "substrate", True)]),
    ],
)  # fmt: skip
def test_what_is_affected_and_who_acts(found, text, told):
    assert [(one.enzyme, one.role, one.negated) for one in found(text)] == told


def test_a_lesser_way_in_brackets_is_not_a_main_one(found):
    text = "Zorfanib is cleared predominantly by the CYP3A4 (major route) and CYP2C9 (minor route) isoenzymes."
    assert [(one.enzyme, one.major) for one in found(text)] == [("CYP3A4", True), ("CYP2C9", False)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Interactions with zorfanib as an inhibitor of CYP1A2 and of UGT1A1 are not expected.",
            {("CYP1A2", "inhibitor", True), ("UGT1A1", "inhibitor", True)},
        ),
        (
            "Several enzymes catalyze glucuronidation (UGT1A1 and UGT2B7) and demethylation (CYP2D6) of zorfanib.",
            {("UGT1A1", "substrate", False), ("UGT2B7", "substrate", False), ("CYP2D6", "substrate", False)},
        ),
        ("Mumblin, a component of zorfanib, exhibited CYP2C8 time-dependent inhibition.", {("CYP2C8", "inhibitor", False)}),
        (
            "Zorfanib inhibits CYP2C19 (with midazolam as probe), but does not inhibit CYP1A2.",
            {("CYP2C19", "inhibitor", False), ("CYP1A2", "inhibitor", True)},
        ),
        ("Zorfanib is mainly metabolized by cytosolic reductases.", {("cytosolic reductases", "substrate", False)}),
        ("CYP3A4 enzymes and transporters are not involved in the clearance of zorfanib.", {("CYP3A4", "substrate", True)}),
        (
            "Zorfanib is a reversible inhibitor of CYP1A2. Zorfanib has no potential for time-dependent inhibition of CYP1A2.",
            {("CYP1A2", "inhibitor", False)},
        ),
        (
            "Use of zorfanib with strong inhibitors of CYP3A4 (such as voriconazole) or strong inducers of P-gp is to be avoided.",
            set(),
        ),
    ],
)
def test_roles_told_in_other_words(found, text, told):
    assert {(one.enzyme, one.role, one.negated) for one in found(text)} == told
