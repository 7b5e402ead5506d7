"""What a request to the API may say: the parameters with their bounds and examples."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import Path, Query

from plainlabel.facts.kinds import KINDS
from plainlabel.interfaces.web.settings import LONGEST_QUESTION

_NEWEST_VERSION: Final = 99_999_999

Question = Annotated[
    str, Query(min_length=1, max_length=LONGEST_QUESTION, examples=["How long can Dupixent stay out of the fridge?"])
]
Name = Annotated[str, Path(min_length=1, max_length=200, examples=["Dupixent"], description="A name of a medicine, or a set id.")]
SetId = Annotated[str, Path(min_length=36, max_length=36, examples=["595f437d-2729-40bb-9c62-c8ece1f82780"])]
Key = Annotated[str, Path(min_length=1, max_length=100, examples=["asthma"], description="The `key` that the list gives.")]
ClassKind = Annotated[
    str, Path(examples=["EPC"], pattern="^(EPC|MoA|PE|CS)$", json_schema_extra={"enum": ["EPC", "MoA", "PE", "CS"]})
]
ClassKey = Annotated[
    str, Path(min_length=1, max_length=100, examples=["corticosteroid"], description="The `key` that the list gives.")
]
Number = Annotated[int, Query(ge=1, le=100_000)]
PerPage = Annotated[int, Query(ge=1, le=200)]
Day = Annotated[
    str | None,
    Query(pattern=r"^[12]\d{3}-[01]\d-[0-3]\d$", examples=["2026-04-22"], json_schema_extra={"format": "date"}),
]
Version = Annotated[int, Query(ge=0, le=_NEWEST_VERSION, examples=[7])]
AnyVersion = Annotated[int | None, Query(ge=0, le=_NEWEST_VERSION)]
SectionName = Annotated[str, Path(min_length=1, max_length=200, examples=["5.1"])]
Limit = Annotated[int, Query(ge=1, le=50)]
Kind = Annotated[str, Path(examples=["storage"], pattern=f"^({'|'.join(KINDS)})$", json_schema_extra={"enum": list(KINDS)})]
