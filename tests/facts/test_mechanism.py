"""Mechanisms of action of invented labels."""

import pytest
from msgspec.structs import replace

from plainlabel.facts.kinds import Mechanism
from plainlabel.facts.mechanism import mechanisms, pathways
from plainlabel.facts.source import Source
from plainlabel.label import ActiveIngredient


@pytest.fixture
def found(label, section):
    """Returns a function that gives the mechanisms a text names."""
    return lambda text, **fields: [fact.value for fact in mechanisms(Source(label(section("43679-0", text), **fields)))]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Zorfanib is a selective inhibitor of factor Xa.", ("inhibits", "factor Xa")),
        ("Zorfanib is a kinase inhibitor.", ("inhibits", "kinase")),
        ("Zorfanib is a tricyclic histamine H7 receptor antagonist.", ("antagonizes", "histamine H7 receptor")),
        ("Zorfanib is an azapeptide inhibitor of zorvase.", ("inhibits", "zorvase")),
        (
            "Zorfanib is a dihydropyridine calcium antagonist that inhibits the influx of calcium ions into muscle.",
            ("inhibits", "influx of calcium ions"),
        ),
        ("Zorfanib is a human monoclonal antibody that binds to the PD-9 receptor.", ("binds", "PD-9 receptor")),
        ("Zorfanib binds with high affinity to S1P receptors.", ("binds", "S1P receptors")),
        ("Zorfanib acts through the glucocorticoid receptor.", ("acts on", "glucocorticoid receptor")),
        ("Zorfanib is a stimulator of soluble guanylate cyclase, an enzyme.", ("stimulates", "soluble guanylate cyclase")),
        ("Zorfanib lowers pain through inhibition of cyclooxygenase.", ("inhibits", "cyclooxygenase")),
        ("Zorfanib reduces acid secretion.", ("reduces", "acid secretion")),
    ],
)  # fmt: skip
def test_action_and_target(found, text, told):
    assert [(one.action, one.target) for one in found(text)] == [told]


def test_a_consequence_gives_way_to_what_it_acts_on(found):
    text = "Zorfanib increases the number of receptors. Zorfanib inhibits PCSK9."
    assert [one.target for one in found(text)] == ["PCSK9"]


def test_what_it_does_not_do_is_no_mechanism(found):
    assert found("Zorfanib is not a dopamine receptor agonist. Zorfanib does not neutralize TNF.") == []


def test_an_unknown_mechanism(found):
    assert found("The mechanism of action of zorfanib is unknown.") == [Mechanism(unknown=True)]


def test_a_biologic_named_without_its_suffix(found):
    assert [one.target for one in found("Zorfanab products bind to IL-31.", name="ZORFA", generic="zorfanab-abcd")] == ["IL-31"]


def test_signals_are_named_once():
    assert pathways("IL-4 and interleukin-13, then IL-4 by JAK1") == ("IL-4", "IL-13", "JAK1")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Zorfanib inhibits JAK1, JAK2, and TYK2.", ["JAK1", "JAK2", "TYK2"]),
        ("Zorfanib is a kinase inhibitor that targets MEK7.", ["MEK7"]),
        ("Zorfanib is a beta 2 -adrenergic receptor agonist.", ["beta2-adrenergic receptor"]),
        ("Zorfanib is an opioid agonist.", ["opioid receptor"]),
        ("Zorfanib inhibits JAK1 by blocking the site where ATP docks.", ["JAK1"]),
        ("Zorfanib blocks the reuptake of norepinephrine and dopamine into the neuron.", ["reuptake of norepinephrine and dopamine"]),
    ],
)  # fmt: skip
def test_each_target(found, text, told):
    assert [one.target for one in found(text)] == told


def test_an_unknown_mechanism_stands_with_what_it_is_thought_to_be(found):
    text = "The mechanism of action of zorfanib is not fully known. Zorfanib is thought to inhibit the reuptake of dopamine."
    assert [(one.target, one.unknown) for one in found(text)] == [("reuptake of dopamine", True)]


def test_what_was_seen_in_cells_gives_way(found):
    text = "Zorfanib inhibits MEK7. In vitro, zorfanib inhibited BRAF9."
    assert [one.target for one in found(text)] == ["MEK7"]


def test_microbiology_is_read_where_the_mechanism_refers_to_it(label, section):
    own = section("43679-0", "Zorfanib is an antibacterial drug [see Microbiology (12.4)].")
    other = section("49489-8", "Zorfanib binds to the bacterial 30S subunit.")
    told = [fact.value.target for fact in mechanisms(Source(label(own, other)))]
    assert told == ["bacterial 30S subunit"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Zorfanib binds to and inhibits PD-9.", [("inhibits", "PD-9")]),
        ("Zorfanib is a human antibody directed against the PD-9 ligand.", [("binds", "PD-9 ligand")]),
        ("Zorfanib is a CD79-directed antibody.", [("binds", "CD79")]),
        ("Zorfanib binds to an intracellular protein, FKBQ-12.", [("binds", "FKBQ-12")]),
        ("Zorfanib inhibits the function of the ZRT1 transporter.", [("inhibits", "ZRT1 transporter")]),
        ("Zorfanib is an inhibitor of 4-oxo-4-zeryl-norvinyl-coenzyme (ONV-CoA) reductase.", [("inhibits", "ONV-CoA reductase")]),
        ("Zorfanib targets zeta factor receptor (ZFR), norva receptor (NVR) and omega kinase (OMK).", [("targets", "zeta factor receptor"), ("targets", "norva receptor"), ("targets", "omega kinase")]),
        ("Zorfanib inhibits lanosterase involved in cell walls.", [("inhibits", "lanosterase")]),
        ("Zorfanib inhibits primarily the absorption of sodium.", [("inhibits", "absorption of sodium")]),
        ("The effects of zorfanib are mediated through binding to estrogen receptors.", [("binds", "estrogen receptors")]),
        ("Zorfanib is an antagonist/inverse agonist at histamine receptors.", [("antagonizes", "histamine receptors")]),
    ],
)  # fmt: skip
def test_the_target_by_its_own_words(found, text, told):
    assert [(one.action, one.target) for one in found(text)] == told


def test_a_weak_inhibitor_is_no_mechanism(found):
    assert found("Zorfanib is a weak inhibitor of PD-9.") == []


def test_it_is_the_medicine_only_behind_its_name(found):
    text = "Zeta is a hormone. It stimulates the norva receptor. Zorfanib blocks the zeta receptor. It inhibits ZRT1."
    assert [one.target for one in found(text)] == ["zeta receptor", "ZRT1"]


def test_a_role_that_is_not_understood_is_unknown(found):
    assert [one.unknown for one in found("The role of each part of zorfanib is incompletely understood.")] == [True]


def test_the_mechanism_inside_another_section(label, section):
    first = section("34090-1", "Zorfanib is absorbed well.", section_id="first")
    other = section(
        "34090-1", "Mechanism of Action Zorfanib is a drug that acts by inhibition of wall synthesis.", section_id="other"
    )
    assert [fact.value.target for fact in mechanisms(Source(label(first, other)))] == ["wall synthesis"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "How zorfanib acts is thought to come from antagonism at dopamine D2 and at serotonin 5-HT2A receptors.",
            [("antagonizes", "dopamine D2 receptor"), ("antagonizes", "serotonin 5-HT2A receptors")],
        ),
        (
            "The efficacy of zorfanib could be mediated through a combination of dopamine D2 and serotonin 5-HT2A receptor antagonism.",
            [("antagonizes", "dopamine D2 receptor"), ("antagonizes", "serotonin 5-HT2A receptor")],
        ),
        ("Zorfanib lowers pressure by suppression of aqueous humor production.", [("suppresses", "aqueous humor production")]),
        ("Zorfanib is presumed to involve binding to synaptic vesicle protein 2A.", [("binds", "synaptic vesicle protein 2A")]),
        ("Zorfanib dissolves keratin.", [("dissolves", "keratin")]),
        (
            "Zorfanib inhibits the tyrosine kinase activity of MET, VEGFR-1, -2 and KIT.",
            [("inhibits", "MET"), ("inhibits", "VEGFR-1"), ("inhibits", "VEGFR-2"), ("inhibits", "KIT")],
        ),
        ("Zorfanib provides an exogenous source of GAA.", [("provides", "GAA")]),
        ("Zorfanib contributes to bone tissue.", [("contributes to", "bone tissue")]),
        ("Zorfanib acts on platelets by binding to the P2Y12 receptor.", [("binds", "P2Y12 receptor")]),
        ("Zorfanib inhibits JAK9 by binding to its pocket and blocking the hinge.", [("inhibits", "JAK9")]),
        ("Zorfanib binds CD99 and blocks its interaction with CD98.", [("binds", "CD99"), ("blocks", "interaction with CD98")]),
        (
            "Zorfanib works by increasing insulin secretion, increasing glucose uptake and by decreasing glucagon.",
            [("increases", "insulin secretion"), ("increases", "glucose uptake"), ("decreases", "glucagon")],
        ),
    ],
)  # fmt: skip
def test_nouns_and_further_clauses(found, text, told):
    assert [(one.action, one.target) for one in found(text)] == told


def test_receptors_that_pharmacodynamics_lists(label, section):
    binds = "Zorfanib has high affinity for dopamine D2 (Ki 3.1 nM), serotonin 5-HT2A (Ki 5 nM) and alpha1 adrenergic receptors."
    not_bound = "Zorfanib has no affinity for opioid receptors."
    blocks = "Zorfanib is an antagonist at 5-HT7 receptors."
    read = label(
        section("43679-0", "The mechanism of action of zorfanib is unknown."), section("43681-6", f"{binds} {not_bound} {blocks}")
    )
    told = {(one.value.action, (one.value.target or "").removesuffix(" receptor")) for one in mechanisms(Source(read))}
    assert told >= {
        ("binds", "dopamine D2"),
        ("binds", "serotonin 5-HT2A"),
        ("binds", "alpha1 adrenergic receptors"),
        ("antagonizes", "5-HT7 receptors"),
    }


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Zorfanib acts by inhibition of DNA, RNA and protein synthesis.", [("inhibits", "DNA, RNA and protein synthesis")]),
        ("Most of these effects are attributed to antagonism of adenosine receptors by zorfanib.", [("antagonizes", "adenosine receptors")]),
        ("Zorfanib calms tension by stimulating the release of insulin.", [("stimulates", "release of insulin")]),
        ("Zorfanib inhibits DNA-dependent RNA polymerase.", [("inhibits", "DNA-dependent RNA polymerase")]),
        ("Zorfanib binds to the 50 S ribosomal subunits of susceptible organisms.", [("binds", "50S ribosomal subunits")]),
        ("Zorfanib works through partial agonist activity at D2 receptors, and antagonist activity at 5-HT2A receptors.",
         [("activates", "D2 receptors"), ("antagonizes", "5-HT2A receptors")]),
        ("Zorfanib slowed seizures by electrical stimulation of the cortex in cats. Zorfanib blocks sodium channels.", [("blocks", "sodium channels")]),
    ],
)  # fmt: skip
def test_told_as_nouns_or_means(found, text, told):
    assert [(one.action, one.target) for one in found(text)] == told


def test_a_mechanism_headed_deep_inside_clinical_pharmacology(label, section):
    text = "Levels peak at noon. " * 40 + "Mechanism of Action Zorfanib inhibits factor Xa."
    assert [fact.value.target for fact in mechanisms(Source(label(section("34090-1", text, title="CLINICAL PHARMACOLOGY"))))] == [
        "factor Xa"
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Zorfanib has no affinity for 5-HT9 receptors, the targets of present treatments. Zorfanib blocks PCSK9.", ["PCSK9"]),
        ("Zorfanib is an antagonist of PCSK9 to modulate neuronal firing.", ["PCSK9"]),
        ("The molecular target of zorfanib has been shown to be the salt carrier, Grumble-1 Transporter (GT1), which moves salt.",
         ["Grumble-1 Transporter"]),
        ("The molecular target of zorfanib is not known.", [None]),
        ("The main mechanism of zorfanib is therefore inhibition or delay of ovulation.", ["ovulation"]),
        ("Zorfanib binds weakly to GABA receptors. Zorfanib blocks PCSK9.", ["PCSK9"]),
        ("Zorfanib blocks the generation and the conduction of nerve impulses.", ["generation and the conduction of nerve impulses"]),
    ],
)  # fmt: skip
def test_targets_told_otherwise_and_what_follows_from_them(found, text, told):
    assert [one.target for one in found(text)] in (told, [] if told == [None] else told)


def test_an_unknown_mechanism_may_be_told_with_the_effects(label, section):
    unknown = section("43679-0", "The mechanism of action of zorfanib is unclear.", number="12.1", section_id="a")
    effects = section(
        "43681-6", "Zorfanib blocks the reuptake of dopamine. Zorfanib lowers grumbling.", number="12.2", section_id="b"
    )
    assert [fact.value.target for fact in mechanisms(Source(label(unknown, effects)))] == [None, "reuptake of dopamine"]


@pytest.mark.parametrize(
    "text",
    [
        "Zorfanib lacked any useful affinity for a row of receptors, including opioid and dopamine D2 receptors.",
        "In a dish zorfanib was not seen to have any useful binding affinity for the A7 and A8 receptors.",
    ],
)
def test_a_lack_of_affinity_is_no_binding(found, text):
    assert [value for value in found(text) if value.action == "binds"] == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Zorfanib is a beta1-selective adrenergic receptor blocking agent.", [("blocks", "beta1-selective adrenergic receptor")]),
        ("Zorfanib is a small molecule inhibitor that targets MEK7.", [("targets", "MEK7")]),
        ("Zorfanib is an analog of the complex 9 inhibitor, norvexin.", []),
        ("Zorfanib is a structural analog of norvin, and zorfanib functions as a guanylate cyclase-C agonist.", [("activates", "guanylate cyclase-C")]),
        ("Zorfanib lowers sweating by preventing the stimulation of these receptors.", [("lowers", "sweating")]),
        ("Zorfanib acts like others, is not completely understood but may be related to kinase Q inhibition.", [("inhibits", "kinase Q")]),
        ("Zorfanib inhibits kinase Q, which catalyzes a transfer of groups.", [("inhibits", "kinase Q")]),
        ("Zorfanib is an enzyme that hydrolyzes oxalate.", [("hydrolyzes", "oxalate")]),
        ("Zorfanib is converted to dopamine.", []),
        ("Zorfanib was given at a target dose of 25 mg.", []),
        ("Zorfanib causes water to be retained.", []),
        ("Zorfanib is an inhibitor of poly (ADP-ribose) polymerase (PARP) enzymes.", [("inhibits", "poly (ADP-ribose) polymerase enzymes")]),
        ("Zorfanib binds to VEGF-A (Kd of 0.5 pM), to VEGF-B (Kd of 1.9 pM), and to PlGF2.", [("binds", "VEGF-A"), ("binds", "VEGF-B"), ("binds", "PlGF2")]),
        ("Zorfanib binds PD-9 and blocks the interaction of PD-9 with PD-L9.", [("binds", "PD-9"), ("blocks", "interaction of PD-9 with PD-L9")]),
        ("Zorfanib inhibits kinase Q and specifically binds to C1s.", [("inhibits", "kinase Q"), ("binds", "C1s")]),
        ("Zorfanib is only weakly active against cramps induced by the GABA receptor antagonist, norvexin.", []),
        ("Zorfanib is an antagonist of histamine H1 receptors. Zorfanib-bound IL-31 can still bind IL-31R.", [("antagonizes", "histamine H1 receptors")]),
    ],
)  # fmt: skip
def test_what_stands_around_an_action(found, text, told):
    assert [(one.action, one.target) for one in found(text)] == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "It is thought that other agents act by releasing serotonin. Zorfanib blocks serotonin receptors.",
            ["serotonin receptors"],
        ),
        ("Zorfanib inhibits kinase Q. Resistance to zorfanib is mediated by enzymes that cleave zorfanib.", ["kinase Q"]),
        ("In a study of 40 patients, zorfanib blocked nine dermatomes.", []),
    ],
)
def test_sentences_that_tell_of_other_things(found, text, told):
    assert [one.target for one in found(text)] == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The effect involves the binding of zorfanib to genomic DNA.", ("binds", "genomic DNA")),
        ("Inhibition of kinase Q by zorfanib lowers blood pressure.", ("inhibits", "kinase Q")),
        ("Zorfanib is hydrolyzed to norvenic acid (NVA), the active metabolite. NVA is an inhibitor of kinase Q.", ("inhibits", "kinase Q")),
    ],
)  # fmt: skip
def test_told_around_the_name_or_of_its_active_form(found, text, told):
    assert [(one.action, one.target) for one in found(text)] == [told]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Zorfanib inhibits kinase Q. Zorfanib is not expected to cross the barrier or modulate receptor Z.", ["kinase Q"]),
        ("Zorfanib binds to HER9. Zorfanib is a HER9-targeted antibody-drug conjugate.", ["HER9"]),
        ("Zorfanib is a member of a therapeutic class called CCR9 co-receptor antagonists.", ["CCR9 co-receptor"]),
        ("Zorfanib enhances the activity of plasmin to hydrolyze clots.", ["plasmin"]),
        ("Zorfanib enhances slow inactivation of voltage-gated channels, resulting in inhibition of firing.", ["inactivation of voltage-gated channels"]),
        ("Symptoms of the disease are related to depletion of dopamine. Zorfanib blocks receptor Z.", ["receptor Z"]),
        ("Zorfanab is an antibody that binds platelet-derived growth factor receptor alpha.", ["platelet-derived growth factor receptor alpha"]),
        ("Zorfanib is an amide local anesthetic. Local anesthetics block the conduction of nerve impulses.", ["conduction of nerve impulses"]),
        ("COCs lower the risk of becoming pregnant primarily by suppressing ovulation.", ["ovulation"]),
        ("Zorfanib is an antagonist of the NMDA receptor and a sigma-1 receptor agonist.", ["NMDA receptor", "sigma-1 receptor"]),
        ("Zorfanib binds the PA of B. norvexis.", ["PA of B. norvexis"]),
    ],
)  # fmt: skip
def test_what_does_it_and_to_what(found, text, told):
    generic = "zorfanab" if "Zorfanab" in text else "zorfanib"
    assert [one.target for one in found(text, generic=generic)] == told


def test_a_second_substance_is_told_by_what_follows_from_it(label, section):
    text = "Zorfanib inhibits lipid reductase. Norvexin is a thiazide diuretic. Thiazides affect the reabsorption of electrolytes."
    both = label(section("43679-0", text))
    first = replace(both.products[0], active=(ActiveIngredient("ZORFANIB"),))
    second = replace(first, name="NORVEX", generic="norvexin", active=(ActiveIngredient("NORVEXIN"),))
    told = [fact.value.target for fact in mechanisms(Source(replace(both, products=(first, second))))]
    assert told == ["lipid reductase", "reabsorption of electrolytes"]


def test_what_it_binds_to_besides_is_no_mechanism_where_one_is_told(label, section):
    binds = "Zorfanib has high affinity for dopamine D2 (Ki 3.1 nM) and serotonin 5-HT2A receptors."
    read = label(section("43679-0", "Zorfanib inhibits PCSK9."), section("43681-6", binds))
    assert [one.value.target for one in mechanisms(Source(read))] == ["PCSK9"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Zorfanib is a grumble antagonist that blocks mumblin binding on the nerve.", ["grumble receptor", "grumble"]),
        ("During exogenous use of zorfanib, release is inhibited through feedback inhibition of pituitary LH.", []),
        ("Zorfanib combines two agents to target HCV at several steps.", []),
        ("Zorfanib does not appear to exert its calming effects through interaction with grumble receptors.", []),
        (
            "Zorfanib is a beta9 receptor agonist. Its effects are attributable to stimulation of intracellular adenyl cyclase.",
            ["beta9 receptor"],
        ),
        (
            "Zorfanib slows growth by binding to and reversibly inhibiting the required enzyme, mumble reductase.",
            ["mumble reductase"],
        ),
        ("Reuptake of chloride is also blocked by zorfanib.", ["Reuptake of chloride", "reuptake of chloride"]),
        (
            "Zorfanib works through antagonism of the dopamine type 8 (D8) and the serotonin type 9C (5-HT9C) receptors.",
            ["dopamine type 8 receptor", "serotonin type 9C receptor"],
        ),
        ("Zorfanib inhibits the synthesis of DNA, RNA, and proteins.", ["synthesis of DNA, RNA, and proteins"]),
    ],
)
def test_what_is_acted_on_and_what_is_not(found, text, told):
    assert {one.target for one in found(text)} <= set(told)
    assert bool(found(text)) == bool(told)


def test_the_unknown_stands_alone_where_only_another_section_tells(label, section):
    read = label(
        section("43679-0", "The mechanism of action of zorfanib is unknown."),
        section("43681-6", "Zorfanib inhibits the serotonin transporter."),
    )
    assert [(one.value.target, one.value.unknown) for one in mechanisms(Source(read))] == [
        (None, True),
        ("serotonin transporter", False),
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Zorfanib is a selective 5HT 9A/9C receptor antagonist.", ["5HT 9A/9C receptor"]),
        ("Zorfanib is a beta 7 -adrenergic receptor agonist.", ["beta7-adrenergic receptor"]),
        ("Zorfanib is a D7 receptor antagonist.", ["D7 receptor"]),
    ],
)
def test_symbols_stand_as_the_label_writes_them(found, text, told):
    assert [one.target for one in found(text)] == told


def test_a_system_gives_way_to_the_receptor_it_is(found):
    text = "The effect of zorfanib is caused by interaction with the norvoid receptor system, i.e., the NV (7) receptor."
    assert [one.target for one in found(text)] == ["NV (7) receptor"]


def test_the_part_of_the_kidney_stays_with_what_goes_through_it(found):
    text = "Zorfanib inhibits lithium reabsorption in the thick limb of the loop of Henle, as seen in studies."
    assert [one.target for one in found(text)] == ["lithium reabsorption in the thick loop of Henle"]


def test_each_means_of_a_series_counts(found):
    text = (
        "Zorfanib raises serum zinc by increasing renal zinc reabsorption, increasing intestinal zinc absorption "
        "(i.e., by making zincol) and by increasing bone turnover."
    )
    assert [one.target for one in found(text)] == ["renal zinc reabsorption", "intestinal zinc absorption", "bone turnover"]


def test_light_stands_with_its_wavelengths(found):
    assert [one.target for one in found("Zorfanib emits light at wavelengths of 610-620 nm.")] == [
        "light at wavelengths of 610-620 nm"
    ]


def test_a_class_told_as_proteins_that_act_is_the_medicine(found):
    text = "Zorvon-stimulating factors are proteins which act on cells by binding to specific cell surface receptors and stimulating growth, division and more."
    assert [one.target for one in found(text)] == ["cell surface receptors"]


def test_two_effects_count_where_both_are_the_mechanism(found):
    text = "The effect of zorfanib results from its contribution to oncotic pressure. Zorfanib stabilizes circulating volume."
    assert [one.target for one in found(text)] == ["oncotic pressure", "circulating volume"]


def test_what_the_medicine_becomes_and_what_is_feared_are_no_mechanism(found):
    assert found("Zorfanib is first converted to zorfol. Concerns exist that zorfanib can modify hair growth.") == []


def test_the_unknown_stands_with_the_first_of_a_sentence(found):
    text = "Zorfanib inhibits PCSK9 and blocks the H7 receptor. The mechanism of its effect is unknown."
    assert [(one.target, one.unknown) for one in found(text)] == [("PCSK9", True), ("H7 receptor", False)]


def test_what_is_unknown_of_one_substance_is_not_told_of_another(label, section):
    text = (
        "Zorfanib blocks the tubular absorption of lithium. The mechanism of zorfanib's effect on the skin is not known. "
        "Norvexin inhibits lipid reductase."
    )
    both = label(section("43679-0", text))
    first = replace(both.products[0], active=(ActiveIngredient("ZORFANIB"),))
    second = replace(first, name="NORVEX", generic="norvexin", active=(ActiveIngredient("NORVEXIN"),))
    told = [fact.value for fact in mechanisms(Source(replace(both, products=(first, second))))]
    assert [(one.target, one.unknown) for one in told] == [
        (None, True),
        ("tubular absorption of lithium", False),
        ("lipid reductase", False),
    ]


def test_receptors_told_elsewhere_count_where_the_mechanism_is_an_effect(label, section):
    modulates = "Zorfanib is a selective norva receptor modulator with partial agonistic effects."
    read = label(section("43679-0", "Zorfanib inhibits ovulation."), section("43681-6", modulates))
    assert [one.value.target for one in mechanisms(Source(read))] == ["ovulation", "norva receptor"]


def test_unknown_far_behind_the_mechanism(found):
    uses = "schizophrenia, bipolar disorder, major depressive disorder, irritability of some kinds, agitation of many kinds"
    text = f"The mechanism of action of zorfanib, as with other medicines that work in {uses} and in further ones, is unknown."
    assert [one.unknown for one in found(text)] == [True]
