"""Which scheme a place and a day fall under."""

from collections.abc import Iterable

from engine.content import Library, Region
from engine.errors import RegionError, SchemeError
from engine.scheme import Scheme
from engine.written import day_number

MOST_NEAR = 4  # schemes that are named where none holds


def find_region(text: str, content: Library) -> Region:
    """A place by its code or Chinese name (the ending 省/市/区/县 may be left out); RegionError otherwise."""
    asked = text.strip()
    regions = content.regions()
    exact = [r for r in regions if asked in (r.code, r.name)]
    short = exact or [
        r
        for r in regions
        if (len(asked) >= 2 and r.name.rstrip("省市区县") == asked.rstrip("省市区县"))
        or (asked == r.name[: len(asked)] and r.name[len(asked) :] in _ENDINGS)
    ]
    if len(short) == 1:
        return short[0]
    if len(short) > 1:
        raise RegionError("“{region}”有几个:{names}。请写全称或六位代码。", region=asked[:40], names=_named(short))
    spelt = "".join(asked.lower().split())
    sounds = [r for r in regions if r.pinyin and spelt in (r.pinyin, r.name_en.lower().replace(" ", ""))]
    if sounds:
        if len(sounds) == 1:
            raise RegionError(
                "请不要写拼音“{region}”;要是指{names},请写汉字地名或六位代码。", region=asked[:40], names=_named(sounds)
            )
        raise RegionError(
            "拼音“{region}”分不清是哪里({names})。请写汉字地名或六位代码。", region=asked[:40], names=_named(sounds)
        )
    from difflib import get_close_matches

    near = get_close_matches(asked, [r.name for r in regions], n=3, cutoff=0.3)
    if near:
        raise RegionError(
            "不认识地名“{region}”。请写六位代码或全称,像 {near}。", region=asked[:40], near="、".join(near)
        )
    raise RegionError("不认识地名“{region}”。请写六位代码或全称。", region=asked[:40])


_ENDINGS = (
    "",
    "省",
    "市",
    "区",
    "县",
    "自治区",
    "壮族自治区",
    "回族自治区",
    "维吾尔自治区",
    "特别行政区",
    "自治县",
    "地区",
    "自治州",
)


def _named(regions: Iterable[Region]) -> str:
    return "、".join(f"{region.name} {region.code}" for region in regions)


def _above(region: Region, content: Library) -> list[str]:
    """The codes of a place and of all that it lies in, nearest first."""
    by_code = {r.code: r for r in content.regions()}
    codes = [region.code]
    while codes[-1] in by_code and by_code[codes[-1]].parent:
        codes.append(by_code[codes[-1]].parent)
    return codes


def nested(one: str, other: str) -> bool:
    """Whether one of two places (codes) lies in the other, or they are the same."""
    short = [code.removesuffix("00").removesuffix("00") for code in (one, other)]
    return short[0].startswith(short[1]) or short[1].startswith(short[0])


def holds(scheme: Scheme, first: int, last: int) -> bool:
    """Whether a scheme holds on some day of these (days since 1970-01-01), as far as our source speaks for."""
    end = scheme.period.end or scheme.period.until_known
    return day_number(scheme.period.start) <= last and (end is None or first <= day_number(end))


def _away(scheme: Scheme, day: int) -> int:
    """How many days a scheme that does not hold on a day is away from it."""
    start, end = day_number(scheme.period.start), scheme.period.end or scheme.period.until_known
    return start - day if day < start else day - day_number(end or scheme.period.start)


def _computes(scheme: Scheme) -> bool:
    return not scheme.frame


def scheme_for(text: str, day: int, content: Library, insurance: str | None = None) -> tuple[Scheme, Region]:
    """The most specific scheme that computes for a place on a day (days since 1970-01-01).

    `insurance`: where it is known, a scheme that serves it comes before one that does not. RegionError for an unknown
    place, SchemeError naming the nearest periods where none holds on that day.
    """
    region = find_region(text, content)
    above = _above(region, content)
    found: list[tuple[bool, bool, int, Scheme]] = []
    others: list[Scheme] = []
    for scheme_id in content.scheme_ids():
        scheme = content.scheme(scheme_id)
        places = [code for code in (scheme.region, *scheme.also_regions) if code in above]
        if not places:
            continue
        if holds(scheme, day, day):
            elsewhere = insurance is not None and insurance not in scheme.insurance
            near = min(above.index(code) for code in places)
            found.append((not _computes(scheme), elsewhere, near, scheme))
        else:
            others.append(scheme)
    if found:
        return min(found, key=lambda item: item[:3])[3], region
    if others:
        nearest = sorted(others, key=lambda scheme: _away(scheme, day))[:MOST_NEAR]
        periods = "、".join(
            f"{s.id}({s.period.start} – {s.period.end or s.period.until_known or '…'})" for s in nearest
        )
        raise SchemeError(
            "{region}这一天没有我们手里的规定。最近的有:{periods};它们不管这一天。", region=region.name, periods=periods
        )
    raise SchemeError("我们手里没有{region}的规定。有哪些地方的,看 mingbai schemes。", region=region.name)


def schemes_at(text: str, content: Library, today: int | None = None) -> list[Scheme]:
    """All schemes of a place, whenever they hold: those that compute first, the most specific, then the newest.

    `today` (days since 1970-01-01): of those that compute, one in force on that day comes first, one that has yet to
    begin last. RegionError for an unknown place.
    """
    above = _above(find_region(text, content), content)
    found: list[tuple[bool, int, int, int, Scheme]] = []
    for scheme_id in content.scheme_ids():
        scheme = content.scheme(scheme_id)
        places = [code for code in (scheme.region, *scheme.also_regions) if code in above]
        if places:
            near = min(above.index(code) for code in places)
            start = day_number(scheme.period.start)
            found.append((not _computes(scheme), _turn(scheme, today), near, -start, scheme))
    return [one[4] for one in sorted(found, key=lambda one: one[:4])]


def _turn(scheme: Scheme, today: int | None) -> int:
    """0 for what is in force, 1 for what was, 2 for what is to come; all alike where the day is not known."""
    if today is None or holds(scheme, today, today):
        return 0
    return 2 if day_number(scheme.period.start) > today else 1
