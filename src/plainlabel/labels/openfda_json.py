"""Labels from openFDA's drug label records (https://open.fda.gov/apis/drug/label/)."""

from __future__ import annotations

from typing import Final

import msgspec

from plainlabel import identifiers
from plainlabel.errors import IncompleteLabelError, NotALabelError, UnreadableDocumentError, UnsafeDocumentError
from plainlabel.label import Label
from plainlabel.labels.openfda_products import classes, products, schedule
from plainlabel.labels.openfda_sections import sections

_SNAPSHOT: Final = "_snapshot"
_TABLE: Final = "_table"
MAX_TEXTS: Final = 4096
"""Real records have at most some hundreds; each text is looked for in each other one."""


class Place(msgspec.Struct, frozen=True):
    """Where a record was found."""

    file: str = ""
    location: str = ""


def read_record(record: bytes | dict[str, object], *, file: str = "", location: str = "") -> Label:
    """Returns the label in one openFDA record.

    What the record gives no structure for is recovered from its text (see `openfda_sections`); each recovery from bad data is told
    in the label's notices.

    Raises:
        UnreadableDocumentError: not well-formed JSON, or not UTF-8.
        NotALabelError: not a JSON object.
        IncompleteLabelError: no set id.
        UnsafeDocumentError: more texts than any label has.
    """
    place = Place(file, location)
    data = decoded(record, place)
    openfda = _mapping(data.get("openfda"))
    notices: list[str] = []
    set_id = _set_id(data, openfda, place, notices)
    fields = _texts(data, notices, set_id)
    if sum(map(len, fields.values())) > MAX_TEXTS:
        raise UnsafeDocumentError(
            f"more than {MAX_TEXTS} texts", file=file, location=location, next_step="No label has so many: look at the record"
        )
    tables = {name.removesuffix(_TABLE): fields.pop(name) for name in list(fields) if name.endswith(_TABLE)}
    names = [*strings(openfda.get("brand_name")), *strings(openfda.get("generic_name")), *strings(openfda.get("substance_name"))]
    elements = " ".join(fields.get("spl_product_data_elements", ()))
    dea = schedule([*fields.get("controlled_substance", ()), *fields.get("drug_abuse_and_dependence", ())])
    return Label(
        set_id=set_id,
        version=_version(data.get("version"), notices),
        effective=_effective(data.get("effective_time"), notices),
        source="openfda",
        title=", ".join(strings(openfda.get("brand_name"))),
        document_id=identifiers.set_id(_string(data.get("id"))),
        document_type=next(iter(strings(openfda.get("product_type"))), None),
        labeler=next(iter(strings(openfda.get("manufacturer_name"))), None),
        products=products(openfda, elements, dea),
        classes=classes(openfda),
        rxcui=tuple(strings(openfda.get("rxcui"))),
        original_packager=original_packager(openfda),
        seen=identifiers.date(_string(_mapping(data.get(_SNAPSHOT)).get("openfda_last_updated"))),
        sections=sections(fields, tables, names),
        notices=tuple(notices),
    )


def decoded(record: bytes | dict[str, object], place: Place) -> dict[str, object]:
    """Returns the JSON object in `record`."""
    if isinstance(record, dict):
        return record
    try:
        data = msgspec.json.decode(record)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UnreadableDocumentError(
            f"not well-formed JSON: {error}", file=place.file, location=place.location, next_step="Fetch it again"
        ) from error
    if not isinstance(data, dict):
        raise NotALabelError("not a JSON object", file=place.file, location=place.location, next_step="Give openFDA label records")
    return data


def strings(value: object) -> list[str]:
    """Returns the non-empty strings in a value that should be a list of them."""
    values = value if isinstance(value, list) else [value]
    return [text for item in values if isinstance(item, str) and (text := item.strip())]


def _mapping(value: object) -> dict[str, object]:
    return value if isinstance(value, dict) else {}


def _string(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _set_id(data: dict[str, object], openfda: dict[str, object], place: Place, notices: list[str]) -> str:
    found = identifiers.set_id(_string(data.get("set_id")))
    if found:
        return found
    for other in strings(openfda.get("spl_set_id")):
        if found := identifiers.set_id(other):
            notices.append("the record has no set id of its own: taken from openfda.spl_set_id")
            return found
    raise IncompleteLabelError(
        "a record without a set id", file=place.file, location=place.location, next_step="Fetch the label again"
    )


def _version(value: object, notices: list[str]) -> int:
    text = str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""
    if text.strip().isdecimal() and len(text.strip()) < 10:
        return int(text)
    notices.append(f"the version {value!r:.40} is no number: read as 0, older than any")
    return 0


def _effective(value: object, notices: list[str]) -> str | None:
    found = identifiers.date(_string(value))
    if found is None:
        notices.append(f"the effective time {value!r:.40} is no date: left open")
    return found


def original_packager(openfda: dict[str, object]) -> bool | None:
    """Returns whether the labeler is the original packager, None where the record does not say."""
    value = openfda.get("is_original_packager")
    first = value[0] if isinstance(value, list) and value else value
    if isinstance(first, bool):
        return first
    return False if strings(openfda.get("original_packager_product_ndc")) else None


def _texts(data: dict[str, object], notices: list[str], set_id: str) -> dict[str, list[str]]:
    """Returns the text fields of a record; what is of another type is left out with a notice."""
    del set_id
    found: dict[str, list[str]] = {}
    for name, value in data.items():
        if name in {"openfda", _SNAPSHOT, "set_id", "id", "version", "effective_time"}:
            continue
        texts = [text for text in (value if isinstance(value, list) else [value]) if isinstance(text, str)]
        if not isinstance(value, list | str) or len(texts) != (len(value) if isinstance(value, list) else 1):
            notices.append(f"the field {name:.60} holds something other than text: left out")
        if texts:
            found[name] = texts
    return found
