"""Turns that ask what a rule, a procedure, a term or a fund's figure is."""

from datetime import date
from typing import TYPE_CHECKING, Any

from engine.case import parse_day
from engine.compiled import compile_scheme
from engine.scheme import Scheme
from engine.sureness import checked_in_words, doubt_in_words, doubted_clauses
from engine.talk import replies
from engine.talk.funds import disclosures_asked, in_words, value_of
from engine.talk.glossary import glossary
from engine.talk.nationwide import Answer, frame, nationwide
from engine.talk.places import full_name, places_held, scheme_asked, sounds_alike
from engine.talk.questions import Ask, where
from engine.talk.rules import rule_answer
from engine.talk.standing import put_question, standing
from engine.talk.taking import take
from engine.talk.topics import mechanisms_of, topics_of
from engine.talk.turn import Turn
from engine.wording import HOTLINE
from engine.written import EPOCH

if TYPE_CHECKING:
    from engine.talk.talk import Talk

Json = dict[str, Any]
FUND_TOPICS = ["fund.premium", "fund.income", "fund.spending", "fund.supervision", "insurer", "enrolment.premium"]


def rule(talk: "Talk", turn: Turn) -> None:
    """A scheme's rule or procedure: its figures under the conditions named, then the clauses."""
    found, words = turn.found, turn.words
    if found.own:
        take(found, talk.state, talk.ask, talk.reader.words, words, amounts=False)
    scheme = place_of_rules(talk, turn)
    if scheme is None:
        return
    beside = scheme.period.checked is not None and _of_the_country(talk, turn, beside=True)
    topics = topics_of(found, talk.reader.words)
    told = rule_answer(scheme, topics, found.named(), found.text, talk.content, mechanisms_of(found, talk.reader.words))
    unruled = found.named().get("designated") is False and "designated" not in compile_scheme(scheme).reads
    if unruled and not topics:  # what has a word in common with the question is no answer
        told.clauses = []
    values = told.values if turn.intent == "rule" else []
    turn.say(words("按{name}:", name=words.pick(scheme.short_name, scheme.short_name_en)))
    if unruled:
        turn.say(words("不是医保定点的医院报不报,这份规定里没有写。请问当地医保窗口,或者打 {phone}。", phone=HOTLINE))
    turn.say(*replies.value_lines(values, talk.content, words))
    turn.say(*replies.clause_lines(told.clauses, talk.content, words))
    turn.say(doubt_in_words(doubted_clauses(told.clauses, talk.content), words), checked_in_words(scheme, words))
    if not told.clauses and not values and not unruled:
        turn.say(words("这份规定里没有写到这一项,我们不猜。请问当地医保窗口,或者打 {phone}。", phone=HOTLINE))
        if scheme.period.checked and not beside:
            _of_the_country(talk, turn)
    if talk.state.has_totals() or (found.own and found.says_something()):
        standing(talk, turn, quiet=True)
    turn.out["answer"] = {"topic": told.topic, "values": values}
    turn.cite(replies.citations(told.clauses, talk.content, words))


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
    if missing:
        turn.say(no_rules_of(turn))
    of_the_country = _of_the_country(talk, turn)
    if missing:
        return None
    if not of_the_country:
        held = places_held(talk.content, words)
        turn.say(words("各地规定不一样。您在哪里参的保?我们手里有{places}的规定,别的地方还没有。", places=held))
    talk.ask = where(words)
    put_question(talk, turn, quiet=not of_the_country)
    return None


def _of_the_country(talk: "Talk", turn: Turn, *, beside: bool = False) -> bool:
    """Says what the national frame answers where no local rules are meant; whether it has anything.

    `beside`: local rules of today are meant, and only what these leave to the nation is said: how long to wait and
    what bonus there is for the years told, who need not wait, and the premium of a year that is named.
    """
    topics = topics_of(turn.found, talk.reader.words)
    today = date.fromordinal(parse_day(talk.state.today).last + EPOCH)
    answer = nationwide(turn.found, topics, today, talk.reader, turn.words, talk.content)
    if answer is None or (beside and not _is_the_nation_s(answer)):
        return False
    turn.say(turn.words("全国的规定是这样,具体由参保地定:"))
    _say_of_the_country(answer, talk, turn)
    return True


def _is_the_nation_s(answer: Answer) -> bool:
    """Whether local rules leave this to the nation."""
    of_a_year = answer.topic == "enrolment.premium" and answer.of_a_year
    return bool(answer.lines) or answer.topic == "enrolment.newborn" or of_a_year


def _say_of_the_country(answer: Answer, talk: "Talk", turn: Turn) -> None:
    words, content = turn.words, talk.content
    turn.say(*answer.lines, *replies.clause_lines(answer.clauses, content, words))
    turn.say(doubt_in_words(doubted_clauses(answer.clauses, content), words))
    turn.say(checked_in_words(content.scheme(frame(content) or ""), words))
    turn.out["answer"] = {"topic": answer.topic, "values": []}
    turn.cite(replies.citations(answer.clauses, content, words))


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
        _of_the_country(talk, turn)
    turn.out["answer"] = {"topic": "glossary", "terms": [term.id for term in terms]}
    put_question(talk, turn, quiet=True)


def funds(talk: "Talk", turn: Turn) -> None:
    """Figures that were disclosed, then the clauses on who pays what into the fund."""
    found, words = turn.found, turn.words
    scheme, _, missing = scheme_asked(found, talk.state, talk.place, talk.reader.words)
    places = [hit.what[0] for hit in found.regions if len(hit.what) == 1]
    asks_premium = topics_of(found, talk.reader.words)[:1] == ["enrolment.premium"]
    if scheme is None and not found.regions and asks_premium and _of_the_country(talk, turn):
        put_question(talk, turn, quiet=True)  # what one pays where no place is named is no other place's figure
        return
    if scheme is not None and scheme.period.checked and asks_premium:
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
