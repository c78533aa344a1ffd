"""Where a person is insured, and where the care was, seen from there."""

from typing import Any

from engine.case import parse_day
from engine.compiled import compile_scheme
from engine.content import Library
from engine.errors import MingbaiError
from engine.resolve import holds, nested, schemes_at
from engine.scheme import Scheme
from engine.talk.finder import Hit
from engine.talk.plain import masked, plain
from engine.talk.state import State
from engine.talk.understood import Understood
from engine.talk.vocabulary import Vocabulary
from engine.wording import Words
from engine.written import day_number

_BETWEEN = " 省市的,，"  # no message


def has_scheme(code: str, content: Library) -> bool:
    """Whether we hold a scheme of a place or of what it lies in."""
    try:
        return bool(schemes_at(code, content))
    except MingbaiError:
        return False


def without_what_they_lie_in(hits: list[Hit[tuple[str, ...]]], text: str) -> list[Hit[tuple[str, ...]]]:
    """Places of a text, those told with what they lie in (湖南省郴州市) as one; a name that may be two places' is that
    of the one there."""
    found: list[Hit[tuple[str, ...]]] = []
    for hit in hits:
        before = found[-1] if found else None
        if before and len(before.what) == 1 and not text[before.end : hit.start].strip(_BETWEEN):
            there = tuple(code for code in hit.what if code != before.what[0] and _lies_in(code, before.what[0]))
            if there:
                found[-1] = Hit(before.start, hit.end, there)
                continue
        found.append(hit)
    return found


def _lies_in(code: str, greater: str) -> bool:
    return len(greater.rstrip("0")) < len(code.rstrip("0")) and nested(code, greater)


def schemes_named(text: str, words: Vocabulary) -> list[Scheme]:
    """The schemes of the first place that a text names."""
    codes = (hit.what[0] for hit in words.regions.longest(plain(masked(text))) if len(hit.what) == 1)
    code = next((one for one in codes if has_scheme(one, words.content)), None)
    return schemes_at(code, words.content) if code else []


def take_places(found: Understood, state: State, words: Vocabulary) -> None:
    """Takes the places of a sentence: the first that may be home as `region`, others as where the care was."""
    content, patterns = words.content, words.patterns
    scheme, _ = state.scheme(content)
    if scheme is None and found.scheme:
        state.put("scheme", found.scheme)
    named = 0  # where the place before ends
    for hit in found.regions:
        between, named = found.text[named : hit.start], hit.end
        if len(hit.what) != 1:
            continue
        code = hit.what[0]
        before, after = found.text[: hit.start], found.text[hit.end :]
        if patterns["not_there"].search(before) or patterns["not_for_care"].match(after):
            continue  # a place that nobody went to, or where somebody only works or comes from
        away = hit is not found.regions[0] and patterns["from_there"].fullmatch(between)  # 常德人在长沙住院
        insured = not away and bool(patterns["insured_there"].match(after) or patterns["home"].search(before))
        may_be_home = not patterns["cared_for"].search(before) or insured or has_scheme(code, content)
        if scheme is None and "region" not in state.said and may_be_home:
            state.put("region", code)
            scheme, _ = state.scheme(content)
        elif not insured or scheme is None or ("scheme" in state.said and nested(code, scheme.region or code)):
            visit = found.visits[found.visit_at(hit.start)]
            treated = patterns["care"].match(after) or (
                patterns["care_en"].search(found.text) and patterns["cared_for"].search(before)
            )
            if treated and "place" not in visit:
                home = home_of(scheme, state)
                place = seen_from_home(code, home)
                if place:
                    visit["place"] = place
                if place == "outside" and home and scheme and "within_province" in compile_scheme(scheme).reads:
                    visit.setdefault("within_province", code[:2] == home[:2])
        elif code != state.said.get("region"):
            state.forget("scheme")  # a scheme from a link gives way to what the person says
            state.put("region", code)
            scheme, _ = state.scheme(content)


def home_of(scheme: Scheme | None, state: State) -> str | None:
    """Where the person is insured (code): the place that was said, where the scheme's is a greater one."""
    said, own = state.said.get("region"), scheme.region if scheme else None
    return said if said and (own is None or _lies_in(said, own)) else own


def seen_from_home(code: str, home: str | None) -> str | None:
    """A place of care as the case's `place`; None where the codes do not tell."""
    if not home:
        return None
    if code == home:
        return None if home.endswith("00") else "county"
    if home.endswith("0000"):
        return "outside" if code[:2] != home[:2] else None
    if code[:4] != home[:4]:
        within_province = code.endswith("0000") and code[:2] == home[:2]
        return None if within_province else "outside"
    return None if home.endswith("00") else "city"


def scheme_asked(
    found: Understood, state: State, last: str | None, words: Vocabulary
) -> tuple[Scheme | None, str | None, bool]:
    """The scheme that a question of rules is about: (scheme, the place it was found by, whether a place was named that
    we hold nothing of). `last`: the place that an earlier question named."""
    content, patterns = words.content, words.patterns
    own, _ = state.scheme(content)
    if found.scheme and own is None:
        return content.scheme(found.scheme), None, False
    for hit in _meant(found, words):
        if len(hit.what) > 1:
            continue
        code = hit.what[0]
        if own is not None and patterns["cared_for"].search(found.text[: hit.start]):
            continue  # where somebody stays or is treated, not whose rules are asked for
        at = _schemes_asked(code, found, state, content)
        if at and (own is None or own not in at):
            return at[0], code, False
        if not at and own is None:
            return None, None, True
    if own is None and last and has_scheme(last, content):
        return _schemes_asked(last, found, state, content)[0], last, False
    return own, None, False


def _meant(found: Understood, words: Vocabulary) -> list[Hit[tuple[str, ...]]]:
    """The places whose rules may be meant: not where somebody works or is treated, if another is named, or if the
    question is of care away from home (去上海看病要先备案吗)."""
    before, after = words.patterns["cared_for"], words.patterns["cared_for_after"]
    text = found.text
    homes = [hit for hit in found.regions if not (before.search(text[: hit.start]) or after.match(text[hit.end :]))]
    return homes if homes or words.patterns["away"].search(text) else found.regions


def _schemes_asked(code: str, found: Understood, state: State, content: Library) -> list[Scheme]:
    """The schemes of a place, the one that is meant first: of the day that the sentence names, else of today."""
    if not has_scheme(code, content):
        return []
    said = next((visit["on"] for visit in found.visits if visit.get("on")), None)
    day = said or (str(found.years[0]) if found.years else state.today)
    return schemes_at(code, content, parse_day(day).first)


def holds_in(scheme: Scheme, years: list[int]) -> bool:
    """Whether a scheme holds in some of these years, as far as can be told."""
    ends = [(day_number(f"{year}-01-01"), day_number(f"{year}-12-31")) for year in years]
    return scheme.period.year == "lost" or any(holds(scheme, first, last) for first, last in ends)


def care_elsewhere(found: Understood, home: str | None, vocabulary: Vocabulary) -> dict[str, Any]:
    """Where the care is that a question of a place's rules is about, as facts of a visit, where it names another place
    for it: 蚌埠去合肥看病. Nothing where it names none."""
    before, after = vocabulary.patterns["cared_for"], vocabulary.patterns["cared_for_after"]
    for hit in found.regions:
        gone = before.search(found.text[: hit.start]) or after.match(found.text[hit.end :])
        place = seen_from_home(hit.what[0], home) if gone and home and len(hit.what) == 1 else None
        if place == "outside" and home:
            return {"place": place, "within_province": hit.what[0][:2] == home[:2]}
        if place:
            return {"place": place}
    return {}


def sounds_alike(found: Understood) -> Hit[tuple[str, ...]] | None:
    """A name in the sentence that may be that of two places."""
    return next((hit for hit in found.regions if len(hit.what) > 1), None)


def places_held(content: Library, words: Words) -> str:
    """The places that we hold rules of, in a sentence."""
    codes = dict.fromkeys(s.region for one in content.scheme_ids() if (s := content.scheme(one)).region)
    names = {region.code: words.pick(region.name, region.name_en) for region in content.regions()}
    return words.list(names[code] for code in codes)


def two_places(found: Understood, vocabulary: Vocabulary) -> list[str]:
    """The codes of two places that a question weighs against each other and that we hold different rules of; nothing
    where it does not."""
    if not vocabulary.patterns["compares_places"].search(found.text):
        return []
    gone = vocabulary.patterns["cared_for"]
    named = [hit.what[0] for hit in found.regions if len(hit.what) == 1 and not gone.search(found.text[: hit.start])]
    held = list(dict.fromkeys(code for code in named if has_scheme(code, vocabulary.content)))
    return held[:2] if len(held) > 1 else []


def name_of(code: str, content: Library, words: Words) -> str:
    """A place's own name; its code where we do not know it."""
    return next((words.pick(one.name, one.name_en) for one in content.regions() if one.code == code), code)


def full_name(code: str, content: Library, words: Words) -> str:
    """A place with what it lies in: 山东省聊城市冠县."""
    regions = {region.code: region for region in content.regions()}
    names: list[str] = []
    here = regions.get(code)
    while here:
        names.append(words.pick(here.name, here.name_en))
        here = regions.get(here.parent)
    return ", ".join(names) if words.lang == "en" else "".join(reversed(names))
