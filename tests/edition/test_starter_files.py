"""The row of a record in the starter: written and read back."""

import json

import pytest

from plainlabel.edition import starter_files

NAMED = [{"name": "Calmidol", "routes": ["ORAL"]}]


@pytest.mark.parametrize(
    ("record", "row"),
    [
        ({"set_id": "a", "version": 2, "title": "Calmidol", "products": NAMED}, ["a", 2, None, None, None, None, None, NAMED]),
        ({"set_id": "a", "title": ""}, ["a"]),
        (
            {"set_id": "a", "title": "Another", "products": NAMED},
            ["a", None, None, "Another", None, None, None, NAMED],
        ),
        (
            {"set_id": "a", "title": "", "products": NAMED, "standing": False, "source": None},
            ["a", None, None, "", None, None, None, NAMED, None, None, {"standing": False, "source": None}],
        ),
    ],
)
def test_a_record_is_a_row_without_names(record, row):
    written = starter_files.record_row(record)
    assert written == row
    assert {name: told for name, told in starter_files.record_of(written).items() if name in record} == record


def test_the_first_line_names_the_fields():
    told = json.loads(starter_files.labels_heading())
    assert told["fields"] == ["record", "sections", "facts", "reactions"]
    assert told["record"][:2] == ["set_id", "version"]
