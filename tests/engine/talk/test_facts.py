"""What a sentence says and what it does not: a table of sentences, each the first of its talk."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from engine.talk.talk import Talk

Json = dict[str, Any]
ROWS: list[Json] = yaml.safe_load((Path(__file__).parent / "sentences.yaml").read_text(encoding="utf-8"))
SHORT = {"v": "visits.0", "w": "visits.1", "b": "visits.0.bill", "r": "visits.0.reported", "y": "year_to_date"}
SHORT["p"] = "person"


def path_of(short: str) -> str:
    """ "b.total" -> "visits.0.bill.total"."""
    head, _, rest = short.partition(".")
    return f"{SHORT[head]}.{rest}"


def missed(row: Json) -> list[str]:
    """Where the facts of a talk that begins with this sentence are not those of the table."""
    today = row.get("today", "2018-06-20")
    talk = Talk(today, {"scheme": row.get("scheme", "guanxian-2018"), "today": today})
    facts = talk.say(row["say"])["facts"]
    found = []
    for short, expected in row.get("facts", {}).items():
        have = facts.get(path_of(short))
        right = have in expected["any"] if isinstance(expected, dict) else have == expected
        if not right:
            found.append(f"{short} should be {expected}, is {have}")
    for short in row.get("not", ()):
        path, _, value = short.partition("=")
        have = facts.get(path_of(path))
        if have is not None and (not value or have == value):
            found.append(f"{short} should be unknown, is {have}")
    return found


@pytest.mark.parametrize("row", ROWS, ids=[row["say"] for row in ROWS])
def test_what_a_sentence_says(row: Json) -> None:
    assert missed(row) == []


def test_there_are_sentences_enough() -> None:
    assert len(ROWS) >= 120
    assert len({row["say"] for row in ROWS}) == len(ROWS)
