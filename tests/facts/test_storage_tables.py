"""Storage tables of invented labels."""

from plainlabel.facts.kinds import Storage
from plainlabel.facts.storage_tables import table_rules
from plainlabel.label import Block, Section


def table(*rows, spans=None):
    text, blocks = "", []
    for number, row in enumerate(rows):
        text += "\n" if text else ""
        start = len(text)
        text += "\t".join(row)
        forms = tuple((False, (spans or {}).get((number, place), 1), 1) for place in range(len(row)))
        blocks.append(Block("row", start, len(text), table=1, forms=forms))
    return Section("storage", "44425-7", None, "Storage", None, text, tuple(blocks))


def values(section):
    return [rule.value for rule in table_rules(section)]


def test_a_heading_tells_where_the_limit_holds():
    section = table(
        ("", "Not in-use (unopened) Refrigerated", "Not in-use (unopened) Room Temperature up to 86°F (30°C)", "In-use (opened)"),
        ("3 mL pen", "Until expiration date", "28 days", "14 days Room temperature only"),
    )
    assert values(section) == [
        Storage("normal", where="refrigerator"),
        Storage("room", high_c=30.0, high_f=86.0, days=28.0, where="room"),
        Storage("opened", days=14.0, where="room"),
    ]


def test_a_heading_that_spans_columns_counts_for_each():
    section = table(
        ("", "Unopened", "Opened"),
        ("", "Refrigerated", "Room Temperature below 86°F (30°C)", "Room Temperature below 86°F (30°C)"),
        ("pen", "Until expiration date", "12 weeks", "6 weeks"),
        spans={(0, 1): 2},
    )
    assert [(each.condition, each.days) for each in values(section)] == [("normal", None), ("room", 84.0), ("opened", 42.0)]


def test_a_table_about_something_else_gives_nothing():
    assert values(table(("Dose", "Interval"), ("20 mg", "14 days"))) == []
    assert values(table(("Storage", "Refrigerated"), ("vial", "24 months"))) == []


def test_a_cell_with_two_times_is_not_read():
    section = table(("Diluent", "Room Temperature"), ("saline", "8 hours at room temperature or 24 hours refrigerated"))
    assert values(section) == []
