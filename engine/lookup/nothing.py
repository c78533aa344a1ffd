"""That there is nothing, said plainly: which place, time or matter we do not hold, and the nearest that we do."""

from typing import get_args

from engine.content import Library, Region, Topic
from engine.errors import MingbaiError
from engine.listing import period_of
from engine.lookup.search import Hit
from engine.resolve import schemes_at
from engine.scheme import Scheme
from engine.talk.intents import is_elsewhere
from engine.talk.nationwide import frame
from engine.talk.places import full_name, has_scheme, places_held
from engine.talk.replies import value_in_words
from engine.talk.understood import Understood
from engine.talk.vocabulary import Vocabulary
from engine.wording import HOTLINE, Words

MOST_NEAR = 4


def is_other(found: Understood, topics: list[str], vocabulary: Vocabulary) -> bool:
    """Whether a text is about something that is none of ours: another insurance or another office's business, whatever
    else it asks of it; gossip and the like where it names no topic of ours."""
    other = {name for name in found.words if name.startswith("out_of_scope")}
    another = "out_of_scope.other_insurance" in other and found.asks  # a piece of a rule may name an insurer
    return another or is_elsewhere(found, vocabulary) or bool(other and not topics)


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
    names = words.list(full_name(code, content, words) for code in codes)
    return words("这个地名有几处:{places}。请写全称。", places=names)


def not_then(schemes: list[Scheme], on: str, words: Words) -> str:
    """No rule of ours holds on a day, or in a year."""
    held = _named(schemes[:MOST_NEAR], words)
    when = words("{year}年", year=on) if len(on) == len("2018") else words("{day}那时候", day=on)
    return words("{when}的规定我们手里没有。有的是:{held}。别的年份不能照着用。", when=when, held=held)


def only_near(why: str, words: Words) -> str:
    """Why there is nothing, and that what follows is only the nearest."""
    return words("{why}下面列的只是最近的,供您对照。", why=why)


def year_unknown(schemes: list[Scheme], on: str, words: Words) -> str:
    """That our copy does not say of which year the rules are."""
    names = _names(schemes[:MOST_NEAR], words)
    return words("{scheme}是哪一年的,我们的抄本里没有,{on} 那时管不管说不准。", scheme=names, on=on)


def another_place(chosen: list[Scheme], named: list[str], content: Library, words: Words) -> str:
    """Rules of one place were chosen, and the words name another."""
    own = _names(chosen[:1], words)
    place = words.list(full_name(code, content, words) for code in named)
    held = [scheme for code in named for scheme in (schemes_at(code, content) if has_scheme(code, content) else [])]
    if held:
        theirs = _names(held[:1], words)
        return words(
            "您选的是{chosen},话里说的是{place},两处不能混着用。要查{theirs},请改选它;要查{chosen},请去掉话里的地名。",
            chosen=own,
            place=place,
            theirs=theirs,
        )
    return words(
        "您选的是{chosen},话里说的是{place}。{place}的规定我们没有,不拿{chosen}来凑。", chosen=own, place=place
    )


def not_written(schemes: list[Scheme] | None, others: list[Hit], content: Library, words: Words) -> str:
    """Nothing of it in these rules; where something is."""
    own = {one.id for one in schemes or ()} | {frame(content)}  # the country is no place to look in instead
    ids = dict.fromkeys(one for hit in others for one in hit.schemes if one not in own)
    near = [content.scheme(one) for one in list(ids)[:MOST_NEAR]]
    asked = _names((schemes or [])[:MOST_NEAR], words)
    if schemes and near:
        held = _names(near, words)
        return words("{scheme}里没有写到这一项,我们不猜。写到的有:{held}。", scheme=asked, held=held)
    if schemes:
        return words(
            "{scheme}里没有写到这一项,我们不猜。请问当地医保窗口,或者打 {phone}。", scheme=asked, phone=HOTLINE
        )
    return words("没有找到。换个说法试试,比如“县医院 起付线”;也可以打 {phone} 问。", phone=HOTLINE)


def _names(schemes: list[Scheme], words: Words) -> str:
    """Schemes by name."""
    return words.list(words.pick(one.short_name, one.short_name_en) for one in schemes)


def _named(schemes: list[Scheme], words: Words) -> str:
    """Schemes with their time."""
    return words.list(
        words("{name}({period})", name=words.pick(one.short_name, one.short_name_en), period=period_of(one, words))
        for one in schemes
    )


def another_insurance(scheme: Scheme, asked: str, content: Library, words: Words) -> str:
    """The rules that are meant are of another insurance than the one that is asked of."""
    insured = [value_in_words("person.insurance", one, content, words) for one in (asked, *scheme.insurance)]
    return words(
        "{scheme}只管{insured},没有写{asked}怎么报,不拿来凑。请问当地医保窗口,或者打 {phone}。",
        scheme=_names([scheme], words),
        insured=words.list(insured[1:]),
        asked=insured[0],
        phone=HOTLINE,
    )


def only_the_province(place: str, scheme: Scheme, content: Library, words: Words) -> str:
    """A place has no rules of its own here: those of its province follow."""
    name = full_name(place, content, words)
    return words("{place}自己的规定我们没有,下面是{scheme},全省的。", place=name, scheme=_names([scheme], words))


def several_places(words: Words) -> str:
    """No place was named: what is found is of several."""
    return words("没有说是哪里的,下面几个地方的都有。各地不一样,不能混着用;写上地名就只看那里的。")


def adverts_too(before: str | None, words: Words) -> str:
    """That what an advert says is no rule; `before`: what is to be known before that."""
    told = words("标着“广告”的不是规定,是医院自己说的,不能照着算。能报多少以规定为准。")
    return " ".join(part for part in (before, told) if part)


def no_word(unknown: str, words: Words) -> str:
    """The thing that is asked of stands in no rule of ours."""
    return words(
        "我们手里的规定没有写到“{thing}”,报不报、怎么办都看不出,不猜。请问当地医保窗口,或者打 {phone}。",
        thing=unknown,
        phone=HOTLINE,
    )


def check_topic(topic: str) -> None:
    """MingbaiError for a topic that the contract does not name."""
    if topic not in get_args(Topic):
        raise MingbaiError(
            "没有“{topic}”这个题目。有的是:{topics}。", topic=topic[:40], topics="、".join(get_args(Topic))
        )
