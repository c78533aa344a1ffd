"""Whose affairs a part of a sentence tells: what is another person's, or only supposed, is no fact of this case."""

import re
from dataclasses import dataclass

from engine.talk.vocabulary import Vocabulary

# A comma between digits belongs to a number: 45,678.90.
_PART = re.compile(r"(?:[^，。；！？;!?\n,]|(?<=\d),(?=\d))+")


@dataclass(frozen=True)
class Part:
    """A part of a sentence between two marks: where it stands, and of whom it tells: "self", a kinship, "other"
    (somebody outside the family), or None where it does not say."""

    start: int
    end: int
    who: str | None
    bill: bool


class Whose:
    """Leaves of a sentence what is told of the patient."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.patterns = vocabulary.patterns

    def of_the_patient(self, text: str, *, told: bool = False) -> str:
        """The text with blanks in place of what is told of others, or only supposed beside a real bill; nothing else
        moves. The patient is the one of whom the last stay or bill is told; `told`: a bill was told before."""
        parts = self._parts(text)
        own = [part for part in parts if part.who != "other"]
        bills = [part for part in own if part.bill]
        patient = next((part.who for part in reversed(bills) if part.who), None)
        for part in parts:
            somebody_else = part.who == "other" and (bills or told)
            another = patient is not None and part.who not in (None, "other", patient)
            if somebody_else or another or self._only_supposed(text, part, bills):
                text = text[: part.start] + " " * (part.end - part.start) + text[part.end :]
        return text

    def _parts(self, text: str) -> list[Part]:
        found: list[Part] = []
        who: str | None = None
        for match in _PART.finditer(text):
            named = self.patterns["somebody"].match(match[0].lstrip())
            if named:
                kin = named["kin"] or named["with"]
                who = (
                    self.patterns["before_kin"].sub("", kin)
                    if kin
                    else ("self" if named["self"] else "other" if named["other"] else None)
                )
            bill = self.patterns["tells_of_a_bill"].search(match[0]) is not None
            found.append(Part(match.start(), match.end(), who, bill))
        return found

    def _only_supposed(self, text: str, part: Part, bills: list[Part]) -> bool:
        """要是在市里住院能报多少,现在在县医院花了两万."""
        own = text[part.start : part.end]
        later = any(bill.start > part.start for bill in bills)
        return later and self.patterns["supposed"].search(own) is not None
