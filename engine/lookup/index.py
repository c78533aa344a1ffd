"""The index: SQLite with the entries that each sign stands in, and FTS5 for exact phrases; built once, and kept under
the hash of what it was made from."""

import os
import sqlite3
from array import array
from collections.abc import Iterable
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from engine.content import Library
from engine.kept import digest, state_folder
from engine.lookup.entries import Entry, entries
from engine.lookup.held import held_files
from engine.lookup.signs import is_pair, signs
from engine.talk.plain import plain
from engine.talk.vocabulary import sound_of

NAME = "lookup"
TEXT, TITLE, ENGLISH = 1, 2, 4  # the fields of an entry
# `entries_with`: the numbers of the entries that have a sign, `fields`: where each has it, a sum of TEXT, TITLE and
# ENGLISH; `sound`: how it sounds (NULL for marks, which nobody types). `words`: the signs in order, for exact phrases.
_TABLES = """
CREATE TABLE entries (number INTEGER PRIMARY KEY, id TEXT, kind TEXT, topic TEXT, document TEXT, schemes TEXT,
                      title TEXT, text TEXT, text_en TEXT);
CREATE INDEX by_id ON entries (id COLLATE NOCASE);
CREATE TABLE rarity (sign TEXT PRIMARY KEY, entries INTEGER, sound TEXT, entries_with BLOB, fields BLOB)
                     WITHOUT ROWID;
CREATE INDEX by_sound ON rarity (sound, entries);
CREATE TABLE counted (entries INTEGER);
CREATE VIRTUAL TABLE words USING fts5(text, content='', tokenize="unicode61 remove_diacritics 0");
"""


def mark(name: str) -> str:
    """A scheme, topic, document or kind as a sign that no text has: "guanxian-2018" -> "zguanxianq2018"."""
    return "z" + "".join(char if char.isalnum() else "q" for char in name.casefold())


def fill(base: sqlite3.Connection, things: Iterable[Entry], content: Library) -> None:
    """Writes all entries into an empty base."""
    base.executescript(_TABLES)
    with_sign: dict[str, tuple[array[int], bytearray]] = {}
    marks: set[str] = set()
    number = -1
    for number, one in enumerate(things):
        text = signs(plain(one.text), content)
        own = {mark(part) for part in (one.kind, one.topic, *one.also, one.document, *one.schemes) if part}
        marks |= own
        where = dict.fromkeys(own, TEXT)
        title, english = signs(plain(one.title), content), signs(plain(one.text_en), content)
        for field, found in ((TEXT, text), (TITLE, title), (ENGLISH, english)):
            for sign in found:
                where[sign] = where.get(sign, 0) | field
        for sign, fields in where.items():
            numbers, of_fields = with_sign.setdefault(sign, (array("i"), bytearray()))
            numbers.append(number)
            of_fields.append(fields)
        base.execute(
            "INSERT INTO entries VALUES (?,?,?,?,?,?,?,?,?)",
            (
                number,
                one.id,
                one.kind,
                " ".join((one.topic, *one.also)),
                one.document,
                " ".join(one.schemes),
                one.title,
                one.text,
                one.text_en,
            ),
        )
        base.execute("INSERT INTO words(rowid, text) VALUES (?,?)", (number, " ".join(text)))
    base.executemany(
        "INSERT INTO rarity VALUES (?,?,?,?,?)",
        (
            (sign, len(has), None if sign in marks else _sound(sign), has.tobytes(), bytes(fields))
            for sign, (has, fields) in with_sign.items()
        ),
    )
    base.execute("INSERT INTO counted VALUES (?)", (number + 1,))
    base.execute("INSERT INTO words(words) VALUES ('optimize')")
    base.commit()


def _sound(sign: str) -> str:
    return "".join(sound_of(sign)) if is_pair(sign) else sign


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
