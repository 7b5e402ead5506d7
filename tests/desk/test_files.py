"""Published answers in files: what is written is read again, what others write is read, and what cannot be read is told."""

import json

import msgspec
import pytest

from plainlabel.desk.files import markdown, read
from plainlabel.desk.text_hash import of
from plainlabel.errors import UsageError
from plainlabel.library import Library

ZORVEXA = "11111111-1111-4111-8111-111111111111"


def write(folder, text, name="a.md"):
    (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    "question", ["How should Zorvexa be stored?", "What is Zorvexa used for?", "Can I drink alcohol on Zorvexa?"]
)
def test_what_is_written_is_read_again(publish, full, tmp_path, question):
    answer = publish(question, full)
    (one,) = read(write(tmp_path, markdown(answer)))
    assert one.answer == answer
    assert (one.file, one.line) == ("a.md", None)


def test_a_draft_holds_place_hash_and_facts(publish, full):
    answer = publish("How should Zorvexa be stored?", full)
    first = answer.citations[0]
    assert first.text_hash == of(first.quote)
    assert first.version == 7
    assert any(fact.__struct_config__.tag == "storage" for cited in answer.citations for fact in cited.facts)
    assert (answer.author, answer.reviewed_on, answer.edition) == ("A. Reader", "2026-01-02", full.id)


def test_without_quotes_no_sentence_of_the_label_is_kept(publish, full):
    text = markdown(publish("What are the warnings for Zorvexa?", full, quotes=False))
    assert "quote:" not in text
    assert "Treat patients with helminth" not in text


def test_layout_does_not_change_a_hash():
    assert of("Do not\n freeze.") == of("Do not freeze .")
    assert of("Do not freeze.") != of("Do not shake.")


def test_a_file_people_write(tmp_path):
    text = f"""---
question: Is it safe?
answer: "No."
verdict: no
reviewed_on: 2023-07-01
citations:
  - set_id: {ZORVEXA}
    quote: Do not freeze.
---

Words below.
"""
    (one,) = read(write(tmp_path, text))
    assert (one.answer.verdict, one.answer.reviewed_on, one.answer.body) == ("no", "2023-07-01", "Words below.")


def test_other_pages_of_a_folder_are_left_out(publish, full, tmp_path):
    write(tmp_path, "# About these answers\n", "README.md")
    (tmp_path / "sub").mkdir()
    write(tmp_path / "sub", markdown(publish("How should Zorvexa be stored?", full)))
    assert [one.file for one in read(tmp_path)] == ["sub/a.md"]


def test_lines_as_ask_writes_them(full, tmp_path):
    lines = [msgspec.json.encode(Library(full).ask(text)).decode() for text in ("How should Zorvexa be stored?", "And Zorvexa?")]
    write(tmp_path, "\n".join(lines), "a.jsonl")
    found = read(tmp_path / "a.jsonl")
    assert [one.line for one in found] == [1, 2]
    assert found[0].answer.edition == full.id
    assert found[0].answer.citations[0].quote
    assert json.loads(lines[0])["summary"] in found[0].answer.answer


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("a.md", "---\nquestion: [\n---\n", "no YAML.*line"),
        ("a.md", "---\n- x\n---\n", "names no fields"),
        ("a.md", "---\nquestion: a\nanswer: &x b\nauthor: *x\n---\n", "alias"),
        ("a.md", "---\nanswer: b\n---\n", "question"),
        ("a.md", "---\nquestion: a\nanswer: b\ncitations: [{set_id: x}]\n---\n", "no set id"),
        ("a.md", "---\nquestion: a\nanswer: b\ncitations: [{quote: x}]\n---\n", "set_id"),
        ("a.md", "---\nquestion: a\nanswer: !!python/object:os.system b\n---\n", "no YAML"),
        ("a.md", "plain words\n", "No published answer"),
        ("a.jsonl", '{"question": "a", "answer": "b"}\n{', "no JSON.*line 2"),
        ("a.jsonl", "[]\n", "no JSON object"),
        ("a.jsonl", "", "No published answer"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(tmp_path, name, text, why):
    write(tmp_path, text, name)
    with pytest.raises(UsageError, match=f"(?s){why}") as told:
        read(tmp_path / name)
    assert name in str(told.value)
    assert told.value.next_step
