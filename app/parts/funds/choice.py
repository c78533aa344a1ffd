"""Which places and years there are figures of, and what an address asks for that there are none of."""

from typing import NamedTuple

from app.places import COUNTRY
from app.texts import Texts
from engine.content import Library
from engine.errors import RegionError
from engine.funds.figures import NATION, UNCHECKED, Figure, figures
from engine.resolve import find_region

NAMELESS = "none"
LONGEST = 20  # letters of an address that are said back


class Begun(NamedTuple):
    """Where the page begins: a place (code; NAMELESS) and a year; and what the address asks for that is not held."""

    place: str
    year: str
    missed: tuple[str, ...]


def place_key(one: Figure) -> str:
    """The place of a figure as the address names it."""
    return one.region or NAMELESS


def places(t: Texts, content: Library) -> dict[str, str]:
    """Every place that has figures -> its name; the nation first, those with the most figures before the others."""
    names = {region.code: t.pick(region.name, region.name_en) for region in content.regions()}
    names |= {NATION: t("全国"), NAMELESS: t("没写是哪里")}
    counted: dict[str, int] = {}
    for one in figures(content):
        counted[place_key(one)] = counted.get(place_key(one), 0) + 1
    ordered = sorted(counted, key=lambda code: (code != NATION, code == NAMELESS, -counted[code], code))
    return {code: names.get(code, code) for code in ordered}


def years(place: str, content: Library) -> list[str]:
    """The years of which a place has figures that are shown, the newest first; "" where the document says none."""
    return sorted({one.year for one in figures(content) if place_key(one) == place and _shown(one)}, reverse=True)


def year_of(place: str, asked: str | None, content: Library) -> str:
    """The year asked for, if the place has it; else the one with the most figures."""
    known = years(place, content)
    return asked if asked in known else _fullest(place, known, content)


def begin(region: str | None, year: str | None, t: Texts, content: Library) -> Begun:
    """Where the page begins for an address: at what it asks for, else at the nearest that there is, which is said."""
    names = places(t, content)
    place, missed = _place(region, names, t, content)
    shown, without = _year(place, names[place], year, t, content)
    return Begun(place, shown, tuple(one for one in (missed, without) if one))


def _place(asked: str | None, names: dict[str, str], t: Texts, content: Library) -> tuple[str, str]:
    """The place asked for or the nearest, and what is to be said of it."""
    if not asked or asked in names:
        return asked or NATION, ""
    if asked == COUNTRY:
        return NATION, ""
    try:
        found = find_region(asked, content)
    except RegionError:
        told = t("地址里的地方“{region}”我们不认识,先看{place}。", region=asked[:LONGEST], place=names[NATION])
        return NATION, told
    if found.code in names:
        return found.code, ""
    near = _nearest(found.code, list(names))
    name = t.pick(found.name, found.name_en)
    return near, t("{asked}公布的数我们手里没有,先看最近的:{place}。", asked=name, place=names[near])


def _nearest(code: str, held: list[str]) -> str:
    """A place of the same prefecture, else of the same province, else the nation; of several the first."""
    for length in (4, 2):
        for one in held:
            if one[:length] == code[:length]:
                return one
    return NATION


def _year(place: str, name: str, asked: str | None, t: Texts, content: Library) -> tuple[str, str]:
    """The year asked for or the nearest, and what is to be said of it."""
    known = years(place, content)
    if not asked or asked in known:
        return year_of(place, asked, content), ""
    dated = [one for one in known if one]
    if not dated:
        told = t("{place}的数没写是哪年的,{year}年的我们手里没有。", place=name, year=asked[:LONGEST])
        return known[0], told
    if not (asked.isascii() and asked.isdigit() and len(asked) == len("2018")):
        shown = _fullest(place, dated, content)
        return shown, t("地址里的“{year}”不是年份,先看{shown}年。", year=asked[:LONGEST], shown=shown)
    shown = min(dated, key=lambda one: (abs(int(one) - int(asked)), -int(one)))
    return shown, t("{place}{year}年的数我们手里没有,先看最近的{shown}年。", place=name, year=asked, shown=shown)


def _shown(one: Figure) -> bool:
    return one.grade not in UNCHECKED


def _fullest(place: str, known: list[str], content: Library) -> str:
    """The year with the most figures, the newest of these."""
    count = dict.fromkeys(known, 0)
    for one in figures(content):
        if place_key(one) == place and one.year in count and _shown(one):
            count[one.year] += 1
    return max(known, key=lambda year: (count[year], year))
