"""Invented labels, in the shape of openFDA records and partial records, and editions built from them."""

import json
import shutil
import uuid
from pathlib import Path
from types import SimpleNamespace

import pytest
from msgspec import structs

from plainlabel.edition.build import BuildReport, build

ZORVEXIL = str(uuid.uuid5(uuid.NAMESPACE_DNS, "zorvexil.example"))
MELODRINE = str(uuid.uuid5(uuid.NAMESPACE_DNS, "melodrine.example"))
QUIBOMAB = str(uuid.uuid5(uuid.NAMESPACE_DNS, "quibomab.example"))
SEEN = {"openfda_last_updated": "2025-03-31"}


def record(
    set_id: str, name: str, generic: str, *, version: int = 1, effective: str = "20240102", **fields: object
) -> dict[str, object]:
    """Returns an openFDA record of an invented medicine, written as openFDA writes them: text flattened, lists of one string."""
    return {
        "set_id": set_id,
        "id": str(uuid.uuid5(uuid.NAMESPACE_DNS, f"{set_id} {version} {effective}")),
        "version": str(version),
        "effective_time": effective,
        "indications_and_usage": [f"1 INDICATIONS AND USAGE {name} is indicated for the treatment of blue elbow in adults."],
        "storage_and_handling": [f"Store {name} in a refrigerator, 2°C to 8°C (36°F to 46°F). Keep out of sunlight."],
        "contraindications": [f"4 CONTRAINDICATIONS {name} is contraindicated in patients with green fever."],
        "openfda": {
            "brand_name": [name],
            "generic_name": [generic.upper()],
            "substance_name": [generic.upper()],
            "product_type": ["HUMAN PRESCRIPTION DRUG"],
            "route": ["ORAL"],
            "manufacturer_name": ["Invented Works"],
            "pharm_class_epc": [f"{name} Blocker [EPC]"],
            "unii": ["ABCDE12345"],
        },
        "_snapshot": SEEN,
        **fields,
    }


def partial(set_id: str, generic: str, document_id: str | None = None) -> dict[str, object]:
    """Returns a partial record: some sections of a label, no version."""
    meta = {
        "spl_set_id": [set_id],
        "spl_id": [document_id or str(uuid.uuid4())],
        "generic_name": [generic.upper()],
        "substance_name": [generic],
    }
    return {
        "drug_name": "something else",
        "drug_id": 1,
        "openfda_meta": meta,
        "sections": {"contraindications": "Not in green fever."},
    }


def write(path: Path, records: list[dict[str, object]]) -> Path:
    """Returns `path`, now a JSONL file of these records."""
    path.write_text("".join(json.dumps(one) + "\n" for one in records), encoding="utf-8")
    return path


@pytest.fixture
def invented() -> SimpleNamespace:
    """Makes records of invented medicines and files of them."""
    return SimpleNamespace(record=record, partial=partial, write=write, zorvexil=ZORVEXIL, melodrine=MELODRINE, quibomab=QUIBOMAB)


def three_labels() -> list[dict[str, object]]:
    """Returns three labels of three invented medicines."""
    return [
        record(ZORVEXIL, "Zorvexil", "zorvexine"),
        record(MELODRINE, "Melodrine", "melodrine hydrochloride", version=3, effective="20230504"),
        record(QUIBOMAB, "Quibo", "quibomab-abcd", version=12, effective="20250101"),
    ]


@pytest.fixture
def records() -> list[dict[str, object]]:
    """Three labels of three invented medicines."""
    return three_labels()


@pytest.fixture(scope="session")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> dict[str, BuildReport]:
    """The full edition and the edition of facts of the three labels; tests get copies."""
    folder = tmp_path_factory.mktemp("built")
    source = write(folder / "labels.jsonl", three_labels())
    return {kind: build([source], folder / kind, facts_only=kind == "facts", workers=1) for kind in ("full", "facts")}


def copied(report: BuildReport, out: Path) -> BuildReport:
    """Returns the report of a copy of the edition in `out`."""
    shutil.copytree(report.path.parent, out, symlinks=True)
    return structs.replace(report, path=out / report.id)


@pytest.fixture
def report(tmp_path: Path, built_once: dict[str, BuildReport]) -> BuildReport:
    """A full edition of the three labels, in `out`."""
    return copied(built_once["full"], tmp_path / "out")


@pytest.fixture
def facts_report(tmp_path: Path, built_once: dict[str, BuildReport]) -> BuildReport:
    """An edition of facts of the three labels, in `facts`."""
    return copied(built_once["facts"], tmp_path / "facts")
