"""The SBML of a model: well formed, one event a dose; another program that runs it finds the same levels."""

import numpy as np
import pytest
from lxml import etree

from plainlabel.action.pharmacokinetics import ANTIBODIES, course, typical
from plainlabel.action.regimens import regimen
from plainlabel.action.sbml import sbml

NS = {"s": "http://www.sbml.org/sbml/level3/version2/core", "m": "http://www.w3.org/1998/Math/MathML"}


@pytest.fixture(params=list(ANTIBODIES))
def drug(request):
    return ANTIBODIES[request.param]


def test_every_dose_is_an_event_and_every_species_has_a_rate(drug):
    given = regimen(drug.usual_regimen, 8)
    root = etree.fromstring(sbml(drug, given, 70.0).encode())
    assert len(root.findall(".//s:event", NS)) == len(given.doses)
    species = {each.get("id") for each in root.findall(".//s:species", NS)}
    assert {each.get("variable") for each in root.findall(".//s:rateRule", NS)} == species
    named = species | {each.get("id") for each in root.findall(".//s:parameter", NS)}
    assert {each.text for each in root.findall(".//m:ci", NS)} <= named


def test_another_program_finds_the_same_levels(drug):
    roadrunner = pytest.importorskip("roadrunner", reason="needs the package libroadrunner, which is not in the lock")
    given, days = regimen(drug.usual_regimen, 16), np.arange(0.0, 113.0)
    run = roadrunner.RoadRunner(sbml(drug, given, 80.0))
    run.integrator.relative_tolerance, run.integrator.absolute_tolerance = 1e-8, 1e-9
    run.timeCourseSelections = ["time", "C"]
    theirs = np.array(run.simulate(0, 112, 113)["C"])
    ours = course(drug, typical(drug, 80.0), given, days).concentration_mg_per_l[0]
    seen = ours > 0.078
    assert np.abs(theirs[seen] / ours[seen] - 1).max() < 1e-6
