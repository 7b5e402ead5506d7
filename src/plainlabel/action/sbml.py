"""A pharmacokinetic model as SBML (level 3 version 2), so that other programs can run it: doses are events, amounts are in mg.

The equations are those of `saturable` with the absorption chain written out (models of Kovalenko 2016 and 2020, and the linear
antibodies). Time in days, volume in L.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from lxml import etree

from plainlabel.action.linear_kinetics import RateConstants
from plainlabel.action.pharmacokinetics import Antibody, typical
from plainlabel.action.regimens import Regimen

SBML: Final = "http://www.sbml.org/sbml/level3/version2/core"
MATH: Final = "http://www.w3.org/1998/Math/MathML"
_TRIGGER: Final = "time_reached"
Formula = str | float | tuple["Formula", ...]
"""A formula as nested tuples, operator first: ("times", "ka", "T3")."""


def sbml(drug: Antibody, given: Regimen, weight_kg: float) -> str:
    """Returns the SBML document of the typical patient of this weight under a regimen.

    Species: `depot`, `T1`, `T2`, `T3` (absorption), `A` (central), `P` (peripheral), in mg; the parameter `C` is A / V in mg/L.
    Without transit the dose goes into `T3`.
    """
    rates = typical(drug, weight_kg)
    root = etree.Element("sbml", {"xmlns": SBML, "level": "3", "version": "2"})
    model = _add(root, "model", id=drug.name, name=f"{drug.name}: {drug.source}")
    _add(_add(model, "listOfCompartments"), "compartment", id="body", constant="true", spatialDimensions="3", size="1")
    transit = rates.ktr_per_day is not None
    species = (*(("depot", "T1", "T2") if transit else ()), "T3", "A", "P")
    held = _add(model, "listOfSpecies")
    for name in species:
        _add(
            held,
            "species",
            id=name,
            compartment="body",
            initialAmount="0",
            hasOnlySubstanceUnits="true",
            boundaryCondition="false",
            constant="false",
        )
    _parameters(model, _constants(drug, rates))
    rules = _add(model, "listOfRules")
    _math(_add(rules, "assignmentRule", variable="C"), ("divide", "A", "V"))
    for name, slope in _slopes(drug, transit=transit).items():
        _math(_add(rules, "rateRule", variable=name), slope)
    _doses(model, given, "depot" if transit else "T3")
    text: str = etree.tostring(root, pretty_print=True, xml_declaration=True, encoding="UTF-8").decode()
    return text


def _constants(drug: Antibody, rates: RateConstants) -> dict[str, float]:
    found = {
        "ka": float(rates.ka_per_day[0]),
        "ke": float(rates.ke_per_day[0]),
        "kcp": float(rates.kcp_per_day[0]),
        "kpc": float(rates.kpc_per_day[0]),
        "V": float(rates.volume_l[0]),
        "F": float(rates.bioavailability[0]),
    }
    if rates.ktr_per_day is not None:
        found["ktr"] = float(rates.ktr_per_day[0])
    if drug.vmax_mg_per_l_per_day is not None:
        found |= {"Vmax": drug.vmax_mg_per_l_per_day, "Km": drug.km_mg_per_l}
    return found


def _slopes(drug: Antibody, *, transit: bool) -> dict[str, Formula]:
    """Returns the right-hand side of every species."""
    came: Formula = ("times", "ktr", "T2") if transit else 0.0
    lost: Formula = ("times", ("plus", "ke", "kcp"), "A")
    if drug.vmax_mg_per_l_per_day is not None:
        lost = ("plus", lost, ("divide", ("times", "Vmax", "A"), ("plus", "Km", "C")))
    chain: dict[str, Formula] = {
        "depot": ("minus", ("times", "ktr", "depot")),
        "T1": ("times", "ktr", ("minus", "depot", "T1")),
        "T2": ("times", "ktr", ("minus", "T1", "T2")),
    }
    return {
        **(chain if transit else {}),
        "T3": ("minus", came, ("times", "ka", "T3")),
        "A": ("minus", ("plus", ("times", "ka", "T3"), ("times", "kpc", "P")), lost),
        "P": ("minus", ("times", "kcp", "A"), ("times", "kpc", "P")),
    }


def _parameters(model: etree._Element, constants: dict[str, float]) -> None:
    held = _add(model, "listOfParameters")
    for name, value in constants.items():
        _add(held, "parameter", id=name, value=repr(value), constant="true")
    _add(held, "parameter", id="C", value="0", constant="false")


def _doses(model: etree._Element, given: Regimen, into: str) -> None:
    """Adds one event a dose; a dose at time 0 counts at once."""
    if not given.doses:
        return
    held = _add(model, "listOfEvents")
    for number, dose in enumerate(given.doses, 1):
        event = _add(held, "event", id=f"dose_{number}", useValuesFromTriggerTime="true")
        trigger = _add(event, "trigger", initialValue="false", persistent="true")
        _math(trigger, ("geq", _TRIGGER, dose.day))
        amount: Formula = ("plus", into, ("times", "F", dose.dose_mg))
        _math(_add(_add(event, "listOfEventAssignments"), "eventAssignment", variable=into), amount)


def _add(parent: etree._Element, tag: str, /, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, tag, attributes)


def _math(parent: etree._Element, formula: Formula) -> None:
    math = etree.SubElement(parent, "math", {"xmlns": MATH})
    math.append(_mathml(formula))


def _mathml(formula: Formula) -> etree._Element:
    if isinstance(formula, tuple):
        operator, *rest = formula
        applied = etree.Element("apply")
        etree.SubElement(applied, f"{operator}")
        applied.extend(list(_each(rest)))
        return applied
    if formula == _TRIGGER:
        time = etree.Element("csymbol", {"encoding": "text", "definitionURL": "http://www.sbml.org/sbml/symbols/time"})
        time.text = "time"
        return time
    leaf = etree.Element("ci" if isinstance(formula, str) else "cn")
    leaf.text = formula if isinstance(formula, str) else repr(float(formula))
    return leaf


def _each(formulas: Iterable[Formula]) -> Iterable[etree._Element]:
    return (_mathml(one) for one in formulas)
