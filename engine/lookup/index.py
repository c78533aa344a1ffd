"""The index: SQLite FTS5 over the signs of all entries, built once and kept under the hash of what it was made from."""

import os
import sqlite3
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from pypinyin import lazy_pinyin

from engine.content import Library
from engine.kept import digest, state_folder
from engine.lookup.entries import Entry, entries
from engine.lookup.held import held_files
from engine.lookup.signs import is_pair, signs
from engine.talk.plain import plain

NAME = "lookup"
# The columns that are searched, and how much a sign in each counts.
WEIGHTS = {"named": 2.0, "text": 1.0, "english": 1.0, "of": 0.0}
_TABLES = f"""
CREATE TABLE entries (number INTEGER PRIMARY KEY, id TEXT, kind TEXT, topic TEXT, document TEXT, schemes TEXT,
                      title TEXT, text TEXT, text_en TEXT, signs TEXT);
CREATE INDEX by_id ON entries (id);
CREATE TABLE rarity (sign TEXT PRIMARY KEY, entries INTEGER, sound TEXT) WITHOUT ROWID;
CREATE INDEX by_sound ON rarity (sound);
CREATE TABLE counted (entries INTEGER);
CREATE VIRTUAL TABLE words USING fts5({", ".join(WEIGHTS)}, content='', tokenize="unicode61 remove_diacritics 0");
"""


def mark(name: str) -> str:
    """A scheme, topic or document as one sign of the column `of`: "guanxian-2018" -> "zguanxianq2018"."""
    return "z" + "".join(char if char.isalnum() else "q" for char in name.casefold())


def fill(base: sqlite3.Connection, things: Iterable[Entry], content: Library) -> None:
    """Writes all entries into an empty base."""
    base.executescript(_TABLES)
    rarity: Counter[str] = Counter()
    number = 0
    for number, one in enumerate(things, start=1):
        columns = {
            "named": signs(plain(one.title), content),
            "text": signs(one.plain, content),
            "english": signs(plain(one.text_en), content),
            "of": [mark(part) for part in (one.kind, one.topic, one.document, one.id, *one.schemes) if part],
        }
        own = {sign for name in ("named", "text", "english") for sign in columns[name]}
        rarity.update(own)
        base.execute(
            "INSERT INTO entries VALUES (?,?,?,?,?,?,?,?,?,?)",
            (
                number, one.id, one.kind, one.topic, one.document, " ".join(one.schemes), one.title, one.text,
                one.text_en, " ".join(sorted(own)),
            ),
        )  # fmt: skip
        base.execute(
            "INSERT INTO words(rowid, named, text, english, of) VALUES (?,?,?,?,?)",
            (number, *(" ".join(columns[name]) for name in WEIGHTS)),
        )
    base.executemany(
        "INSERT INTO rarity VALUES (?,?,?)",
        ((sign, count, "".join(lazy_pinyin(sign)) if is_pair(sign) else sign) for sign, count in rarity.items()),
    )
    base.execute("INSERT INTO counted VALUES (?)", (number,))
    base.execute("INSERT INTO words(words) VALUES ('optimize')")
    base.commit()


def made_from(content: Library) -> str:
    """One name for everything that the index is made of: content, texts held here, and this code."""
    here = Path(__file__).parent
    files = [path for path in content.root.rglob("*") if path.suffix in (".yaml", ".csv")]
    return digest([*files, *held_files(), *here.glob("*.py")])


@lru_cache(maxsize=4)
def _opened(content: Library, held: tuple[str, ...]) -> sqlite3.Connection:
    """The base for one state of the content; in memory where the state folder cannot be written. `held`: the texts
    that are held here."""
    made = made_from(content)
    folder = state_folder()
    path = folder / f"{NAME}-{made}.sqlite"
    if not path.exists():
        with suppress(OSError, sqlite3.Error):
            folder.mkdir(parents=True, exist_ok=True)
            own = path.with_suffix(f".{os.getpid()}")
            own.unlink(missing_ok=True)
            with sqlite3.connect(own) as base:
                fill(base, entries(content), content)
            base.close()
            own.replace(path)  # several processes may build: each its own file, put in place at once
            for old in folder.glob(f"{NAME}-*.sqlite"):
                if old != path:
                    old.unlink(missing_ok=True)
    with suppress(sqlite3.Error):
        base = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        base.execute("SELECT entries FROM counted").fetchone()
        return base
    base = sqlite3.connect(":memory:", check_same_thread=False)
    fill(base, entries(content), content)
    return base


def opened(content: Library) -> sqlite3.Connection:
    """The index of a content folder; built again when the content has changed, or a text held here."""
    return _opened(content, tuple(f"{path.name} {path.stat().st_mtime_ns}" for path in held_files()))
