"""Documents told by their content, streamed from files, archives and folders."""

import gzip
import io
import itertools
import json
import zipfile
from collections import Counter
from pathlib import Path

import pytest

from plainlabel.errors import NotALabelError, UsageError
from plainlabel.label import ClassIndex, Label
from plainlabel.labels import json_stream
from plainlabel.labels.documents import Document, Rejected, documents, read
from plainlabel.vocabulary.sections import BY_CODE, BY_FIELD, SECTIONS, by_code, by_field

FIXTURES = Path(__file__).parents[1] / "fixtures" / "openfda"


def test_every_kind_of_container_leads_to_the_same_record(tmp_path: Path) -> None:
    record = json.loads((FIXTURES / "velmora.json").read_bytes())["results"][0]
    flat = json.dumps(record).encode()
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("drug-label-0001-of-0001.json", (FIXTURES / "velmora.json").read_bytes())
        archive.writestr("tin.jpg", b"\xff\xd8")
    files = {
        "api.json": (FIXTURES / "velmora.json").read_bytes(),
        "array.txt": b"[" + flat + b"]",
        "lines": flat + b"\n" + flat,
        "lines.gz": gzip.compress(flat),
        "single.json": json.dumps(record, indent=4).encode(),
        "bulk.zip": inner.getvalue(),
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    stream = documents([tmp_path])
    found = list(stream)
    assert [document.file.rpartition("/")[2] for document in found] == [
        "api.json", "array.txt", "bulk.zip!drug-label-0001-of-0001.json", "lines", "lines", "lines.gz", "single.json",
    ]  # fmt: skip
    assert [document.location for document in found] == ["results[0]", "[0]", "results[0]", "line 1", "line 2", "line 1", ""]
    assert stream.ignored == 1
    labels = [read(document) for document in found if isinstance(document, Document)]
    assert len(labels) == len(found)
    assert all(label == labels[0] for label in labels)


def test_a_missing_source_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        documents([tmp_path / "nowhere"])


def test_records_are_given_before_the_rest_of_the_file_is_read() -> None:
    class Endless(io.RawIOBase):
        """An API answer that never ends."""

        def __init__(self) -> None:
            self.parts = itertools.chain([b'{"results": ['], itertools.repeat(b'{"set_id": "' + b"x" * 100_000 + b'"},'))
            self.rest = b""

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: bytearray) -> int:
            self.rest = self.rest or next(self.parts)
            size = min(len(buffer), len(self.rest))
            buffer[:size], self.rest = self.rest[:size], self.rest[size:]
            return size

    given = json_stream.records(io.BufferedReader(Endless()))
    assert [place for place, _ in itertools.islice(given, 3)] == ["results[0]", "results[1]", "results[2]"]


def test_section_vocabulary() -> None:
    assert len(BY_CODE) == len(BY_FIELD) == len(SECTIONS)
    found = by_code("43685-7")
    assert found is not None
    assert (found.field, found.chapter, found.audience) == ("warnings_and_cautions", 5, "professional")
    assert by_field("pregnancy") is BY_CODE["42228-7"]
    assert by_code(None) is None
    assert all(parent in BY_FIELD for section in SECTIONS for parent in section.parents)


@pytest.mark.shared
def test_real_files_are_told_apart(shared: Path) -> None:
    data = shared / "data"
    kinds: Counter[str] = Counter()
    for document in documents(
        [data / "label_sections" / "medguard_openfda_sections.jsonl.gz", data / "openfda_label" / "raw_samples"]
    ):
        assert isinstance(document, Document)
        kinds[document.kind] += 1
        assert isinstance(read(document), Label)
    assert kinds == {"partial": 875, "openfda": 3}


@pytest.mark.shared
def test_real_spl_folder(shared: Path) -> None:
    found = list(documents([shared / "data" / "spl_xml"]))
    rejected = {Path(item.file).name: type(item.error) for item in found if isinstance(item, Rejected)}
    assert rejected == {"dailymed_history_sample.json": NotALabelError, "dailymed_spls_page_sample.xml": NotALabelError}
    kinds = Counter(item.kind for item in found if isinstance(item, Document))
    assert kinds["class_index"] == 2
    assert kinds["spl"] == 14
    assert ClassIndex is not None
