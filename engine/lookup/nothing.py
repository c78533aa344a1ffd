"""That there is nothing, said plainly: which place, time or matter we do not hold, and the nearest that we do."""

from typing import get_args

from engine.content import Library, Region, Topic
from engine.errors import MingbaiError
from engine.listing import period_of
from engine.lookup.search import Hit
from engine.scheme import Scheme
from engine.talk.nationwide import frame
from engine.talk.places import full_name, places_held
from engine.talk.understood import Understood
from engine.wording import HOTLINE, Words

MOST_NEAR = 4


def is_other(found: Understood, topics: list[str]) -> bool:
    """Whether a text is about something that is none of ours: another insurance, whatever else it asks of it; gossip
    and the like where it names no topic of ours."""
    other = {name for name in found.words if name.startswith("out_of_scope")}
    another = "out_of_scope.other_insurance" in other and found.asks  # a piece of a rule may name an insurer
    return another or bool(other and not topics)


def no_matter_of_ours(words: Words) -> str:
    """Not about this insurance at all."""
    return words("这里只查城乡居民医保、大病保险、医疗救助这些规定,别的查不到。")


def no_such_place(place: Region, content: Library, words: Words) -> str:
    """No rules of a place; those of the same province first."""
    every = [content.scheme(one) for one in content.scheme_ids()]
    near = [one for one in every if one.region and one.region[:2] == place.code[:2]]
    name = full_name(place.code, content, words)
    if near:
        held = _named(near, words)
        return words("我们没有{place}的规定,也不拿别处的来凑。同一个省里有的是:{held}。", place=name, held=held)
    held = places_held(content, words)
    return words("我们没有{place}的规定,也不拿别处的来凑。手里有的是:{held}。", place=name, held=held)


def which_place(codes: list[str], content: Library, words: Words) -> str:
    """A name that may be that of several places."""
    names = words("、").join(full_name(code, content, words) for code in codes)
    return words("这个地名有几处:{places}。请写全称。", places=names)


def not_then(schemes: list[Scheme], on: str, words: Words) -> str:
    """No rule of ours holds on a day."""
    held = _named(schemes[:MOST_NEAR], words)
    return words("{on} 这一天没有我们手里的规定。有的是:{held};它们不管这一天。", on=on, held=held)


def not_written(schemes: list[Scheme] | None, others: list[Hit], content: Library, words: Words) -> str:
    """Nothing of it in these rules; where something is."""
    own = {one.id for one in schemes or ()} | {frame(content)}  # the country is no place to look in instead
    ids = dict.fromkeys(one for hit in others for one in hit.schemes if one not in own)
    near = [content.scheme(one) for one in list(ids)[:MOST_NEAR]]
    asked = words("、").join(words.pick(one.short_name, one.short_name_en) for one in (schemes or [])[:MOST_NEAR])
    if schemes and near:
        held = words("、").join(words.pick(one.short_name, one.short_name_en) for one in near)
        return words("{scheme}里没有写到这一项,我们不猜。写到的有:{held}。", scheme=asked, held=held)
    if schemes:
        return words(
            "{scheme}里没有写到这一项,我们不猜。请问当地医保窗口,或者打 {phone}。", scheme=asked, phone=HOTLINE
        )
    return words("没有找到。换个说法试试,比如“县医院 起付线”;也可以打 {phone} 问。", phone=HOTLINE)


def _named(schemes: list[Scheme], words: Words) -> str:
    """Schemes with their time."""
    return words("、").join(
        words("{name}({period})", name=words.pick(one.short_name, one.short_name_en), period=period_of(one, words))
        for one in schemes
    )


def check_topic(topic: str) -> None:
    """MingbaiError for a topic that the contract does not name."""
    if topic not in get_args(Topic):
        raise MingbaiError(
            "没有“{topic}”这个题目。有的是:{topics}。", topic=topic[:40], topics="、".join(get_args(Topic))
        )
