"""The frozen records facts are made of, one a kind: values with units in their field names, terms and codes, never sentences.

Every record can be told apart by its tag (`kind`). A field is None where the label does not say. Ages are in months (6 years
= 72), temperatures in C and F as the label states them, times in the unit the name says. A *term* is a short noun phrase of
the label ("injection site reaction"), folded to lower case unless a name; `name` beside a term is the normalised name, None
where the vocabulary knows none.
"""

from __future__ import annotations

from typing import Final, Literal, get_args

from msgspec import Struct

Role = Literal["active", "inactive"]
ClassKind = Literal["EPC", "MoA", "PE", "CS", "label"]
Phase = Literal["starting", "loading", "maintenance", "usual", "maximum"]
Seriousness = Literal["serious", "common", "reported", "postmarketing"]
PartnerKind = Literal["drug", "class", "enzyme", "transporter", "food", "alcohol", "vaccine", "test", "herb", "smoking"]
Direction = Literal["raises_partner", "lowers_partner", "raises_this", "lowers_this", "adds_effect", "less_effect", "none"]
Advice = Literal[
    "contraindicated", "avoid", "monitor", "reduce_dose", "raise_dose", "adjust_dose", "separate", "stop", "no_change", "caution"
]
Group = Literal["pregnancy", "lactation", "contraception", "fertility", "pediatric", "geriatric", "renal", "hepatic"]
ScheduleName = Literal["CI", "CII", "CIII", "CIV", "CV", "none"]
Evidence = Literal["established", "not_established", "studied", "not_studied"]


class ProductFact(Struct, frozen=True, omit_defaults=True, tag="product", tag_field="kind"):
    """One product by name: dosage form, routes, names of its active ingredients."""

    name: str
    form: str | None = None
    routes: tuple[str, ...] = ()
    active: tuple[str, ...] = ()


class AppearanceFact(Struct, frozen=True, omit_defaults=True, tag="appearance", tag_field="kind"):
    """What one strength of a medicine looks like, from its record or as the text describes it."""

    form: str | None = None
    strength: str | None = None
    colors: tuple[str, ...] = ()
    shape: str | None = None
    imprint: str | None = None


class IngredientFact(Struct, frozen=True, omit_defaults=True, tag="ingredient", tag_field="kind"):
    """One ingredient of a product: active or inactive."""

    role: Role
    name: str


class ClassFact(Struct, frozen=True, omit_defaults=True, tag="class", tag_field="kind"):
    """One pharmacologic class: FDA's (`class_kind` EPC, MoA, PE, CS), or the one the label gives itself ("label")."""

    class_kind: ClassKind
    name: str
    code: str | None = None


class Indication(Struct, frozen=True, omit_defaults=True, tag="indication", tag_field="kind"):
    """One approved use: the condition as the label heads or names it, and the ages and weight it is approved for.

    `adults` tells whether adults are included, None where unsaid. `role` is "add-on" where the label says so, "with another
    medicine" where it is only to be used together with one.
    """

    condition: str
    min_age_months: int | None = None
    max_age_months: int | None = None
    min_weight_kg: float | None = None
    adults: bool | None = None
    role: str | None = None
    name: str | None = None


class Limitation(Struct, frozen=True, omit_defaults=True, tag="limitation", tag_field="kind"):
    """One limitation of use: what the medicine is not for, by a short term."""

    term: str


class Dosage(Struct, frozen=True, omit_defaults=True, tag="dosage", tag_field="kind"):
    """One regimen or limit: an amount (`low` to `high`, equal for one figure), its unit, and how often.

    `unit` is "mg", "mcg", "g", "mL", "units", "mg/kg", "mg/m2", "tablet", "drop", "spray" ... `every_hours` is the interval
    (336 = every 2 weeks; 24 is said of what is taken once a day and of the amount of a whole day), `per_day` the times a day where
    the label says times ("three times a day"); with `every_hours` 24 the parts that the amount of a day is given in.
    `condition` is what it is for where the label gives several.
    """

    phase: Phase
    low: float
    high: float
    unit: str
    every_hours: float | None = None
    per_day: float | None = None
    once: bool = False
    route: str | None = None
    condition: str | None = None
    min_age_months: int | None = None
    max_age_months: int | None = None
    min_weight_kg: float | None = None
    max_weight_kg: float | None = None
    adults: bool | None = None


class Adjustment(Struct, frozen=True, omit_defaults=True, tag="adjustment", tag_field="kind"):
    """Whether the dose changes in people with kidney or liver disease or other named groups: `needed`, and how bad it must be.

    `severity` is "mild", "moderate", "severe", "end-stage" or several joined by " to "; `action` is "reduce", "avoid",
    "contraindicated", "monitor" or None. `population` is "children" where the label says it of children alone.
    """

    organ: Literal["renal", "hepatic"]
    needed: bool
    severity: str | None = None
    action: Literal["reduce", "avoid", "contraindicated", "monitor"] | None = None
    population: Literal["children"] | None = None


class Strength(Struct, frozen=True, omit_defaults=True, tag="strength", tag_field="kind"):
    """One strength: the dosage form and the amount as the label writes it ("300 mg/2 mL")."""

    form: str
    strength: str


class BoxedWarning(Struct, frozen=True, tag="boxed_warning", tag_field="kind"):
    """Whether a boxed warning stands on the label, and its subject headings."""

    present: bool
    subjects: tuple[str, ...] = ()


class Contraindication(Struct, frozen=True, tag="contraindication", tag_field="kind"):
    """One contraindication named by a short term ("hypersensitivity to dupilumab")."""

    term: str


class Warning_(Struct, frozen=True, omit_defaults=True, tag="warning", tag_field="kind"):  # noqa: N801 - Warning is a builtin
    """One warning: its number ("alert" for one of an over-the-counter label), its subject heading, the kinds of advice it gives.

    `advice` holds any of "monitor", "stop", "avoid", "avoid_live_vaccines", "reduce_dose", "interrupt", "counsel",
    "contraception", "test_before".
    """

    number: str | None
    subject: str
    advice: tuple[str, ...] = ()


class AdverseReaction(Struct, frozen=True, omit_defaults=True, tag="adverse_reaction", tag_field="kind"):
    """One adverse reaction: its term, how it was reported, and its rate beside the comparator where a table gives one.

    `rate_percent` is in the arm on the medicine (`dose` names it where there are several), `comparator_percent` in
    `comparator` ("placebo"); `n` and `comparator_n` are the denominators. "<1" has `rate_percent` 1 and `below` True.
    `condition` is the population of the table.
    """

    term: str
    seriousness: Seriousness
    name: str | None = None
    rate_percent: float | None = None
    comparator_percent: float | None = None
    comparator: str | None = None
    n: int | None = None
    comparator_n: int | None = None
    dose: str | None = None
    condition: str | None = None
    organ_class: str | None = None
    below: bool = False


class Interaction(Struct, frozen=True, omit_defaults=True, tag="interaction", tag_field="kind"):
    """One interaction: the partner, what kind of thing it is, what happens, and the advice.

    `name` is the partner's normal name ("monoamine oxidase inhibitors" beside "MAOIs"), None where its own words are that.
    """

    partner: str
    partner_kind: PartnerKind
    direction: Direction | None = None
    advice: Advice | None = None
    name: str | None = None


class PopulationFact(Struct, frozen=True, omit_defaults=True, tag="population", tag_field="kind"):
    """What the label says of one group of people: whether safety is established or studied there, and on what data.

    `data` is "human", "animal", "both" or "none" for pregnancy, lactation and fertility. `advice` is the recommendation in
    one word. `contraception_months` is how long contraception goes on after the last dose. `conditions` are the uses that a
    statement on children holds for, where the label tells several apart.
    """

    group: Group
    evidence: Evidence | None = None
    min_age_months: int | None = None
    data: Literal["human", "animal", "both", "none"] | None = None
    advice: Literal["avoid", "contraindicated", "caution", "discontinue_one", "benefit_risk", "contraception", "none"] | None = None
    contraception_months: float | None = None
    conditions: tuple[str, ...] = ()


class Storage(Struct, frozen=True, tag="storage", tag_field="kind"):
    """One storage rule. Temperatures as the label states them; `days`, `hours` or `months` limit the time it may be kept so.

    `condition` is "normal" (where it is usually kept), "room" (allowed for a limited time) or "opened" (after first use,
    mixing or dilution). `where` is "refrigerator", "freezer" or "room" where the label says so in words. Weeks count 7 days.
    """

    condition: Literal["normal", "room", "opened"]
    low_c: float | None = None
    high_c: float | None = None
    low_f: float | None = None
    high_f: float | None = None
    days: float | None = None
    hours: float | None = None
    months: float | None = None
    where: Literal["refrigerator", "freezer", "room"] | None = None
    do_not_freeze: bool = False
    do_not_shake: bool = False
    protect_from_light: bool = False
    original_carton: bool = False
    discard_after_limit: bool = False


class MissedDose(Struct, frozen=True, omit_defaults=True, tag="missed_dose", tag_field="kind"):
    """One rule for a missed dose.

    `schedule` is the regimen it holds for ("every 2 weeks", "daily") or None. `within_hours`: take it when no more than so
    long has passed; `until_next_hours`: take it when the next dose is at least so far away. `late` says what to do after that
    limit ("skip", "restart", "take_now_new_schedule", "ask"); without a limit, `take` says what to do
    ("as_soon_as_remembered", "skip"). `same_day`: a dose may be made up on the day it was missed only.
    """

    schedule: str | None = None
    take: Literal["as_soon_as_remembered", "skip", "ask"] | None = None
    within_hours: float | None = None
    until_next_hours: float | None = None
    late: Literal["skip", "restart", "take_now_new_schedule", "ask"] | None = None
    near_next: Literal["skip"] | None = None
    no_double: bool = False
    same_day: bool = False


class Stopping(Struct, frozen=True, omit_defaults=True, tag="stopping", tag_field="kind"):
    """What the label says of stopping: whether to taper, and the risk of stopping ("withdrawal", "rebound hypertension").

    `percent_low` to `percent_high` is the step of a taper, `every_days_low` to `every_days_high` the time between steps.
    """

    taper: bool | None = None
    abrupt_warning: bool = False
    risks: tuple[str, ...] = ()
    percent_low: float | None = None
    percent_high: float | None = None
    every_days_low: float | None = None
    every_days_high: float | None = None


class Overdose(Struct, frozen=True, omit_defaults=True, tag="overdose", tag_field="kind"):
    """What the label says of overdose: its signs, the antidote, whether dialysis helps, whether there is experience.

    `dialysis` is True where dialysis removes it or may help, False where it is said not to.
    """

    signs: tuple[str, ...] = ()
    antidote: str | None = None
    no_antidote: bool = False
    dialysis: bool | None = None
    poison_center: bool = False
    no_experience: bool = False


class Pharmacokinetic(Struct, frozen=True, omit_defaults=True, tag="pharmacokinetic", tag_field="kind"):
    """One pharmacokinetic figure: the parameter, `low` to `high` (equal for one figure) in `unit`.

    Parameters and units: half_life (hours), tmax (hours), bioavailability (percent), volume (L or L/kg), clearance (L/h,
    mL/min, L/day or per kg), protein_binding (percent), steady_state (days), accumulation (ratio), excretion_urine (percent),
    excretion_feces (percent), washout (days, weeks or months: how long after the last dose it is found in the blood). `of` names
    the analyte (a metabolite) or form where it is not the medicine itself or there are several; `population` a special group
    ("elderly", "renal impairment", "children"). `bound` is "at_most" or "at_least" for ">99%".
    """

    parameter: Literal[
        "half_life",
        "tmax",
        "bioavailability",
        "volume",
        "clearance",
        "protein_binding",
        "steady_state",
        "accumulation",
        "excretion_urine",
        "excretion_feces",
        "washout",
    ]
    low: float
    high: float
    unit: str
    of: str | None = None
    population: str | None = None
    bound: Literal["at_most", "at_least"] | None = None


class Metabolism(Struct, frozen=True, omit_defaults=True, tag="metabolism", tag_field="kind"):
    """One enzyme or transporter and what the medicine is to it: substrate (`major` where mainly), inhibitor or inducer.

    `negated` is True where the label says it is not.
    """

    enzyme: str
    role: Literal["substrate", "inhibitor", "inducer"]
    major: bool = False
    negated: bool = False


class Mechanism(Struct, frozen=True, omit_defaults=True, tag="mechanism", tag_field="kind"):
    """How the medicine acts: `action` on `target` ("inhibits", "interleukin-4 receptor alpha").

    `unknown` is True where the label says that the mechanism is not established or not fully known.
    `pathways` are terms of signals it names ("IL-4", "JAK1").
    """

    action: str | None = None
    target: str | None = None
    pathways: tuple[str, ...] = ()
    unknown: bool = False


class Administration(Struct, frozen=True, omit_defaults=True, tag="administration", tag_field="kind"):
    """One rule of taking or giving it.

    `aspect`: "site" (value "abdomen"), "giver" ("self", "caregiver", "healthcare professional"), "rotate_sites", "warm_up"
    (minutes low to high), "food" ("with", "without", "with or without"), "empty_stomach", "crush", "chew", "split",
    "swallow_whole", "shake_before", "infusion" (minutes), "water" ("full glass"), "time_of_day" ("morning"), "upright"
    (minutes), "dissolve_under_tongue". `allowed` is False for "do not".
    """

    aspect: str
    value: str | None = None
    allowed: bool = True
    minutes_low: float | None = None
    minutes_high: float | None = None
    min_age_months: int | None = None


class EffectOverTime(Struct, frozen=True, omit_defaults=True, tag="effect", tag_field="kind"):
    """One result of a trial at a time: end point, week, the figure on the medicine and on the comparator.

    `unit` is "percent" (of patients), "percent change", "points", "mL" ... Only results a table or sentence of the clinical
    studies section states.
    """

    end_point: str
    result: float
    unit: str
    week: float | None = None
    comparator_result: float | None = None
    comparator: str | None = None
    condition: str | None = None
    trial: str | None = None


class FunctionalStudy(Struct, frozen=True, omit_defaults=True, tag="functional_study", tag_field="kind"):
    """One study of function: what was studied and its result in a word.

    `subject`: "vaccine response", "QT", "driving", "abuse potential", "phototoxicity", "adrenal suppression", "cardiac
    electrophysiology"; `result`: "no effect", "effect", "not studied".
    """

    subject: str
    result: Literal["no effect", "effect", "not studied"]


class Schedule(Struct, frozen=True, tag="schedule", tag_field="kind"):
    """The controlled substance schedule: "CII" to "CV", or "none" where the label says it is not controlled."""

    schedule: ScheduleName


class LabelDate(Struct, frozen=True, omit_defaults=True, tag="date", tag_field="kind"):
    """One date of the label: revised (YYYY-MM or YYYY-MM-DD), approved (year of the initial U.S. approval), or changed.

    A "change" is a recent major change, with the section number and heading it names.
    """

    what: Literal["revised", "approved", "change"]
    date: str
    section: str | None = None


class TermCount(Struct, frozen=True, tag="term", tag_field="kind"):
    """How often a topic people ask about occurs in one section, and in what role.

    `role` is "advice" (the text speaks about the topic for the patient) or the reason it does not ("swab", "excipient",
    "study", ...).
    """

    topic: str
    count: int
    role: str


FactValue = (
    ProductFact
    | AppearanceFact
    | IngredientFact
    | ClassFact
    | Indication
    | Limitation
    | Dosage
    | Adjustment
    | Strength
    | BoxedWarning
    | Contraindication
    | Warning_
    | AdverseReaction
    | Interaction
    | PopulationFact
    | Storage
    | MissedDose
    | Stopping
    | Overdose
    | Pharmacokinetic
    | Metabolism
    | Mechanism
    | Administration
    | EffectOverTime
    | FunctionalStudy
    | Schedule
    | LabelDate
    | TermCount
)

KINDS: Final = tuple(str(one.__struct_config__.tag) for one in get_args(FactValue))
"""The names of all kinds of fact."""
