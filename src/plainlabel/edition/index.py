"""The search index of an edition: Tantivy, one entry a passage of a standing label.

Text is stemmed (Porter2, English) and not stored: an entry leads to its place in `records.sqlite`. Positions are not kept, since
queries are words joined by OR. A query is built from terms, never parsed, so that no text is an error.

An entry names its label by a number: the label's key, or, in an index that was carried over from the edition before (see
`carried`), another one; `labels.json` beside the index then says which key each number stands for.
"""

from __future__ import annotations

import shutil
import tempfile
import weakref
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import tantivy

from plainlabel.edition.carried import Carried, read_numbers, write_numbers
from plainlabel.edition.manifest import is_lock
from plainlabel.edition.records import Hit
from plainlabel.errors import BrokenEditionError

HEAP_BYTES: Final = 192 << 20
MAX_QUERY_TERMS: Final = 64
TITLE_BOOST: Final = 1.5
"""A word in the heading says what the whole section is about."""

FEW_KEYS: Final = 32
_PLACE: Final = ("label", "section", "start", "end")


def schema() -> tantivy.Schema:
    """Returns the fields of the index."""
    builder = tantivy.SchemaBuilder()
    for name in ("text", "title", "name"):
        builder.add_text_field(name, stored=False, tokenizer_name="en_stem", index_option="freq")
    builder.add_text_field("code", stored=False, tokenizer_name="raw", index_option="basic")
    for name in _PLACE:
        builder.add_unsigned_field(name, stored=False, indexed=name in ("label", "section"), fast=True)
    return builder.build()


def analyzer() -> tantivy.TextAnalyzer:
    """Returns what `en_stem` does to text, for queries: words, lower case, Porter2 stems, nothing above 40 bytes."""
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    for step in (tantivy.Filter.remove_long(40), tantivy.Filter.lowercase(), tantivy.Filter.stemmer("english")):
        builder = builder.filter(step)
    return builder.build()


class IndexBuilder:
    """Writes the index of one edition, entries in order; or changes the one `carried` over from the edition before."""

    def __init__(self, folder: Path, carried: Carried | None = None) -> None:
        folder.mkdir()
        self._folder = folder
        self._carried = carried
        if carried is None:
            index = tantivy.Index(schema(), path=str(folder))
        else:
            carried.copy_to(folder)
            index = tantivy.Index.open(str(folder))
        # One writing thread: entries keep their order, and the same edition ranks ties the same way.
        self._writer = index.writer(HEAP_BYTES, num_threads=1)
        self._keys: dict[int, int] = {}
        for number in carried.gone() if carried else ():
            # By query: `delete_documents_by_term` takes a number for a signed one and finds nothing.
            query = tantivy.Query.term_query(schema(), "label", number, index_option="basic")
            self._writer.delete_documents_by_query(query)

    def number(self, label: int, set_id: str) -> tuple[int, bool]:
        """Returns the number that stands for a label in its entries, and whether they are in the index already."""
        number, held = self._carried.number(set_id) if self._carried else (label, False)
        self._keys[number] = label
        return number, held

    def add(
        self, *, names: str, label: int, section: int, title: str, code: str | None, texts: Iterable[tuple[int, int, str]]
    ) -> None:
        """Returns nothing; adds the passages (start, end, text) of one section; `title` is the headings on the way to it."""
        for start, end, text in texts:
            entry = tantivy.Document()
            entry.add_text("text", text)
            entry.add_text("title", title)
            entry.add_text("name", names)
            entry.add_text("code", code or "")
            for field, value in zip(_PLACE, (label, section, start, end), strict=True):
                entry.add_unsigned(field, value)
            self._writer.add_document(entry)

    def finish(self) -> int:
        """Returns how many entries there are; commits, waits for merges, removes the writer's locks.

        Tantivy makes its lists of files readable to their owner only; an edition is for everybody who may read its folder, so all
        of them are made readable.
        """
        self._writer.commit()
        self._writer.garbage_collect_files()
        self._writer.wait_merging_threads()
        for file in self._folder.iterdir():
            if is_lock(file):
                file.unlink()
            else:
                file.chmod(file.stat().st_mode | 0o044)
        if self._carried is not None:
            write_numbers(self._folder, self._keys)
        return SearchIndex(self._folder).entries


class SearchIndex:
    """The index of an edition, open for searching."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._schema = schema()
        self._analyzer = analyzer()
        try:
            self._searcher = self._open(folder)
        except (ValueError, OSError, RuntimeError) as error:
            self._searcher = self._open_linked(error)
        # None where each number is the key itself.
        self._keys = read_numbers(folder)
        self._numbers = {key: number for number, key in (self._keys or {}).items()}

    @staticmethod
    def _open(folder: Path) -> tantivy.Searcher:
        index = tantivy.Index.open(str(folder))
        index.config_reader(reload_policy="manual")
        return index.searcher()

    def _open_linked(self, first: Exception) -> tantivy.Searcher:
        """Returns a searcher through links in a temporary folder: Tantivy must create a lock file, and ours may be read-only."""
        broken = BrokenEditionError(
            f"The search index cannot be opened: {first}",
            file=str(self._folder),
            next_step="Run `plainlabel verify` on the edition",
        )
        if not (self._folder / "meta.json").is_file():
            raise broken
        links = Path(tempfile.mkdtemp(prefix="plainlabel-index-"))
        weakref.finalize(self, shutil.rmtree, links, ignore_errors=True)
        for file in self._folder.iterdir():
            if file.suffix != ".lock":
                (links / file.name).symlink_to(file.resolve())
        try:
            return self._open(links)
        except (ValueError, OSError, RuntimeError) as error:
            raise broken from error

    @property
    def entries(self) -> int:
        """Returns how many entries the index has."""
        return int(self._searcher.num_docs)

    def terms(self, words: str) -> tuple[str, ...]:
        """Returns the stems of `words` in order, each once, at most MAX_QUERY_TERMS."""
        # Characters that cannot be UTF-8 (lone surrogates) are no part of any word.
        clean = words.encode("utf-8", "ignore").decode("utf-8")
        return tuple(dict.fromkeys(self._analyzer.analyze(clean)))[:MAX_QUERY_TERMS]

    def search(self, words: str, *, labels: Sequence[int] | None, sections: Sequence[int] | None, limit: int) -> tuple[Hit, ...]:
        """Returns the best passages for any of `words`, at most `limit`; see `Edition.search`."""
        terms = self.terms(words)
        if not terms or limit < 1 or labels == [] or sections == []:
            return ()
        numbers = labels if labels is None or self._keys is None else [self._numbers[key] for key in labels if key in self._numbers]
        if numbers == []:
            return ()
        query = self._query(terms, numbers, sections)
        # Entries of equal score come in segment order, which depends on the machine: take a few more and order them by place.
        found = self._searcher.search(query, limit=2 * limit + 16, count=False).hits
        addresses = [address for _, address in found]
        columns = [self._searcher.fast_field_values(field, addresses) for field in _PLACE]
        places = zip(*columns, strict=True)
        hits = [_hit(place, score, self._keys) for (score, _), place in zip(found, places, strict=True) if score > 0]
        return tuple(sorted(hits, key=_best_first)[:limit])

    def _query(self, terms: Sequence[str], labels: Sequence[int] | None, sections: Sequence[int] | None) -> tantivy.Query:
        fields = [("text", 1.0), ("title", TITLE_BOOST)] + ([("name", 1.0)] if labels is None else [])
        should = [(tantivy.Occur.Should, self._term(field, term, boost)) for field, boost in fields for term in terms]
        words = tantivy.Query.boolean_query(should)
        kept = [(field, keys) for field, keys in (("label", labels), ("section", sections)) if keys is not None]
        if not kept:
            return words
        must = [self._any(field, keys) for field, keys in kept]
        return tantivy.Query.boolean_query([(tantivy.Occur.Must, query) for query in (*must, words)])

    def _term(self, field: str, term: str, boost: float) -> tantivy.Query:
        query = tantivy.Query.term_query(self._schema, field, term, index_option="freq")
        return query if boost == 1.0 else tantivy.Query.boost_query(query, boost)

    def _any(self, field: str, keys: Sequence[int]) -> tantivy.Query:
        """Returns a query for entries with one of these numbers, that adds nothing to the score."""
        query: Any
        if len(keys) <= FEW_KEYS:
            # Three times as fast as a set of terms, which walks through all terms of the field.
            terms = [tantivy.Query.term_query(self._schema, field, key, index_option="basic") for key in keys]
            query = tantivy.Query.boolean_query([(tantivy.Occur.Should, term) for term in terms])
        else:
            query = tantivy.Query.term_set_query(self._schema, field, list(keys))
        return tantivy.Query.const_score_query(query, 0.0)


def _hit(place: Sequence[Any], score: float, keys: Mapping[int, int] | None) -> Hit:
    label, section, start, end = place
    return Hit(label if keys is None else keys[label], section, start, end, float(score))


def _best_first(hit: Hit) -> tuple[float, int, int, int]:
    return -hit.score, hit.label, hit.section, hit.start
