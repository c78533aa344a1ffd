"""A chart of fund figures: its finding as title, the figure, its table, and where the numbers come from."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from app.texts import Texts
from engine.funds.amounts import axis_of, told
from engine.funds.figures import Figure
from engine.funds.sentences import Say, value_in_words

if TYPE_CHECKING:
    import plotly.graph_objects as go


@dataclass(frozen=True)
class Row:
    """A line of a chart's table: what it is, how much, and the figure that it shows.

    Where it is worked out, `of` is None, `made_of` are the figures that it is made of, `indicator` is the id of what
    they make and `name` what that is called, where the label does not say it.
    """

    label: str
    value: Decimal | None
    unit: str
    of: Figure | None = None
    note: str = ""
    made_of: tuple[Figure, ...] = ()
    indicator: str = ""
    name: str = ""

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The figures that it rests on."""
        return self.made_of if self.of is None else (self.of,)


@dataclass(frozen=True)
class Chart:
    """`key`: its name for widgets and files; `title`: what it shows, as a sentence; `unit`: of its axis, in words;
    `rows`: its table; `alt`: for those who cannot see it; `notes`: what to know before reading it."""

    key: str
    title: str
    unit: str
    figure: "go.Figure"
    rows: tuple[Row, ...]
    alt: str
    notes: tuple[str, ...] = field(default=())

    @property
    def figures(self) -> list[Figure]:
        """The figures shown, each once."""
        return list(dict.fromkeys(one for row in self.rows for one in row.figures))


def scale(values: Iterable[Decimal | None], unit: str, t: Texts) -> tuple[Decimal, str]:
    """What an axis is divided by, and its unit in words: 亿元, 万元 or 元, by the largest value."""
    most = max((abs(one) for one in values if one is not None), default=Decimal(0))
    return axis_of(most, unit, t.words)


def on_axis(value: Decimal | None, divisor: Decimal) -> str | None:
    """A value as an axis takes it: text, so that no binary fraction touches it."""
    return None if value is None else f"{value / divisor:f}"


def said(row: Row, t: Texts, say: Say | None = None) -> str:
    """The value of a row in words, with the exact number beside it where that says more. `say`: `amount` where there is
    room for the short one alone, `exactly` for the exact one alone."""
    if row.of is not None and row.value == row.of.value:
        return value_in_words(row.of, t.words, say)
    return t("原文缺") if row.value is None else (say or told)(row.value, row.unit, t.words)


def nature_in_words(row: Row, t: Texts) -> str:
    """How far a number is settled."""
    if row.of is None:
        return t("算出来的")
    return {
        "final": t("公布的"),
        "provisional": t("快报或计划,以后会变"),
        "press_claim": t("宣传或报道里的说法"),
        "derived": t("推算的,原文没有"),
        "repaired": t("抄本有损坏,修复后读出"),
        "lost": t("抄本里丢了"),
    }[row.of.nature]


def doubtful(one: Figure | None) -> bool:
    """Whether a figure is drawn differently: repaired, lost, worked out by its document's reader or only claimed."""
    return one is not None and one.nature in ("repaired", "lost", "derived", "press_claim")
