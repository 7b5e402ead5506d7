"""All news of an edition and of the feeds beside it, newest first; a feed that cannot be read costs only itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from msgspec import Struct

from plainlabel.edition.locate import own_editions
from plainlabel.edition.opened import Edition
from plainlabel.errors import SourceError
from plainlabel.news import approvals, fda_feeds, label_changes, recalls
from plainlabel.news.items import Feed, Item, News
from plainlabel.news.matching import Matcher
from plainlabel.sources import rss
from plainlabel.sources.enforcement import Recall
from plainlabel.sources.shelf import Shelf

LIMIT: Final = 50
_MOST_COMPARED: Final = 100
"""So many pairs of versions are compared at most: each takes about a tenth of a second."""
_Dated = tuple[str, str, Callable[[], Item]]
_SYNC: Final = "They come with `plainlabel sync --tables`"


class Wanted(Struct, frozen=True):
    """What news is wanted: since a day, of medicines by key (None: of all), of one category, and how many items at most."""

    since: str | None = None
    medicine: str | None = None
    keys: frozenset[str] | None = None
    category: str | None = None
    limit: int = LIMIT


class _Draft(Struct, frozen=True):
    """An item still to be made: when it is of, and how. Only what is shown is matched with medicines."""

    day: str
    id: str
    make: Callable[[], Item | None]


def tables_of(edition: Edition, folder: Path | None = None) -> Path:
    """Returns the folder of the feeds' tables: in `folder`, beside the edition, or with the user's own edition."""
    beside = edition.path.parent
    return Shelf(folder or (beside if Shelf(beside).tables.is_dir() else own_editions())).tables


class Gatherer:
    """Gathers the news of one edition and one folder of tables."""

    def __init__(self, edition: Edition, tables: Path) -> None:
        self._edition = edition
        self._tables = tables
        self._matcher = Matcher(edition)
        self._feeds: list[Feed] = []
        self._notices: list[str] = []

    def news(self, wanted: Wanted) -> News:
        """Returns the news wanted."""
        self._feeds, self._notices = [], []
        drafts = [draft for read in self._readers(wanted.category) for draft in read()]
        drafts = [one for one in drafts if _since(one.day, wanted.since)]
        drafts.sort(key=lambda one: one.id)
        drafts.sort(key=lambda one: one.day, reverse=True)
        items = tuple(self._made(drafts, wanted))
        missing = [one.name for one in self._feeds if not one.held]
        if missing:
            none = len(missing) == len([one for one in self._feeds if one.name != label_changes.SOURCE])
            what = "recalls, approvals and alerts of FDA" if none else ", ".join(missing)
            self._notices.insert(0, f"Not held yet: {what}. {_SYNC}")
        return News(wanted.since, wanted.medicine, wanted.category, items, tuple(self._feeds), tuple(self._notices))

    def _made(self, drafts: Sequence[_Draft], wanted: Wanted) -> Iterator[Item]:
        found = 0
        for draft in drafts:
            if found >= wanted.limit:
                self._notices.append(f"Only the newest {wanted.limit} are shown. More with --limit")
                return
            item = draft.make()
            if item is None or (wanted.category and wanted.category not in item.categories):
                continue
            if wanted.keys is not None and not wanted.keys & {one.key for one in item.medicines}:
                continue
            found += 1
            yield item

    def _readers(self, category: str | None) -> Iterator[Callable[[], list[_Draft]]]:
        """Yields what reads the sources that can hold a category; Drugs@FDA alone takes seconds."""
        if category in {None, "label-changes", "childrens-health"}:
            yield self._label_changes
        if category in {None, "approvals"}:
            yield self._approvals
        if category in {None, "recalls"}:
            yield self._recalls
        if category not in {"label-changes", "approvals"}:
            yield self._fda

    # --- the sources ---------------------------------------------------------------------------------------------------

    def _label_changes(self) -> list[_Draft]:
        """Returns the changes between held versions, and those a label lists itself where no other version of it is held."""
        drafts: list[_Draft] = []
        compared: set[str] = set()
        pairs = sorted(label_changes.pairs(self._edition, self._matcher), key=lambda one: one.day or "", reverse=True)
        for pair in pairs[:_MOST_COMPARED]:
            compared.add(pair.new.set_id)
            drafts.append(_Draft(pair.day or "", pair.id, _of_pair(pair, self._edition)))
        listed = (one for one in label_changes.listed(self._edition) if one.label.set_id not in compared)
        drafts.extend(_Draft(one.month, one.id, _of_listed(one)) for one in listed)
        self._count(label_changes.SOURCE, drafts)
        return drafts

    def _approvals(self) -> list[_Draft]:
        if not (self._tables / approvals.FILE).is_file():
            return self._absent(approvals.SOURCE)
        with_day = self._read(approvals.SOURCE, lambda: list(approvals.drafts(approvals.read(self._tables), self._matcher)))
        return [_Draft(day, name, make) for day, name, make in with_day]

    def _recalls(self) -> list[_Draft]:
        files = recalls.files(self._tables)
        if not files:
            return self._absent(recalls.SOURCE)

        def read() -> list[_Dated]:
            held = (one for file in files for one in recalls.read(file) if recalls.is_of_drugs(one))
            return [(one.reported or one.initiated or "", recalls.id_of(one), _of_recall(one, self._matcher)) for one in held]

        return [_Draft(*one) for one in self._read(recalls.SOURCE, read)]

    def _fda(self) -> list[_Draft]:
        found: list[rss.NewsItem] = []
        for feed in rss.FEEDS:
            if not (self._tables / rss.want(feed).name).is_file():
                self._absent(feed)
                continue
            try:
                held = fda_feeds.read(self._tables, feed)
            except (SourceError, OSError) as error:
                self._broken(feed, error)
                continue
            newest = max((one.published or "" for one in held), default="")
            self._feeds.append(Feed(feed, held=True, items=len(held), newest=newest or None))
            found += held
        return [_Draft(one.day or "", one.id, _as_is(one)) for one in fda_feeds.items(found, self._matcher)]

    # --- what is held --------------------------------------------------------------------------------------------------

    def _read(self, name: str, read: Callable[[], list[_Dated]]) -> list[_Dated]:
        try:
            found = read()
        except (SourceError, OSError) as error:
            self._broken(name, error)
            return []
        self._feeds.append(Feed(name, held=True, items=len(found), newest=max((day for day, _, _ in found), default="") or None))
        return found

    def _count(self, name: str, drafts: Iterable[_Draft]) -> None:
        days = [one.day for one in drafts]
        self._feeds.append(Feed(name, held=True, items=len(days), newest=max(days, default="") or None))

    def _absent(self, name: str) -> list[_Draft]:
        self._feeds.append(Feed(name, held=False, items=0, newest=None))
        return []

    def _broken(self, name: str, error: Exception) -> None:
        self._feeds.append(Feed(name, held=False, items=0, newest=None))
        self._notices.append(f"{name} cannot be read: {error}")


def _since(day: str, since: str | None) -> bool:
    """Returns whether a day, or a month, is not before another day."""
    return since is None or (day != "" and day >= since[: len(day)])


def _of_pair(pair: label_changes.Pair, edition: Edition) -> Callable[[], Item | None]:
    return lambda: label_changes.item_of_pair(pair, edition)


def _of_listed(one: label_changes.Listed) -> Callable[[], Item]:
    return lambda: label_changes.item_of_listed(one)


def _of_recall(one: Recall, matcher: Matcher) -> Callable[[], Item]:
    return lambda: recalls.item(one, matcher)


def _as_is(item: Item) -> Callable[[], Item]:
    return lambda: item
