"""Adverts: what somebody says of a place's insurance to draw people. No rule, and found only by who quotes it."""

from dataclasses import replace

from engine.content import Library
from engine.lookup.entries import ADVERT, CLAUSE
from engine.lookup.meant import Meant
from engine.lookup.search import Hit, Within, find, fitting, mentioned
from engine.lookup.signs import is_number, is_thing, signs, telling
from engine.resolve import nested

# Words of the alias groups that adverts are named by, and that those are named by who print them.
ADVERTS, ADVERTISERS = "广告", "医院的广告"  # no message


def quoted(asked: str, topics: list[str], meant: Meant, content: Library) -> list[Hit]:
    """The claims of adverts that a plain text quotes, the best first.

    It quotes one where it names an advert, or who prints such with a figure claimed there, or has a word of it that no
    rule of ours has, or a figure that no rule of the place has.
    """
    found = fitting(find(asked, topics, Within(kinds=(ADVERT,)), content), [], meant=False)
    claims = [hit for hit in found if _of_the_place(hit, meant, content)]
    return claims if claims and _quotes(asked, claims, meant, content) else []


def is_advert(hit: Hit) -> bool:
    """Whether a hit is a claim of an advert."""
    return hit.kind == ADVERT


def _of_the_place(hit: Hit, meant: Meant, content: Library) -> bool:
    """Whether an advert is of the place that is meant; where none is, any is."""
    if meant.schemes is None:
        return True
    region = content.source(hit.document).region
    homes = [meant.place, *(one.region for one in meant.schemes)]
    return region is not None and any(home and nested(region, home) for home in homes)


def _quotes(asked: str, claims: list[Hit], meant: Meant, content: Library) -> bool:
    about = telling(asked, content)
    if about & _thing(ADVERTS, content):
        return True
    claimed = Within(documents=tuple(hit.document for hit in claims))
    said = [sign for sign in about if not is_thing(sign) and mentioned(sign, claimed, content)]
    if about & _thing(ADVERTISERS, content) and any(map(is_number, said)):
        return True
    rules = Within(kinds=(CLAUSE,))
    of_the_place = replace(rules, schemes=tuple(one.id for one in meant.schemes or ()))
    return any(not mentioned(sign, of_the_place if is_number(sign) else rules, content) for sign in said)


def _thing(word: str, content: Library) -> set[str]:
    """What stands for a word of an alias group."""
    return {sign for sign in signs(word, content) if is_thing(sign)}
