"""A second opinion on every payout: the rules of the fact sheet in plain decimals, one scheme a file.

It shares nothing with the engine and is written for reading, not for speed. `settle` takes a case of the outer contract
whose facts are all known and gives, for each visit as listed, what each layer pays in yuan (None: the source has no
figure for it). `READINGS` names, for each doubtful figure that is live, its readings, the one that counts first.
"""

from decimal import Decimal
from importlib import import_module
from itertools import product
from types import ModuleType

from tests.oracle.sheet import Amounts

_PRESENT_DAY_FILES = {
    "bengbu-2023": "anhui",
    "chongqing-2025": "chongqing_2025",
    "hangzhou-2023": "hangzhou_2023",
    "henan-serious-illness": "henan",
    "hunan-2023": "hunan_2023",
    "liaocheng-2022": "liaocheng",
    "liaocheng-2025": "liaocheng",
    "luoyang-2024": "henan",
    "nanchang-2022": "nanchang_2022",
    "suzhou-anhui-2023": "anhui",
    "taian-2023": "serious_only",
    "xian-2023": "xian_2023",
    "xianyang-2025": "serious_only",
    "zhoukou": "henan",
}
_SEED_FILES = {
    "ankang-2016": "ankang_2016",
    "beijing-1995": "beijing_1995",
    "chongqing-2013": "chongqing_2013",
    "employee-large-claims-40k": "employee_large_claims_40k",
    "guanxian-2018": "guanxian_2018",
    "guiyang-county-2018": "guiyang_county_2018",
    "liaoning-2013": "liaoning_2013",
    "liaoyang-2013": "liaoyang_2013",
    "wujiang-cii": "wujiang_cii",
    "shaanxi-2012": "frames",
    "zhejiang-2014": "frames",
    "fuyang-2015": "frames",
    "changsha-special-drugs-2016": "frames",
    "medical-assistance-frame": "frames",
    "pingnan-2018": "frames",
}
_FILES = _SEED_FILES | _PRESENT_DAY_FILES
SCHEMES = tuple(_SEED_FILES)
COMPUTABLE = tuple(scheme for scheme, file in _SEED_FILES.items() if file != "frames")
PRESENT_DAY = tuple(_PRESENT_DAY_FILES)


def scheme_file(scheme: str) -> ModuleType:
    """The module that holds a scheme's rules."""
    return import_module(f"tests.oracle.{_FILES[scheme]}")


def settle(case: dict, readings: dict[str, str] | None = None) -> list[Amounts]:
    """What each layer pays of each visit, in yuan, under the readings named, else under those that count first."""
    return scheme_file(case["scheme"]).settle(case, readings)


def every_reading(scheme: str) -> list[dict[str, str]]:
    """All combinations of the scheme's live readings, the headline first."""
    live = scheme_file(scheme).READINGS
    return [dict(zip(live, chosen, strict=True)) for chosen in product(*live.values())]


def paid(visits: list[Amounts]) -> Decimal:
    """The sum over visits and layers; what no figure is known for adds nothing."""
    return sum((amount for visit in visits for amount in visit.values() if amount is not None), Decimal(0))


def complete(visits: list[Amounts]) -> bool:
    """Whether every layer of every visit has a figure."""
    return all(amount is not None for visit in visits for amount in visit.values())
