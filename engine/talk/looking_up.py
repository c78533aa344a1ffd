"""Turns that ask what a rule, a procedure, a term or a fund's figure is."""

from typing import TYPE_CHECKING, Any

from engine.case import parse_day
from engine.compiled import compile_scheme
from engine.listing import layers_computed
from engine.lookup.nothing import another_insurance, not_then
from engine.lookup.search import Within, mentioned
from engine.resolve import holds, schemes_at
from engine.scheme import Lost, Scheme
from engine.sureness import doubted_clauses, doubted_figures
from engine.talk import replies
from engine.talk.country import changes, exempt, exempt_asked, of_the_country, premium, today_of
from engine.talk.funds import disclosures_asked, in_words, value_of
from engine.talk.glossary import glossary
from engine.talk.nationwide import OF_BONUS, OF_WAITING, by_word, changes_asked
from engine.talk.places import care_elsewhere, full_name, holds_in, home_of, places_held, scheme_asked, sounds_alike
from engine.talk.premiums import PREMIUM
from engine.talk.questions import Ask, where
from engine.talk.remarks import how_sure, sure_of_rules
from engine.talk.rules import (
    AWAY,
    OF_A_STAY,
    RuleAnswer,
    beside_the_figures,
    later_stays_unsaid,
    layer_of,
    only_of_care_away,
    only_of_topics,
    rule_answer,
)
from engine.talk.standing import put_question, standing
from engine.talk.taking import take
from engine.talk.topics import SERIOUS, mechanisms_of, topics_asked, topics_of
from engine.talk.turn import Turn
from engine.wording import HOTLINE, LAYER_NAMES

if TYPE_CHECKING:
    from engine.talk.talk import Talk

Json = dict[str, Any]
LOST = "lost"  # the grade of what our copy lacks, and a year that it does not say
# Topics that no other one's clauses answer: of these, what is not written is said not to be.
STRICT = ("accident", "exclusions", "maternity", "assistance", OF_WAITING)
FEW = 8  # figures that are told before a bill is
FUND_TOPICS = ["fund.premium", "fund.income", "fund.spending", "fund.supervision", "insurer", PREMIUM]


def rule(talk: "Talk", turn: Turn) -> None:
    """A scheme's rule or procedure: its figures under the conditions named, then the clauses."""
    found, words = turn.found, turn.words
    if found.own:
        take(found, talk.state, talk.ask, talk.reader.words, words, amounts=False)
    topics = topics_asked(found, talk.reader.words)
    if _of_employees(topics, talk, turn) or _of_the_nation_first(topics, talk, turn):
        return
    if _asks_premium(topics) and _premium(talk, turn):
        return
    scheme = place_of_rules(talk, turn)
    if scheme is None or _not_its_own(scheme, topics, talk, turn):
        return
    named = talk.place if found.regions else None
    place = named or talk.state.said.get("region") or talk.place or scheme.region
    beside = of_the_country(talk, turn, place, beside=True) if scheme.period.checked else None
    if beside is not None and beside.topic == OF_BONUS:
        return
    given = found.named() | _elsewhere(scheme, talk, turn)
    if given.get("place") == "outside":
        topics = [AWAY, *topics]
    told = rule_answer(scheme, topics, given, found.text, talk.content, mechanisms_of(found, talk.reader.words))
    lost = only_of_care_away(told, scheme, given, talk.content) if given.get("place") == "outside" else None
    if turn.intent != "rule" and layer_of(told.topic) != SERIOUS:
        told.values, told.cited = [], []
    if scheme.period.checked and topics and topics[0].startswith(STRICT):
        told.clauses = only_of_topics(told, topics, talk.content)
    if topics[:1] == ["exclusions"]:  # one that the scheme borrows is told with all others of its document
        own = (code for code in told.clauses if talk.content.clause(code).document in scheme.documents)
        told.clauses = list(own)
    if _not_ruled(scheme, given) and not topics:  # what has a word in common with the question is no answer
        told.clauses = []
    nothing = not told.values and all(talk.content.clause(code).grade == LOST for code in told.clauses)
    if nothing and scheme.period.checked and topics[:1] == [OF_WAITING]:  # places leave it to the nation
        beside = beside or of_the_country(talk, turn, place)
    if beside is None or told.values or told.clauses or lost:  # no "not written" beside an answer
        _say_rules(told, lost, scheme, topics, given, talk, turn)
    if nothing and scheme.period.checked and beside is None:
        of_the_country(talk, turn, place)
    if talk.state.has_totals() or (found.own and found.says_something()):
        standing(talk, turn, quiet=True)
    turn.out["answer"] = {"topic": told.topic, "values": told.values}
    turn.cite([*replies.citations(told.clauses, talk.content, words), *turn.out["citations"]])


def _say_rules(
    told: RuleAnswer, lost: Lost | None, scheme: Scheme, topics: list[str], given: Json, talk: "Talk", turn: Turn
) -> None:
    """The figures and the clauses of a scheme, whose they are and how sure."""
    words, content = turn.words, talk.content
    turn.say(words("按{name}:", name=words.pick(scheme.short_name, scheme.short_name_en)))
    today = parse_day(talk.state.today)
    if not (scheme.period.checked or turn.found.years or holds(scheme, today.first, today.last)):
        turn.say(words("这是过去的规定;现在的我们手里没有,请问当地医保窗口。"))
    if scheme.period.checked and told.values and told.values[0]["layer"] not in {layer_of(one) for one in topics}:
        layer = words(LAYER_NAMES[told.values[0]["layer"]])
        turn.say(words("您问的这一层,这份规定里没有数。下面是{layer}的:", layer=layer))
    unruled = _not_ruled(scheme, given)
    if unruled:
        turn.say(words("不是医保定点的医院报不报,这份规定里没有写。请问当地医保窗口,或者打 {phone}。", phone=HOTLINE))
    if later_stays_unsaid(scheme, topics, given, content):
        turn.say(words("一年里第二次、第三次住院,起付线减不减,这里没有写。下面是写了的,每次住院的数:"))
    turn.say(*replies.value_lines(told.values, content, words, _told_along(given)))
    turn.say(words.pick(lost.why, lost.why_en) if lost is not None else None)
    shown = told.shown if told.values else []
    beside = beside_the_figures(told, scheme, topics, content) if shown else told.clauses
    turn.say(*replies.clause_lines(beside, content, words))
    if shown:
        turn.say(replies.sources_line(shown, content, words))
        told.clauses = [*shown, *beside]
    if not (told.values or told.clauses or lost) and not unruled:
        turn.say(words("这份规定里没有写到这一项,我们不猜。请问当地医保窗口,或者打 {phone}。", phone=HOTLINE))
        return
    grades = doubted_clauses(told.clauses, content) | doubted_figures(scheme, told.cited)
    sure_of_rules(talk, scheme, grades, turn)


def _not_ruled(scheme: Scheme, given: Json) -> bool:
    """Whether a question is of hospitals that are not designated, and the rules do not speak of them."""
    return given.get("designated") is False and "designated" not in compile_scheme(scheme).reads


def before_a_bill(talk: "Talk", turn: Turn, scheme: Scheme) -> None:
    """Of a stay that is asked of without a bill, what the rules of today say already: the rate and the deductible, or
    that basic cover is not among them."""
    found, words = turn.found, turn.words
    if not (found.asks and scheme.period.checked) or found.named().get("kind", "inpatient") != "inpatient":
        return
    name = words.pick(scheme.short_name, scheme.short_name_en)
    if "basic" not in layers_computed(scheme):
        turn.say(words("{name}里没有基本医保住院报多少,这一层我们不猜,结算单上的才作数。", name=name))
        return
    given = found.named() | _elsewhere(scheme, talk, turn)
    away = given.get("place") == "outside"
    topics = [AWAY, *OF_A_STAY] if away else OF_A_STAY
    told = rule_answer(scheme, topics, given, found.text, talk.content, [])
    lost = only_of_care_away(told, scheme, given, talk.content) if away else None
    lines = replies.value_lines(told.values, talk.content, words, _told_along(given))
    lines += replies.clause_lines(told.clauses, talk.content, words) if away else []
    if lost is not None:
        turn.say(words("按{name}:", name=name), words.pick(lost.why, lost.why_en))
    elif 0 < len(lines) <= FEW:
        turn.say(words("按{name}:", name=name), *lines)
        how_sure(talk, scheme, [*told.cited, *told.clauses], turn)


def _told_along(given: Json) -> Json:
    """Where the care is, if away: figures are not told without it."""
    away: Json = {name: given[name] for name in ("place", "within_province", "referral") if name in given}
    return away if away.get("place") == "outside" else {}


def _of_employees(topics: list[str], talk: "Talk", turn: Turn) -> bool:
    """Says that the nation's rules we hold are of residents, where employees are asked of and no place is meant."""
    scheme, _, missing = scheme_asked(turn.found, talk.state, talk.place, talk.reader.words)
    named = by_word(turn.found.text, talk.content)  # a rule of residents that names employees
    if scheme is not None or missing or named or turn.found.named().get("insurance") != "employee":
        return False
    turn.say(
        turn.words(
            "我们手里现行的规定只管城乡居民医保,没有职工医保的,不拿来凑。请问当地医保窗口,或者打 {phone}。",
            phone=HOTLINE,
        )
    )
    turn.out["answer"] = {"topic": topics[0] if topics else "glossary", "values": []}
    return True


def _elsewhere(scheme: Scheme, talk: "Talk", turn: Turn) -> Json:
    """The care that is asked of, where it is in another place: filed, unless something else is said."""
    home = home_of(scheme, talk.state) if scheme.region else None
    away: Json = {**care_elsewhere(turn.found, home, talk.reader.words), **turn.found.named()}
    kept: Json = {name: away[name] for name in ("place", "within_province") if name in away}
    return {"referral": "filed", **kept} if kept.get("place") == "outside" and "referral" not in away else kept


def _of_the_nation_first(topics: list[str], talk: "Talk", turn: Turn) -> bool:
    """Answers who need not pay and what changed lately, with or without a place; whether that was asked."""
    asks_who = exempt_asked(turn.found, topics, talk.content)
    if not asks_who and not changes_asked(turn.found, topics, talk.content):
        return False
    scheme, place, missing = scheme_asked(turn.found, talk.state, talk.place, talk.reader.words)
    if asks_who and scheme is not None and not scheme.period.checked:
        return False
    talk.place = place or talk.place
    if missing:
        turn.say(no_rules_of(turn))
    area = place or talk.state.said.get("region") or (scheme.region if scheme else None)
    if asks_who:
        exempt(talk, turn, scheme, area)
    else:
        changes(talk, turn, area)
    if area is None and not missing:
        talk.ask = where(turn.words)
        put_question(talk, turn)
    return True


def _asks_premium(topics: list[str]) -> bool:
    """Whether a question is of what a premium costs; for whom may be named beside it."""
    return topics[:1] == [PREMIUM] or (PREMIUM in topics[:2] and topics[0] == "assistance")


def _premium(talk: "Talk", turn: Turn) -> bool:
    """What a premium costs in the place that is meant; whether it was said."""
    if talk.state.scheme(talk.content)[0] is None and sounds_alike(turn.found):
        return False
    scheme, place, missing = scheme_asked(turn.found, talk.state, talk.place, talk.reader.words)
    if missing:
        turn.say(no_rules_of(turn))
        place = turn.found.regions[0].what[0]
    elif scheme is None:
        return False
    talk.place = place or talk.place
    years = turn.found.years or [today_of(talk).year]
    held = scheme is not None and scheme.period.year != LOST and holds_in(scheme, years)
    if scheme is not None and not scheme.period.checked and not held:
        turn.say(_not_held(scheme, years, talk, turn))
        return premium(talk, turn, None, place or scheme.region)
    return premium(talk, turn, scheme, place or talk.state.said.get("region"))


def _not_its_own(scheme: Scheme, topics: list[str], talk: "Talk", turn: Turn) -> bool:
    """Says so where a scheme is not of the insurance or of the year that is asked of, and that rules may change until a
    year that has yet to come. Whether there is nothing more to say."""
    found, words = turn.found, turn.words
    insurance = found.named().get("insurance")
    if insurance == "employee" and insurance not in scheme.insurance:
        turn.say(another_insurance(scheme, insurance, talk.content, words))
        turn.out["answer"] = {"topic": topics[0] if topics else "glossary", "values": []}
        return True
    now = talk.reader.patterns["now"].search(found.text)
    years = found.years or ([today_of(talk).year] if now else [])
    if not years or turn.intent != "rule":
        return False
    within = Within((scheme.id,))
    named = any(mentioned(f"n{year}", within, talk.content) for year in found.years)
    if not named and not holds_in(scheme, years):
        turn.say(_not_held(scheme, years, talk, turn))
        turn.out["answer"] = {"topic": topics[0] if topics else "glossary", "values": []}
        return True
    if max(years) > today_of(talk).year:
        turn.say(words("{year}年还没到,规定到时候可能会变;下面是现在的。", year=max(years)))
    return False


def _not_held(scheme: Scheme, years: list[int], talk: "Talk", turn: Turn) -> str:
    """That no rule of ours holds in a year, and which are nearest; and whom to ask."""
    schemes = schemes_at(scheme.region, talk.content) if scheme.region else [scheme]
    ask = turn.words("请问当地医保窗口,或者打 {phone}。", phone=HOTLINE)
    return not_then(schemes, str(years[0]), turn.words) + ask


def place_of_rules(talk: "Talk", turn: Turn) -> Scheme | None:
    """The scheme that the question is about; None where a line of the reply asks which place, or says that we have
    nothing of it."""
    found, words = turn.found, turn.words
    if talk.state.scheme(talk.content)[0] is None and ask_which_place(talk, turn):
        return None
    scheme, place, missing = scheme_asked(found, talk.state, talk.place, talk.reader.words)
    talk.place = place or talk.place
    if scheme is not None:
        return scheme
    said = len(turn.lines)
    told = of_the_country(talk, turn, found.regions[0].what[0] if missing else talk.state.said.get("region"))
    if missing and not (told and told.own):
        turn.lines.insert(said, no_rules_of(turn))
    if missing:
        return None
    if told is None:
        held = places_held(talk.content, words)
        turn.say(words("各地规定不一样。您在哪里参的保?我们手里有{places}的规定,别的地方还没有。", places=held))
    if "region" not in talk.state.said:
        talk.ask = where(words)
    put_question(talk, turn, quiet=told is None)
    return None


def no_rules_of(turn: Turn) -> str:
    """That we hold nothing of the place named."""
    hit = turn.found.regions[0]
    name = turn.found.text[hit.start : hit.end]
    return turn.words(
        "我们手里没有{place}的规定,不拿别处的来凑。请问当地医保窗口,或者打 {phone}。", place=name, phone=HOTLINE
    )


def ask_which_place(talk: "Talk", turn: Turn) -> bool:
    """Asks back where a place's name may be that of two places."""
    hit = sounds_alike(turn.found)
    if hit is None:
        return False
    options = [(code, full_name(code, talk.content, turn.words)) for code in hit.what]
    names = turn.words.list(name for _, name in options)
    talk.ask = Ask(["region"], options, turn.words("是哪一个:{places}?", places=names), "")
    put_question(talk, turn)
    return True


def define(talk: "Talk", turn: Turn) -> None:
    """Terms in plain words, an example each, and what they are often confused with."""
    words, book = turn.words, glossary(talk.content)
    if not turn.found.words.get("define") and topics_of(turn.found, talk.reader.words)[:1] == [OF_WAITING]:
        rule(talk, turn)  # 等待期多长: how long it is, not what the word means
        return
    terms = book.in_text(turn.found.text)[:2]
    for term in terms:
        meaning = words.pick(term.meaning, term.meaning_en)
        turn.say(words("{term}:{meaning}", term=words.pick(term.term, term.term_en), meaning=meaning))
        turn.say(words.pick(term.example, term.example_en))
    named = dict.fromkeys(one for term in terms for one in term.differs)
    for other in [book.by_id[one] for one in named if one in book.by_id and book.by_id[one] not in terms][:3]:
        name, meaning = words.pick(other.term, other.term_en), words.pick(other.meaning, other.meaning_en)
        turn.say(words("别和“{term}”弄混:{meaning}", term=name, meaning=meaning))
    if talk.state.scheme(talk.content)[0] is None and not turn.found.regions:
        of_the_country(talk, turn)
    turn.out["answer"] = {"topic": "glossary", "terms": [term.id for term in terms]}
    put_question(talk, turn, quiet=True)


def funds(talk: "Talk", turn: Turn) -> None:
    """Figures that were disclosed, then the clauses on who pays what into the fund."""
    found, words = turn.found, turn.words
    scheme, _, missing = scheme_asked(found, talk.state, talk.place, talk.reader.words)
    places = [hit.what[0] for hit in found.regions if len(hit.what) == 1]
    if _of_the_nation_first(topics_of(found, talk.reader.words), talk, turn):
        return
    asks_premium = _asks_premium(topics_of(found, talk.reader.words))
    if scheme is None and not found.regions and (asks_premium or by_word(found.text, talk.content)):
        of_the_country(talk, turn)
        put_question(talk, turn, quiet=True)  # what one pays where no place is named is no other place's figure
        return
    if asks_premium and (missing or (scheme is not None and scheme.period.checked)):
        rule(talk, turn)  # a premium of today's rules, not what was once disclosed
        return
    if not places and scheme is not None and scheme.region:
        places = [scheme.region]
    rows = disclosures_asked(found.text, places, scheme.documents if scheme else [], talk.content)
    turn.say(*(in_words(row, one, words) for row, one in rows))
    clauses: list[str] = []
    if scheme is not None:
        told = rule_answer(scheme, FUND_TOPICS, {}, found.text, talk.content, [])
        clauses = [code for code in told.clauses if talk.content.clause(code).topic in FUND_TOPICS][:3]
        turn.say(*replies.clause_lines(clauses, talk.content, words))
    if not turn.lines:
        nothing = words("这个数我们手里没有公开过的材料。说清是哪个地方、哪一年,再找找看。")
        turn.say(no_rules_of(turn) if missing else nothing)
    turn.out["answer"] = {"topic": "fund.income", "values": [value_of(row) for row, _ in rows]}
    turn.cite(replies.citations(clauses, talk.content, words))
    put_question(talk, turn, quiet=True)
