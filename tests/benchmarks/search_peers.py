"""Our search beside tantivy and bm25s, on the same clauses, the same signs and the same questions, in one run.

.venv/bin/pip install tantivy bm25s && .venv/bin/python -m tests.benchmarks.search_peers [COUNT…]

Prints the median and the 99th percentile of a warm query in milliseconds, and the ratio of each median to ours. The
peers get our signs ready made, so that only the search is compared; neither of them knows topics or schemes.
"""

import sqlite3
import sys
import tempfile
from collections.abc import Callable
from statistics import median, quantiles
from time import perf_counter

import bm25s
import tantivy

from engine.content import library
from engine.lookup import index
from engine.lookup.search import Within, found_in
from engine.lookup.signs import signs
from engine.talk.plain import plain
from tests.benchmarks.test_search import asked, synthetic

ROUNDS, MOST = 6, 60
Find = Callable[[str, list[str]], object]


def ours(count: int) -> Find:
    """Our own index, in memory."""
    base = sqlite3.connect(":memory:", check_same_thread=False)
    index.fill(base, synthetic(count), library())
    return lambda text, topics: found_in(base, text, topics, Within(), library())


def own_signs(count: int) -> list[list[str]]:
    """The signs of each clause, as our index has them."""
    texts = (f"{one.title} {one.text} {one.text_en}" for one in synthetic(count))
    return [signs(plain(text), library()) for text in texts]


def of_tantivy(clauses: list[list[str]], folder: str) -> Find:
    """Tantivy over the signs, parted at spaces."""
    schema = tantivy.SchemaBuilder().add_text_field("signs", tokenizer_name="whitespace").build()
    found = tantivy.Index(schema, path=folder)
    writer = found.writer()
    for own in clauses:
        writer.add_document(tantivy.Document(signs=[" ".join(own)]))
    writer.commit()
    found.reload()
    searcher = found.searcher()

    def find(text: str, topics: list[str]) -> object:
        terms = [tantivy.Query.term_query(schema, "signs", sign) for sign in dict.fromkeys(signs(text, library()))]
        wanted = tantivy.Query.boolean_query([(tantivy.Occur.Should, term) for term in terms])
        return searcher.search(wanted, MOST).hits

    return find


def of_bm25s(clauses: list[list[str]]) -> Find:
    """Bm25s over the signs."""
    found = bm25s.BM25()
    found.index(clauses, show_progress=False)

    def find(text: str, topics: list[str]) -> object:
        return found.retrieve([signs(text, library())], k=MOST, show_progress=False)

    return find


def timed(find: Find) -> list[float]:
    """Milliseconds of each query, after one round to warm up."""
    queries, spent = asked(), []
    for number in range(ROUNDS + 1):
        for text, topics in queries:
            started = perf_counter()
            find(text, topics)
            if number:
                spent.append((perf_counter() - started) * 1000)
    return spent


def main(counts: list[int]) -> None:
    """Prints a line an engine and size."""
    for count in counts:
        clauses = own_signs(count)
        with tempfile.TemporaryDirectory() as folder:
            engines = {"ours": ours(count), "tantivy": of_tantivy(clauses, folder), "bm25s": of_bm25s(clauses)}
            spent = {name: timed(find) for name, find in engines.items()}
        for name, each in spent.items():
            ratio = median(each) / median(spent["ours"])
            p99 = quantiles(each, n=100)[98]
            print(f"{count:>7} {name:<8} median {median(each):7.2f} ms   p99 {p99:7.2f} ms   × {ratio:.2f}")


if __name__ == "__main__":
    main([int(one) for one in sys.argv[1:]] or [2_000, 100_000])
