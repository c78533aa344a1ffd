"""How somebody has paid so far; what is not said is unknown, never "no"."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from engine.errors import CaseError
from engine.money import MAX_FEN, parse_yuan, plain

MOST_YEARS = 60  # no insurance of residents is older
YEARS = ("lapsed", "repaired", "straight", "zero_claim")
AMOUNTS = ("cap", "per_time")
YES_NO = {"true": True, "false": False}


class Span(NamedTuple):
    """From `low` to `high`, both possible; `high` None: no end is known."""

    low: int
    high: int | None

    @property
    def exact(self) -> bool:
        return self.low == self.high


@dataclass(frozen=True)
class History:
    """Years in whole numbers, money in fen; None: not known. CaseError for what cannot be.

    `lapsed`: years not paid in a row until now (0: none); `repaired`: how many of them are paid off; `in_window`: paid
    within the enrolment window; `exempt`: a newborn or the like; `straight`: years paid in a row, until the lapse where
    there is one; `zero_claim`: of these, the years in a row in which the fund paid nothing; `bonus_used`: afterwards a
    serious-illness payment drew on the bonus; `cap`: the area's own serious-illness ceiling; `per_time`: what each
    bonus adds there.
    """

    lapsed: int | None = None
    repaired: int | None = None
    in_window: bool | None = None
    exempt: bool = False
    straight: int | None = None
    zero_claim: int | None = None
    bonus_used: bool | None = None
    cap: int | None = None
    per_time: int | None = None

    def __post_init__(self) -> None:
        for name in YEARS:
            years = getattr(self, name)
            if years is not None and not 0 <= years <= MOST_YEARS:
                raise CaseError(name, "年数请写 0 到 {most} 的整数。", most=MOST_YEARS)
        if self.lapsed is not None and self.repaired is not None and self.repaired > self.lapsed:
            raise CaseError("repaired", "补交的年数不能比断交的年数多。请改其中一个。")
        if self.straight is not None and self.zero_claim is not None and self.zero_claim > self.straight:
            raise CaseError("zero_claim", "零报销的年数不能比连续交的年数多。请改其中一个。")
        for name in AMOUNTS:
            amount = getattr(self, name)
            if amount is not None and not 0 < amount <= MAX_FEN:
                raise CaseError(name, "金额要大于 0。请写元,像 400000。")


def history_of(said: Mapping[str, str]) -> History:
    """A history from what was typed: field -> text; yes and no as "true" and "false"; left out or empty: not known.

    CaseError with the field as its path for what cannot be read.
    """
    facts: dict[str, int | bool] = {}
    for name, text in said.items():
        written = (plain(text) or "").replace(",", "")
        if written:
            facts[name] = _read(name, written)
    return History(**facts)  # type: ignore[arg-type]


def _read(name: str, text: str) -> int | bool:
    if name in YEARS:
        if not (text.isascii() and text.isdigit() and len(text) <= 3):
            raise CaseError(name, "年数请写 0 到 {most} 的整数。", most=MOST_YEARS)
        return int(text)
    if name in AMOUNTS:
        try:
            return parse_yuan(text)
        except ValueError:
            raise CaseError(name, "金额要大于 0。请写元,像 400000。") from None
    return YES_NO[text]
