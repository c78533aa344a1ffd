"""What was read of a text: rows of the template for a person to confirm, and what was left out with the reason."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from engine.content import Library
from engine.funds.printed import Printed
from engine.funds.words import fund_words
from engine.wording import Words

AROUND = 14  # characters shown before what was not read


@dataclass(frozen=True)
class About:
    """What a person says of a text: whose it is, which document, and the year and group where the text names none."""

    region: str
    region_name: str
    document: str
    year: str = ""
    group: str = "all"


@dataclass(frozen=True)
class Proposal:
    """A row of the template (indicator, service and group by their ids), where it was read, and what is doubtful about
    it, as messages; none: it is plain."""

    row: dict[str, str]
    start: int
    end: int
    doubts: tuple[str, ...] = ()

    @property
    def sure(self) -> bool:
        """Whether nothing is doubtful about it."""
        return not self.doubts


@dataclass(frozen=True)
class Unread:
    """A figure that was left out: where, the words around it, and why, as a message."""

    start: int
    end: int
    around: str
    why: str

    def says(self, words: Words) -> str:
        """The same as a line."""
        return words("这一处没读懂:“{around}”({why})。", around=self.around, why=words.translate(self.why))


@dataclass(frozen=True)
class Prose:
    """What was read of a text, in its order."""

    proposals: tuple[Proposal, ...]
    unread: tuple[Unread, ...]


@dataclass(frozen=True)
class Taken:
    """A figure that was understood: what it is, its printed form, and where it stands (`place`: for the row)."""

    indicator: str
    service: str
    group: str
    period: str
    printed: Printed
    start: int
    end: int
    place: str
    doubts: tuple[str, ...] = ()

    @property
    def of(self) -> tuple[str, str, str, str]:
        """What it is of: two of the same are one figure."""
        return (self.indicator, self.service, self.group, self.period)


@dataclass
class Notes:
    """What a reading gathers."""

    text: str
    taken: list[Taken] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)

    def leave(self, start: int, end: int, why: str) -> None:
        """Notes a figure that is left out."""
        begin = max(0, start - AROUND)
        begin = max(begin, self.text.rfind("\n", begin, start) + 1)
        around = self.text[begin:end].replace("\0", "").strip()
        self.unread.append(Unread(start, end, around, why))


def prose_of(notes: Notes, about: About, content: Library) -> Prose:
    """The proposals in order: a figure said twice counts once; two that differ are both shown, and said to differ."""
    rows = _apart(_with_transfers(sorted(notes.taken, key=lambda one: one.start), content))
    return Prose(
        tuple(Proposal(_row(one, about), one.start, one.end, one.doubts) for one in rows),
        tuple(sorted(notes.unread, key=lambda one: one.start)),
    )


def _row(one: Taken, about: About) -> dict[str, str]:
    return {
        "region": about.region,
        "region_name": about.region_name,
        "period": one.period,
        "indicator": one.indicator,
        "service": one.service,
        "group": one.group,
        "figure": one.printed.text,
        "unit": "",
        "nature": "",
        "document": about.document,
        "place": one.place,
        "note": "",
    }


def _apart(taken: Iterable[Taken]) -> list[Taken]:
    met: dict[tuple[str, str, str, str], list[int]] = {}
    rows: list[Taken] = []
    for one in taken:
        others = met.setdefault(one.of, [])
        if any(_value(rows[n]) == _value(one) for n in others):
            continue
        if others:
            for n in others:
                rows[n] = _doubted(rows[n], "同一件事,文中有两个不一样的数")
            one = _doubted(one, "同一件事,文中有两个不一样的数")
        others.append(len(rows))
        rows.append(one)
    return rows


def _value(one: Taken) -> tuple[object, ...]:
    return (one.printed.value, one.printed.low, one.printed.high)


def _doubted(one: Taken, why: str) -> Taken:
    return one if why in one.doubts else replace(one, doubts=(*one.doubts, why))


def _with_transfers(taken: list[Taken], content: Library) -> list[Taken]:
    """With money that only moves between levels in the same disclosure, the totals hold it: they are another
    indicator, for it is no income and no spending."""
    moved = {(one.indicator, one.period) for one in taken}
    rows = []
    for one in taken:
        for transfer, totals in fund_words(content).with_transfers.items():
            if one.indicator in totals and (transfer, one.period) in moved:
                one = _doubted(replace(one, indicator=totals[one.indicator]), "材料里有上级拨款或上解,合计多半含着它")
        rows.append(one)
    return rows
