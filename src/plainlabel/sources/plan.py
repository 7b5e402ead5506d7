"""What a sync has to fetch: the fewest label files that bring what is held up to date, and the tables beside them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Final, TypeVar

from msgspec import Struct

from plainlabel import identifiers
from plainlabel.errors import NoMatchError, SourceError, UsageError
from plainlabel.sources import dailymed, dailymed_files, dailymed_mappings, drugsfda, ndc, openfda_downloads, rss, unii
from plainlabel.sources.client import Client
from plainlabel.sources.dailymed_files import FOLDERS, Kind, Release
from plainlabel.sources.shelf import State
from plainlabel.sources.wanted import Want

LIMIT: Final = 25
"""So many labels of one name are fetched where nothing else is said: an ingredient can have thousands."""

_CAUTION_DAYS: Final = 7
_T = TypeVar("_T")


class Choice(Struct, frozen=True):
    """What a person wants: whole kinds of labels, openFDA's files, names, tables; how many labels a name, and old versions too."""

    kinds: tuple[Kind, ...] = ()
    openfda: bool = False
    names: tuple[str, ...] = ()
    tables: bool = False
    limit: int = LIMIT
    history: bool = False

    @property
    def empty(self) -> bool:
        """Returns whether nothing was named, so that what is held is to be brought up to date."""
        return not (self.kinds or self.openfda or self.names or self.tables)


class LabelFile(Struct, frozen=True):
    """One label file to fetch.

    `folders` of it are taken in (none: all). After it `kinds` are held up to the day `until` (None: not with this file). `edition`
    tells files apart that come and go under one address.
    """

    want: Want
    folders: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    until: str | None = None
    edition: str = ""

    @property
    def key(self) -> str:
        """Returns what is remembered of it when it has been taken in."""
        return " ".join((self.want.url, self.edition, *self.folders)).rstrip()


class Plan(Struct, frozen=True):
    """What there is to fetch, and the names to ask openFDA for; what a person should know, what failed, names nobody knows."""

    labels: tuple[LabelFile, ...]
    tables: tuple[Want, ...]
    asked_of_openfda: tuple[str, ...] = ()
    openfda_day: str | None = None
    notices: tuple[str, ...] = ()
    failures: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


def remembered(choice: Choice, state: State) -> Choice:
    """Returns what to do where nothing was named: keep current what is held.

    Raises:
        UsageError: nothing is held either.
    """
    if not choice.empty:
        return choice
    kinds: tuple[Kind, ...] = tuple(kind for kind in FOLDERS if kind in state.kinds)
    found = Choice(kinds, state.openfda is not None, tuple(state.names), state.tables, choice.limit, choice.history)
    if found.empty:
        raise UsageError("There is nothing to keep current yet", next_step="Name medicines, or use --rx, --otc, --all or --openfda")
    return found


class Planner:
    """Finds out what there is to fetch. A feed that fails is told, and costs the others nothing."""

    def __init__(self, client: Client, state: State, choice: Choice) -> None:
        self._client = client
        self._state = state
        self._choice = choice
        self._notices: list[str] = []
        self._failures: list[str] = []
        self._unknown: list[str] = []

    def plan(self) -> Plan:
        """Returns what there is to fetch."""
        choice = self._choice
        labels: list[LabelFile] = []
        if choice.kinds:
            labels += self._asked("DailyMed's releases", self._releases)
        day: str | None = None
        if choice.openfda and not choice.names:
            found = self._asked("openFDA's files", self._openfda_files)
            labels += (LabelFile(want, edition=exported) for exported, want in found)
            day = found[0][0] if found else None
        of_openfda = []
        for name in choice.names:
            if choice.openfda or self._state.names.get(name) == "openfda":
                of_openfda.append(name)
            else:
                labels += self._asked(name, partial(self._named, name))
        return Plan(
            labels=tuple({one.want.url: one for one in labels}.values()),
            tables=tuple(self._tables()),
            asked_of_openfda=tuple(of_openfda),
            openfda_day=day,
            notices=tuple(self._notices),
            failures=tuple(self._failures),
            unknown=tuple(self._unknown),
        )

    def _asked(self, what: str, ask: Callable[[], list[_T]]) -> list[_T]:
        try:
            return ask()
        except SourceError as error:
            self._failures.append(f"{what}: {error}")
            return []

    # --- DailyMed's releases -------------------------------------------------------------------------------------------

    def _releases(self) -> list[LabelFile]:
        listing = dailymed_files.listing(self._client)
        files: list[LabelFile] = []
        updates: dict[str, tuple[Release, list[Kind]]] = {}
        for kind in self._choice.kinds:
            until = self._state.until.get(kind)
            since = dailymed_files.updates_since(listing, until) if until else None
            if until and since is None:
                self._notices.append(
                    f"The updates of {kind} labels do not reach back to {until}: the whole release is fetched again"
                )
            if since is None:
                parts = dailymed_files.parts_of(listing, (kind,))
                until = min((one.until for one in parts if one.until), default=self._cautious_day())
                files += self._parts(parts, kind, until)
                since = tuple(one for one in listing.daily if one.until and one.until > until)
            for release in since:
                updates.setdefault(release.want.name, (release, []))[1].append(kind)
        ordered = sorted(updates.values(), key=lambda one: (one[0].until or "", one[0].kind == "daily"))
        for release, kinds in ordered:
            folders = tuple(FOLDERS[kind] for kind in kinds)
            files.append(LabelFile(release.want, folders, tuple(kinds), release.until))
        return files

    def _parts(self, parts: Sequence[Release], kind: Kind, until: str) -> list[LabelFile]:
        """Returns the parts not taken in yet; only with the last of them is the kind held."""
        files = [LabelFile(one.want, (), (kind,), until if one is parts[-1] else None) for one in parts]
        return [one for one in files if one.until or not is_taken(one, self._state)]

    def _cautious_day(self) -> str:
        return (self._client.clock.now().date() - dt.timedelta(days=_CAUTION_DAYS)).isoformat()

    # --- openFDA -------------------------------------------------------------------------------------------------------

    def _openfda_files(self) -> list[tuple[str, Want]]:
        bulk = openfda_downloads.bulk(self._client, "label")
        if bulk.exported == self._state.openfda:
            return []
        return [(bulk.exported, want) for want in bulk.parts]

    # --- medicines by name ---------------------------------------------------------------------------------------------

    def _named(self, name: str) -> list[LabelFile]:
        try:
            found = dailymed.search(self._client, name)
        except NoMatchError as error:
            if name in self._state.names:
                self._notices.append(f"{error.message}, any more. The versions held stay")
                return []
            self._unknown.append(name)
            raise
        if len(found) > self._choice.limit:
            self._notices.append(
                f"DailyMed has {len(found):,} labels for {name}; {self._choice.limit:,} of them are fetched (--limit fetches more)"
            )
        wanted: list[Want] = []
        for one in found[: self._choice.limit]:
            versions: Iterable[int] = (one.version,)
            if self._choice.history:
                versions = {one.version, *(past.version for past in dailymed.history(self._client, one.set_id))}
            wanted += (dailymed.version_zip(one.set_id, version) for version in sorted(versions, reverse=True))
        return [file for file in map(LabelFile, wanted) if not is_taken(file, self._state)]

    # --- tables --------------------------------------------------------------------------------------------------------

    def _tables(self) -> list[Want]:
        if not self._choice.tables:
            return []
        wants = [drugsfda.WANT, ndc.WANT, dailymed_mappings.RXNORM, dailymed_mappings.CLASSES, unii.WANT]
        wants += (rss.want(feed) for feed in rss.FEEDS)
        return wants + self._asked("recalls", lambda: list(openfda_downloads.bulk(self._client, "enforcement").parts))


def is_taken(file: LabelFile, state: State) -> bool:
    """Returns whether a label file is in the collection already, as its feed states it now."""
    held = state.taken.get(file.key)
    return held is not None and (file.want.md5 is None or held == file.want.md5)


def is_set_id(name: str) -> bool:
    """Returns whether a name is the set id of a label."""
    return identifiers.set_id(name) is not None
