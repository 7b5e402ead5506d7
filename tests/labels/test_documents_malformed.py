"""Numbered malformed inputs: each gives its designed error, or a documented recovery, and the good label beside it survives."""

import gzip
import io
import json
import os
import random
import struct
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from plainlabel.errors import IncompleteLabelError, LabelError, NotALabelError, UnreadableDocumentError, UnsafeDocumentError
from plainlabel.label import Label
from plainlabel.labels import archives, json_stream
from plainlabel.labels.documents import Document, Rejected, documents, read

SET_ID = "0f0f0f0f-0000-4000-8000-00000000000{}"


def record(number: int = 1, **changes: object) -> dict:
    made = {
        "set_id": SET_ID.format(number),
        "id": SET_ID.format(9),
        "version": "3",
        "effective_time": "20250102",
        "indications_and_usage": ["1 INDICATIONS AND USAGE Velmora is for hiccups."],
        "openfda": {"brand_name": ["Velmora"]},
        **changes,
    }
    return {key: value for key, value in made.items() if value is not None}


def line(number: int = 1, **changes: object) -> bytes:
    return json.dumps(record(number, **changes)).encode() + b"\n"


def zipped(*members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w", method) as archive:
        warnings.simplefilter("ignore")
        for name, data in members:
            archive.writestr(zipfile.ZipInfo(name) if name.startswith(("/", "..")) else name, data)
    return out.getvalue()


def broken_member() -> bytes:
    data = bytearray(zipped(("a.json", line(1)), ("b.json", line(2)), method=zipfile.ZIP_STORED))
    at = data.find(b"hiccups")
    data[at] ^= 0xFF  # the first member's content no longer has its checksum
    return bytes(data)


def encrypted() -> bytes:
    data = bytearray(zipped(("a.json", line(1)), ("b.json", line(2))))
    data[6] |= 1
    directory = data.find(b"PK\x01\x02")
    data[directory + 8] |= 1
    return bytes(data)


def nested_zip(depth: int) -> bytes:
    data = line(2)
    for level in range(depth):
        data = zipped((f"{level}.zip" if level else "a.json", data))
    return data


def unknown_method() -> bytes:
    data = bytearray(zipped(("a.json", line(1)), ("b.json", line(2))))
    struct.pack_into("<H", data, 8, 77)
    struct.pack_into("<H", data, data.find(b"PK\x01\x02") + 10, 77)
    return bytes(data)


def results(*items: bytes, end: bytes = b"]}") -> bytes:
    return b'{"meta": {"x": [1, {"results": 2}]}, "results": [' + b",".join(items) + end


BOMB = b'{"set_id": "' + b" " * 40_000_000 + b'"}'
DEEP = b'{"set_id": "x", "a": ' + b"[" * 100 + b"]" * 100 + b"}"
GOOD = line(2)
XML_PAGE = b"<spls><metadata/></spls>"

# number: (name of the file, its bytes, the errors in order (None: a label), what it is)
CASES: dict[int, tuple[str, bytes, list[type[LabelError] | None], str]] = {
    1: ("a.jsonl", line(1)[:-30] + b"\n" + GOOD, [UnreadableDocumentError, None], "a line cut off: that line only"),
    2: ("a.jsonl", GOOD + line(1)[:40], [None, UnreadableDocumentError], "the last line cut off"),
    3: ("a.jsonl", b"garbage\n" + GOOD, [NotALabelError], "a text file that is no JSON, named explicitly"),
    4: ("a.jsonl", GOOD + b"garbage\n" + line(3), [None, UnreadableDocumentError, None], "a line of garbage between"),
    5: ("a.jsonl", GOOD + b"[1, 2]\n" + line(3), [None, NotALabelError, None], "a line that is an array"),
    6: ("a.jsonl", GOOD + b'"text"\n42\n', [None, NotALabelError, NotALabelError], "lines that are a string and a number"),
    7: ("a.jsonl", GOOD + b"\n\n  \n" + line(3), [None, None], "empty lines: stepped over"),
    8: ("a.jsonl", b"\xef\xbb\xbf" + GOOD, [None], "a byte order mark: stepped over"),
    9: ("a.json", "\ufeff{}".encode("utf-16-le"), [UnreadableDocumentError], "JSON in UTF-16"),
    10: ("a.jsonl", GOOD.replace(b"hiccups", b"hic\xff\xfeups") + line(3), [UnreadableDocumentError, None], "bytes that are not UTF-8"),
    11: ("a.jsonl", GOOD.replace(b"hiccups", b"hic\x00ups") + line(3), [UnreadableDocumentError, None], "a NUL byte inside a text"),
    12: ("a.json", b"", [UnreadableDocumentError], "an empty file"),
    13: ("a.json", b" \n\n", [UnreadableDocumentError], "a file of white space"),
    14: ("a.json", results(GOOD, line(3)[:60], end=b""), [None, UnreadableDocumentError], "an API answer cut off: the records before count"),
    15: ("a.json", results(GOOD, b"17", line(3)), [None, NotALabelError, None], "a result that is a number"),
    16: ("a.json", results(GOOD, b'{"set_id": [}', line(3)), [None, UnreadableDocumentError], "brackets that do not match end the array"),
    17: ("a.json", results(), [], "an API answer without results: nothing, no error"),
    18: ("a.json", b'{"error": {"code": "NOT_FOUND", "message": "none"}}', [NotALabelError], "the API's error message"),
    19: ("a.json", b'{"data": {"spl": {}}, "metadata": {}}', [NotALabelError], "JSON of another service"),
    20: ("a.jsonl", line(1, set_id=None) + GOOD, [IncompleteLabelError, None], "no set id"),
    21: ("a.jsonl", line(1, set_id="not-a-uuid") + GOOD, [IncompleteLabelError, None], "a set id that is none"),
    22: ("a.jsonl", DEEP + b"\n" + GOOD, [IncompleteLabelError, None], "nested far too deep on a line of its own: not a label's set id"),
    23: ("a.json", results(GOOD, DEEP, line(3)), [None, UnsafeDocumentError, None], "nested far too deep inside results"),
    24: ("a.json.gz", gzip.compress(GOOD + line(3))[:-20], [UnreadableDocumentError], "a gzip file cut off"),
    25: ("a.json.gz", b"\x1f\x8b\x08\x00garbage", [UnreadableDocumentError], "a gzip file of garbage"),
    26: ("a.json.gz", gzip.compress(BOMB), [UnsafeDocumentError], "a gzip bomb"),
    27: ("a.zip", zipped(("a.json", BOMB), ("b.json", GOOD)), [UnsafeDocumentError, None], "a zip bomb beside a label"),
    28: ("a.zip", zipped(("../a.json", line(1)), ("b.json", GOOD)), [UnsafeDocumentError, None], "a path that leaves the archive"),
    29: ("a.zip", zipped(("/etc/a.json", line(1)), ("b.json", GOOD)), [UnsafeDocumentError, None], "an absolute path"),
    30: ("a.zip", zipped(("C:\\a.json", line(1)), ("b.json", GOOD)), [UnsafeDocumentError, None], "a path with a drive"),
    31: ("a.zip", zipped(("b.json", GOOD), ("b.json", line(3))), [None, UnsafeDocumentError], "two members of one name: the first counts"),
    32: ("a.zip", broken_member(), [UnreadableDocumentError, None], "a member whose checksum fails"),
    33: ("a.zip", encrypted(), [UnreadableDocumentError, None], "an encrypted member"),
    34: ("a.zip", unknown_method(), [UnreadableDocumentError, None], "a compression nobody knows"),
    35: ("a.zip", zipped(("b.json", GOOD))[:-30], [UnreadableDocumentError], "a zip without its directory"),
    36: ("a.zip", nested_zip(2), [None], "a zip inside a zip: read"),
    37: ("a.zip", nested_zip(6), [UnsafeDocumentError], "zips nested deeper than allowed"),
    38: ("a.zip", zipped(), [], "an empty zip: nothing, no error"),
    39: ("a.zip", zipped(("x.jpg", b"\xff\xd8\xff"), ("b.json", GOOD)), [None], "an image beside a label: stepped over"),
    40: ("a.xml", XML_PAGE, [NotALabelError], "XML that is no label"),
    41: ("a.jsonl", line(1, version="seven") + GOOD, [None, None], "a version that is no number: 0, with a notice"),
    42: ("a.jsonl", line(1, effective_time="20251399"), [None], "a date that is none: left open, with a notice"),
    43: ("a.jsonl", line(1, effective_time="20991231"), [None], "a date in the future: kept"),
    44: ("a.jsonl", line(1, openfda=None), [None], "no openfda part: names from the text or none"),
    45: ("a.jsonl", line(1, indications_and_usage=[""]), [None], "an empty section: kept, empty"),
    46: ("a.jsonl", line(1, warnings=7, purpose=["x", 3]), [None], "fields that are no text: left out, with a notice"),
    47: ("a.jsonl", line(1, indications_and_usage_table=["<table><tr><td>lost"]), [None], "a broken table that stands in no text"),
    48: ("a.jsonl", line(1) + line(1), [None, None], "one set id twice: both are given; the build chooses"),
    49: ("a.json", b"[" + GOOD + b"," + line(3) + b"]", [None, None], "a plain array: read"),
    50: ("a.json", json.dumps(record(2), indent=2).encode(), [None], "one record on many lines: read"),
}  # fmt: skip

NOTICED = {41: "version", 42: "effective", 46: "text"}


def outcomes(path: Path) -> list[Label | LabelError]:
    found: list[Label | LabelError] = []
    for document in documents([path]):
        if isinstance(document, Rejected):
            found.append(document.error)
            continue
        assert isinstance(document, Document)
        try:
            label = read(document)
        except LabelError as error:
            found.append(error)
        else:
            assert isinstance(label, Label)
            found.append(label)
    return found


@pytest.mark.parametrize("number", CASES)
def test_malformed_input(number: int, tmp_path: Path) -> None:
    name, data, expected, _ = CASES[number]
    path = tmp_path / name
    path.write_bytes(data)
    found = outcomes(path)
    assert [None if isinstance(item, Label) else type(item) for item in found] == expected
    for item in found:
        if isinstance(item, LabelError):
            assert str(path) in str(item)
        elif number in NOTICED and item.set_id == SET_ID.format(1):
            assert any(NOTICED[number] in notice for notice in item.notices)


def test_all_of_them_in_one_folder_leave_a_good_label_beside_them_alone(tmp_path: Path) -> None:
    for number, (name, data, _, _) in CASES.items():
        folder = tmp_path / f"{number:02}"
        folder.mkdir()
        (folder / name).write_bytes(data)
    (tmp_path / "zz").mkdir()
    (tmp_path / "zz" / "good.json").write_bytes(line(8))
    found = outcomes(tmp_path)
    assert isinstance(found[-1], Label)
    assert found[-1].set_id == SET_ID.format(8)
    assert len(found) == sum(len(expected) for _, _, expected, _ in CASES.values()) + 1


def test_a_record_too_large_costs_itself_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_stream, "MAX_RECORD_BYTES", 2000)
    large = line(1, description=["x" * 5000])
    makers: list[Callable[[], bytes]] = [lambda: GOOD + large + line(3), lambda: results(GOOD, large, line(3))]
    for index, make in enumerate(makers):
        path = tmp_path / f"{index}.json"
        path.write_bytes(make())
        found = outcomes(path)
        assert [type(item) for item in found] == [Label, UnsafeDocumentError, Label]


def test_too_many_members_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MAX_MEMBERS", 1)
    path = tmp_path / "a.zip"
    path.write_bytes(zipped(("a.json", line(1)), ("b.json", line(2))))
    assert [type(item) for item in outcomes(path)] == [Label, UnsafeDocumentError]


def test_what_comes_before_a_break_is_read(tmp_path: Path) -> None:
    chance = random.Random(3)
    many = b"".join(line(number % 8, description=[chance.randbytes(500).hex()]) for number in range(400))
    lines = tmp_path / "a.jsonl.gz"
    lines.write_bytes(gzip.compress(many)[:-20_000])
    array = tmp_path / "b.json.gz"
    array.write_bytes(gzip.compress(results(*many.splitlines()))[:-20_000])
    more = tmp_path / "c.json.gz"
    more.write_bytes(gzip.compress(GOOD) + gzip.compress(line(3)) + b"and something else")
    for path, least in ((lines, 100), (array, 100), (more, 2)):
        found = outcomes(path)
        assert sum(isinstance(item, Label) for item in found) >= least
        assert isinstance(found[-1], LabelError)


def test_what_is_no_file_is_told_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.json")
    (tmp_path / "b.json").symlink_to("/dev/zero")
    (tmp_path / "c.json").symlink_to("c.json")
    (tmp_path / "d.json").symlink_to("nowhere")
    (tmp_path / "e.json").write_bytes(GOOD)
    found = outcomes(tmp_path)
    assert [type(item) for item in found] == [UnreadableDocumentError] * 4 + [Label]
    assert all(item.next_step for item in found if isinstance(item, LabelError))


def test_names_that_are_no_text_can_be_reported(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"bad\xff.json")).write_bytes(b"{broken")
    (found,) = documents([tmp_path])
    assert isinstance(found, Rejected)
    assert found.file.endswith("bad\ufffd.json")


def test_an_edition_is_no_source(tmp_path: Path) -> None:
    for name in ("manifest.json", "records.sqlite"):
        (tmp_path / "out" / "id").mkdir(parents=True, exist_ok=True)
        (tmp_path / "out" / "id" / name).write_bytes(b"{}")
    (tmp_path / "a.json").write_bytes(GOOD)
    assert [type(item) for item in outcomes(tmp_path)] == [Label]


def test_a_folder_that_cannot_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "closed").mkdir()
    (tmp_path / "good.json").write_bytes(GOOD)
    scan = os.scandir

    def scandir(path: str) -> object:
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", scandir)
    assert [type(item) for item in outcomes(tmp_path)] == [Label, UnreadableDocumentError]


def test_a_fault_while_a_file_is_opened_costs_that_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.json").write_bytes(GOOD)
    (tmp_path / "b.zip").write_bytes(zipped(("b.json", GOOD)))

    def faulty(*_: object) -> object:
        raise ZeroDivisionError

    monkeypatch.setattr(archives, "_members", faulty)
    assert [type(item) for item in outcomes(tmp_path)] == [Label, UnreadableDocumentError]


def test_a_record_of_endless_texts_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(line(1, **{f"field{number}": [f"text {number}"] for number in range(5000)}))
    assert [type(item) for item in outcomes(path)] == [UnsafeDocumentError]
