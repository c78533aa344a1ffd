"""Where a person is insured, and where the care was, seen from there."""

import re

from engine.case import parse_day
from engine.content import Library
from engine.errors import MingbaiError
from engine.resolve import nested, schemes_at
from engine.scheme import Scheme
from engine.talk.finder import Hit
from engine.talk.plain import masked, plain
from engine.talk.state import State
from engine.talk.understood import Understood
from engine.talk.vocabulary import Vocabulary
from engine.wording import Words

# A year in a question: no amount of money, no number of anything.
YEAR_NAMED = re.compile(r"(?<![\d.])((?:19[89]|20[0-4])\d)(?![\d.]*\d)(?!\s*(?:元|块|万|人|%))")  # no message


def has_scheme(code: str, content: Library) -> bool:
    """Whether we hold a scheme of a place or of what it lies in."""
    try:
        return bool(schemes_at(code, content))
    except MingbaiError:
        return False


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
    for hit in found.regions:
        if len(hit.what) != 1:
            continue
        code = hit.what[0]
        before, after = found.text[: hit.start], found.text[hit.end :]
        if patterns["not_there"].search(before) or patterns["not_for_care"].match(after):
            continue  # a place that nobody went to, or where somebody only works or comes from
        insured = bool(patterns["insured_there"].match(after) or patterns["home"].search(before))
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
                place = seen_from_home(code, scheme.region if scheme else state.said.get("region"))
                if place:
                    visit["place"] = place
        elif code != state.said.get("region"):
            state.forget("scheme")  # a scheme from a link gives way to what the person says
            state.put("region", code)
            scheme, _ = state.scheme(content)


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
    for hit in found.regions:
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


def _schemes_asked(code: str, found: Understood, state: State, content: Library) -> list[Scheme]:
    """The schemes of a place, the one that is meant first: of the day that the sentence names, else of today."""
    if not has_scheme(code, content):
        return []
    said = next((visit["on"] for visit in found.visits if visit.get("on")), None)
    named = YEAR_NAMED.search(found.text)
    day = said or (named[1] if named else state.today)
    return schemes_at(code, content, parse_day(day).first)


def sounds_alike(found: Understood) -> Hit[tuple[str, ...]] | None:
    """A name in the sentence that may be that of two places."""
    return next((hit for hit in found.regions if len(hit.what) > 1), None)


def places_held(content: Library, words: Words) -> str:
    """The places that we hold rules of, in a sentence."""
    codes = dict.fromkeys(s.region for one in content.scheme_ids() if (s := content.scheme(one)).region)
    names = {region.code: words.pick(region.name, region.name_en) for region in content.regions()}
    return words.list(names[code] for code in codes)


def full_name(code: str, content: Library, words: Words) -> str:
    """A place with what it lies in: 山东省聊城市冠县."""
    regions = {region.code: region for region in content.regions()}
    names: list[str] = []
    here = regions.get(code)
    while here:
        names.append(words.pick(here.name, here.name_en))
        here = regions.get(here.parent)
    return ", ".join(names) if words.lang == "en" else "".join(reversed(names))
