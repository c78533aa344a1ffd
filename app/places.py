"""The places and years that a person can choose from, as the schemes have them."""

from functools import lru_cache
from typing import NamedTuple

from app.texts import Texts
from engine.content import Library
from engine.lookup import nothing
from engine.resolve import schemes_at
from engine.scheme import Scheme
from engine.talk.nationwide import frame
from engine.written import day_number

COUNTRY = "100000"
NOWHERE = "000000"  # schemes whose document does not say which place it is of


class Place(NamedTuple):
    """A place that has schemes, newest first."""

    code: str
    label: str
    schemes: tuple[str, ...]


def places(content: Library, t: Texts) -> list[Place]:
    """All places with a scheme: those that can compute an amount first, then by code; "place unknown" last."""
    by_code: dict[str, list[Scheme]] = {}
    for scheme_id in content.scheme_ids():
        scheme = content.scheme(scheme_id)
        by_code.setdefault(place_of(scheme, content), []).append(scheme)
    found = []
    for code, schemes in by_code.items():
        newest = sorted(schemes, key=lambda scheme: scheme.period.start, reverse=True)
        found.append(Place(code, place_name(code, content, t), tuple(scheme.id for scheme in newest)))
    frames = {place.code: all(content.scheme(one).frame for one in place.schemes) for place in found}
    return sorted(found, key=lambda place: (place.code == NOWHERE, frames[place.code], place.code))


def places_served(content: Library, t: Texts, today: str) -> list[Place]:
    """The places of `places`, and every place that lies in one of them: with all schemes that rule it, those in force
    on the day `today` first. A frame only where nothing else is held."""
    own = places(content, t)
    known = {place.code: place for place in own}
    served = [Place(code, place_name(code, content, t), schemes) for code, schemes in _served(content, today)]
    frames = {one.code: all(content.scheme(scheme).frame for scheme in one.schemes) for one in served}
    wide = [place for place in own if place.code in (COUNTRY, NOWHERE)]
    return [*sorted(served, key=lambda one: (frames[one.code], one.code not in known, one.code)), *wide]


@lru_cache(maxsize=4)
def _served(content: Library, today: str) -> list[tuple[str, tuple[str, ...]]]:
    """(code, ids of its schemes) of every place that has any; kept, as it looks at every place there is."""
    found = [(one.code, tuple(scheme.id for scheme in _ruling(one.code, content, today))) for one in content.regions()]
    return [(code, schemes) for code, schemes in found if schemes]


def _ruling(code: str, content: Library, today: str) -> list[Scheme]:
    """The schemes of a place and of what it lies in; its own frames, others only where nothing computes."""
    found = schemes_at(code, content, day_number(today))
    computing = [one for one in found if not one.frame or one.region == code]
    return computing or found


def place_of(scheme: Scheme, content: Library) -> str:
    """The code of a scheme's place; COUNTRY for the national frame, NOWHERE where its document does not say."""
    return scheme.region or (COUNTRY if scheme.id == frame(content) else NOWHERE)


def place_name(code: str, content: Library, t: Texts) -> str:
    """A place with what it lies in: 山东省 聊城市 冠县."""
    if code == NOWHERE:
        return t("文件没写是哪里")
    if code == COUNTRY:
        return t("全国")
    regions = {region.code: region for region in content.regions()}
    names = []
    here = regions.get(code)
    while here:
        names.append(t.pick(here.name, here.name_en))
        here = regions.get(here.parent)
    return ", ".join(names) if t.lang == "en" else " ".join(reversed(names))


def year_of(scheme: Scheme) -> str:
    """The year by which the address names a scheme."""
    return scheme.period.start[:4]


def years_label(scheme: Scheme, several: bool, t: Texts) -> str:
    """The years of a scheme; where several are to choose from, its name, which says them too."""
    if several:
        return t.pick(scheme.name, scheme.name_en)
    first, last = scheme.period.start[:4], (scheme.period.end or "")[:4]
    if first == last:
        return t("{year}年", year=first)
    return t("{first}年至{last}年", first=first, last=last) if last else t("{year}年起", year=first)


def scheme_of_address(region: str | None, year: str | None, content: Library, today: str) -> str | None:
    """The scheme that an address with region and year names; without a year one in force on the day `today`."""
    if not region:
        return None
    if region in (COUNTRY, NOWHERE):
        every = (content.scheme(one) for one in content.scheme_ids())
        here = [scheme for scheme in every if place_of(scheme, content) == region]
    elif any(one.code == region for one in content.regions()):
        here = _ruling(region, content, today)
    else:
        return None
    dated = [one for one in here if year is None or year_of(one) == year]
    return (dated or here)[0].id if here else None


def not_held(region: str | None, year: str | None, content: Library, t: Texts) -> str | None:
    """That we do not hold the place or the year that an address names; None where we do, or where it names none."""
    place = next((one for one in content.regions() if one.code == region), None)
    if place is None:
        return t("地址里的地方“{region}”我们不认识。", region=region[:20]) if region and region != NOWHERE else None
    schemes = schemes_at(place.code, content)
    if not schemes:
        return nothing.no_such_place(place, content, t.words)
    dated = any(year_of(one) == year for one in schemes)
    return None if year is None or dated else nothing.not_then(schemes, year[:10], t.words)
