"""Labels from partial records: up to six sections of an openFDA label, kept with its identifiers.

The name comes from the record's openFDA part. `drug_name` beside it was a search word and names another medicine at times.
"""

from __future__ import annotations

from plainlabel import identifiers
from plainlabel.errors import IncompleteLabelError, NotALabelError
from plainlabel.label import Label
from plainlabel.labels.openfda_json import Place, decoded, original_packager, strings
from plainlabel.labels.openfda_products import classes, products
from plainlabel.labels.openfda_sections import sections


def read_partial(record: bytes | dict[str, object], *, file: str = "", location: str = "") -> Label:
    """Returns the partial label in one record: `source` "partial", `version` None.

    Raises:
        UnreadableDocumentError: not well-formed JSON, or not UTF-8.
        NotALabelError: no sections or no openFDA part.
        IncompleteLabelError: no set id.
    """
    place = Place(file, location)
    data = decoded(record, place)
    meta, held = data.get("openfda_meta"), data.get("sections")
    if not isinstance(meta, dict) or not isinstance(held, dict):
        raise NotALabelError(
            "a record without sections or openfda_meta", file=file, location=location, next_step="Give a partial record"
        )
    set_id = next((found for text in strings(meta.get("spl_set_id")) if (found := identifiers.set_id(text))), None)
    if set_id is None:
        raise IncompleteLabelError("a record without a set id", file=file, location=location, next_step="Fetch the label again")
    fields = {str(name): strings(value) for name, value in held.items() if strings(value)}
    names = [*strings(meta.get("brand_name")), *strings(meta.get("generic_name")), *strings(meta.get("substance_name"))]
    return Label(
        set_id=set_id,
        version=None,
        effective=None,
        source="partial",
        title=", ".join(strings(meta.get("brand_name"))),
        document_id=next((found for text in strings(meta.get("spl_id")) if (found := identifiers.set_id(text))), None),
        document_type=next(iter(strings(meta.get("product_type"))), None),
        labeler=next(iter(strings(meta.get("manufacturer_name"))), None),
        products=products(meta, ""),
        classes=classes(meta),
        rxcui=tuple(strings(meta.get("rxcui"))),
        original_packager=original_packager(meta),
        sections=sections(fields, {}, names),
    )
