"""A chart of fund figures: its finding as title, the figure, its table, and where the numbers come from."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from app.texts import Texts
from engine.funds.figures import Figure
from engine.funds.sentences import amount, exactly, value_in_words
from engine.funds.span import HUNDRED_MILLION, MYRIAD

if TYPE_CHECKING:
    import plotly.graph_objects as go


@dataclass(frozen=True)
class Row:
    """A line of a chart's table: what it is, how much, and the figure that it shows, None where it is worked out."""

    label: str
    value: Decimal | None
    unit: str
    of: Figure | None = None
    note: str = ""


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
        return list(dict.fromkeys(row.of for row in self.rows if row.of is not None))


def scale(values: Iterable[Decimal | None], unit: str, t: Texts) -> tuple[Decimal, str]:
    """What an axis is divided by, and its unit in words: 亿元, 万元 or 元, by the largest value."""
    most = max((abs(one) for one in values if one is not None), default=Decimal(0))
    if unit in ("persons", "person_times") and most >= HUNDRED_MILLION:
        return Decimal(10**6), t("百万人") if unit == "persons" else t("百万人次")
    if unit != "yuan":
        return Decimal(1), amount(Decimal(0), unit, t.words).lstrip("0").strip()
    if t.lang == "en":
        return (Decimal(10**9), "billion yuan") if most >= 10**9 else (Decimal(1), "yuan")  # no message
    if most >= HUNDRED_MILLION * 10:
        return Decimal(HUNDRED_MILLION), t("亿元")
    return (Decimal(MYRIAD), t("万元")) if most >= MYRIAD * 10 else (Decimal(1), t("元"))


def on_axis(value: Decimal | None, divisor: Decimal) -> str | None:
    """A value as an axis takes it: text, so that no binary fraction touches it."""
    return None if value is None else f"{value / divisor:f}"


def said(row: Row, t: Texts, *, full: bool = False) -> str:
    """The value of a row in words."""
    if row.of is not None and row.value == row.of.value:
        return value_in_words(row.of, t.words, full=full)
    if row.value is None:
        return t("原文缺")
    return exactly(row.value, row.unit, t.words) if full else amount(row.value, row.unit, t.words)


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
    """Whether a figure is drawn differently: repaired, lost, worked out or only claimed."""
    return one is None or one.nature in ("repaired", "lost", "derived", "press_claim")
