"""Published answers in files: Markdown with front matter, one an answer; or JSON, one a line, as `ask --json` writes it.

Front matter is YAML between two lines `---`. It holds data only: anchors and tags that make objects are refused.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import msgspec
import yaml

from plainlabel import identifiers
from plainlabel.desk.published import Published, Source
from plainlabel.errors import UsageError

FENCE: Final = "---"
SHIPPED: Final = Path(__file__).parent / "answers"
MAX_BYTES: Final = 4 * 1024**2
_WIDTH: Final = 110
_LINES: Final = (".jsonl", ".ndjson", ".json")


def markdown(answer: Published) -> str:
    """Returns the Markdown file of a published answer."""
    held = msgspec.to_builtins(answer)
    body = held.pop("body", "")
    front = yaml.safe_dump(held, sort_keys=False, allow_unicode=True, width=_WIDTH)
    return f"{FENCE}\n{front}{FENCE}\n\n{body.strip()}\n"


def read(path: Path) -> tuple[Source, ...]:
    """Returns the published answers of a folder (every .md below it, by name), of one Markdown file, or of a file of JSON lines.

    A Markdown file without front matter is another page, and left out of a folder.

    Raises:
        UsageError: there is no such file, nothing in it is a published answer, or one cannot be read.
    """
    if path.is_dir():
        found = tuple(one for file in sorted(path.rglob("*.md")) for one in _markdown_file(file, str(file.relative_to(path))))
    elif path.suffix.lower() in _LINES:
        found = tuple(_json_lines(path))
    else:
        found = tuple(_markdown_file(path, path.name))
    if not found:
        raise UsageError(
            "No published answer is here", file=str(path), next_step='Draft one with `plainlabel desk new "QUESTION" --out FOLDER`'
        )
    return found


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise UsageError(
            f"The published answer cannot be read: {error.strerror}", file=str(path), next_step="Check its name and its rights"
        ) from error
    if len(data) > MAX_BYTES:
        raise _not_readable("it is larger than any answer", path.name, None)
    return data


def _markdown_file(path: Path, name: str) -> Iterator[Source]:
    text = _bytes(path).decode("utf-8", errors="replace").removeprefix("\ufeff").replace("\r\n", "\n")
    if not text.startswith(f"{FENCE}\n"):
        return
    front, fence, body = text[len(FENCE) + 1 :].partition(f"\n{FENCE}\n")
    if not fence:
        front, fence, body = text[len(FENCE) + 1 :].rstrip().removesuffix(FENCE), FENCE, ""
    yield Source(name, None, _published({**_yaml(front, name), "body": body.strip()}, name, None))


def _yaml(front: str, name: str) -> dict[str, Any]:
    try:
        # A few aliases of aliases can stand for more data than any machine holds.
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(front, Loader=yaml.SafeLoader)):
            raise _not_readable("its front matter repeats itself by an alias (*name)", name, None)
        held = _dates_as_text(yaml.safe_load(front))
    except yaml.YAMLError as error:
        place = getattr(error, "problem_mark", None)
        # The first line of the front matter is the second of the file.
        raise _not_readable("its front matter is no YAML", name, place.line + 2 if place else None) from error
    if not isinstance(held, dict):
        raise _not_readable("its front matter names no fields", name, 1)
    return held


def _dates_as_text(value: Any) -> Any:
    """Returns the values of YAML with each date as it is written in JSON."""
    if isinstance(value, dict):
        return {key: _dates_as_text(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_dates_as_text(one) for one in value]
    return value.isoformat() if isinstance(value, dt.date) else value


def _json_lines(path: Path) -> Iterator[Source]:
    try:
        lines = path.read_bytes().splitlines()
    except OSError as error:
        raise UsageError(
            f"The published answers cannot be read: {error.strerror}", file=str(path), next_step="Check its name and its rights"
        ) from error
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                held = msgspec.json.decode(line)
            except (msgspec.MsgspecError, UnicodeDecodeError) as error:
                raise _not_readable(f"it is no JSON: {error}", path.name, number) from error
            if not isinstance(held, dict):
                raise _not_readable("it is no JSON object", path.name, number)
            yield Source(path.name, number, _published(held, path.name, number))


def _published(held: Mapping[str, Any], name: str, line: int | None) -> Published:
    """Returns an answer from its fields. What `ask --json` calls otherwise is taken by its name there."""
    fields = {str(key): value for key, value in held.items() if value is not None}
    fields.setdefault("answer", _told(fields))
    if isinstance(fields.get("edition"), dict):
        fields["edition"] = str(fields["edition"].get("id", ""))
    if isinstance(fields.get("verdict"), bool):  # a person writes `verdict: no`, YAML reads False
        fields["verdict"] = "yes" if fields["verdict"] else "no"
    fields["citations"] = [_without_null(one) for one in fields.get("citations", ())]
    try:
        found = msgspec.convert(fields, Published)
    except msgspec.ValidationError as error:
        raise _not_readable(str(error), name, line) from error
    wrong = next((one.set_id for one in found.citations if identifiers.set_id(one.set_id) is None), None)
    if wrong is not None:
        raise _not_readable(f"{wrong!r} is no set id", name, line)
    return found


def _told(fields: Mapping[str, Any]) -> str:
    """Returns summary and statements of an answer as `ask --json` gives it."""
    statements = fields.get("statements", ())
    texts = [one.get("text") for one in statements if isinstance(one, dict)] if isinstance(statements, Iterable) else []
    return "\n".join(str(text) for text in (fields.get("summary", fields.get("body")), *texts) if text)


def _without_null(one: object) -> object:
    return {key: value for key, value in one.items() if value is not None} if isinstance(one, dict) else one


def _not_readable(why: str, name: str, line: int | None) -> UsageError:
    return UsageError(
        f"This published answer cannot be read: {why}",
        file=name,
        location=f"line {line}" if line else None,
        next_step="See docs/how-to/keep-answers-current.md for its form",
    )
