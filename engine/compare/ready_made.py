"""Ready-made situations: level of hospital, place and referral together, as people choose between them."""

from typing import Any, NamedTuple

from engine.compare.reading import reads
from engine.compiled import compile_scheme
from engine.content import Library
from engine.scheme import Scheme
from engine.wording import Words

Json = dict[str, Any]
PARTS = ("place", "facility_level", "referral", "within_province")


class ReadyMade(NamedTuple):
    """`written`: as `situation` takes it; `label`: as a person chooses it."""

    written: str
    label: str


def ready_made(scheme: Scheme, words: Words, content: Library) -> list[ReadyMade]:
    """Those that a scheme tells apart, from the township hospital to the one in another province; none where it does
    not look at the hospital's level."""
    named = {axis.name for figure in compile_scheme(scheme).figures() for axis in figure.axes}
    if "facility_level" not in named:
        return []
    found: dict[str, str] = {}
    for label, facts in _settings(named, words):
        for text, referral in _ways_there(facts, scheme, words, content):
            parts = {**facts, "referral": referral}
            written = ",".join(f"{name}={parts[name]}" for name in PARTS if name in parts and name in named)
            found.setdefault(written, label + text)
    return [ReadyMade(written, label) for written, label in found.items()]


def _settings(named: set[str], words: Words) -> list[tuple[str, dict[str, str]]]:
    """Hospitals with their place, nearest first; those away from home only where the scheme looks at the place."""
    found = [
        (words("本县乡镇卫生院"), {"place": "county", "facility_level": "primary"}),
        (words("本县县医院"), {"place": "county", "facility_level": "secondary"}),
        (words("本市三级医院"), {"place": "city", "facility_level": "tertiary"}),
    ]
    if "within_province" in named:
        inside = {"place": "outside", "facility_level": "top", "within_province": "true"}
        beyond = {"place": "outside", "facility_level": "tertiary", "within_province": "false"}
        found += [(words("省城省级医院"), inside), (words("省外三级医院"), beyond)]
    elif "place" in named:
        found.append((words("市外三级医院"), {"place": "outside", "facility_level": "tertiary"}))
    return found


def _ways_there(facts: dict[str, str], scheme: Scheme, words: Words, content: Library) -> list[tuple[str, str]]:
    """With a referral and without one, as a label and its value, where the scheme tells these apart there."""
    visit: Json = {"kind": "inpatient", "cause": "illness", "bill": {"total": "10000"}, **facts}
    if "within_province" in facts:
        visit["within_province"] = facts["within_province"] == "true"
    case = {"scheme": scheme.id, "visits": [visit]}
    if not reads(case, "visits.0.referral", content):
        return [("", "not_needed" if facts["place"] != "outside" else "filed")]
    return [(words.aside([words("已备案")]), "filed"), (words.aside([words("没备案")]), "none")]
