"""One turn of a talk as it is put together: what was understood, the lines of the reply, and the contract's object."""

from dataclasses import dataclass, field
from typing import Any

from engine.talk.understood import Understood
from engine.wording import Words

Json = dict[str, Any]


@dataclass
class Turn:
    """`out`: the contract's object, filled on the way; `lines`: the reply; `answered`: the sentence was a short answer
    to our question."""

    intent: str
    found: Understood
    words: Words
    answered: bool = False
    lines: list[str] = field(default_factory=list)
    out: Json = field(default_factory=dict)

    def __post_init__(self) -> None:
        empty: Json = {"facts": {}, "reply": "", "ask": None, "bounds": None, "answer": None, "citations": []}
        self.out = {"intent": self.intent, **empty}

    def say(self, *lines: str | None) -> None:
        """Adds lines to the reply; nothing is no line."""
        self.lines += [line for line in lines if line]

    def cite(self, citations: list[Json]) -> None:
        """The clauses that the reply rests on."""
        self.out["citations"] = citations
