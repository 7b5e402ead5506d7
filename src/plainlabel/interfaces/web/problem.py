"""The one shape of an error in JSON."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
from msgspec import Struct
from starlette.responses import Response


class Problem(Struct, frozen=True):
    """What went wrong: a code for programs, a sentence and the next step for people."""

    code: str
    message: str
    next_step: str | None = None


class ProblemBody(Struct, frozen=True):
    """The body of every response that is no success."""

    error: Problem


def problem(
    status: int, code: str, message: str, next_step: str | None = None, headers: Mapping[str, str] | None = None
) -> Response:
    """Returns the response that tells an error; 204 has no body."""
    body = b"" if status == 204 else msgspec.json.encode(ProblemBody(Problem(code, message, next_step)))
    return Response(body, status, {"cache-control": "no-store", **(headers or {})}, "application/json" if body else None)
