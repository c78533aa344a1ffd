"""How somebody has paid so far; what is not said is unknown, never "no"."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from engine.errors import CaseError
from engine.money import MAX_FEN, whole_yuan

MOST_YEARS = 60  # no insurance of residents is older
YEARS = ("lapsed", "repaired", "straight", "zero_claim")
AMOUNTS = ("cap", "per_time")
LEAST_CAP, MOST_CAP = 1_000_000, 1_000_000_000  # fen: no area's ceiling is below 10,000 yuan or above ten million


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
        for fault in faults_of(vars(self)):
            raise fault


def faults_of(facts: Mapping[str, int | bool | None]) -> Iterator[CaseError]:
    """What cannot be among facts, each fault with its field."""
    for name in YEARS:
        if not 0 <= (facts.get(name) or 0) <= MOST_YEARS:
            yield CaseError(name, "年数请写 0 到 {most} 的整数。", most=MOST_YEARS)
    if _more(facts.get("repaired"), facts.get("lapsed")):
        yield CaseError("repaired", "补交的年数不能比断交的年数多。请改其中一个。")
    if _more(facts.get("zero_claim"), facts.get("straight")):
        yield CaseError("zero_claim", "零报销的年数不能比连续交的年数多。请改其中一个。")
    cap, per_time = facts.get("cap"), facts.get("per_time")
    if cap is not None and not LEAST_CAP <= cap <= MOST_CAP:
        yield CaseError(
            "cap",
            "封顶线一般是几十万元,这里写的是 {amount} 元,请核对。金额写元,像 400000。",
            amount=whole_yuan(cap),
        )
    if per_time is not None and not 0 < per_time <= MAX_FEN:
        yield CaseError("per_time", "金额要大于 0。请写元,像 3000。")


def _more(one: int | None, other: int | None) -> bool:
    return one is not None and other is not None and one > other
