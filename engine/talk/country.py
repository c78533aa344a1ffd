"""What the national frame, and a province's own figures beside it, say where a scheme of a place does not."""

from datetime import date
from typing import TYPE_CHECKING

from engine.case import parse_day
from engine.content import Library
from engine.enrolment.rules import enrolment_file, set_by
from engine.resolve import nested
from engine.scheme import Scheme
from engine.sureness import doubted_clauses
from engine.talk import replies
from engine.talk.nationwide import OF_BONUS, OF_WAITING, Answer, area_of, frame, nationwide, nationwide_file, of_repair
from engine.talk.places import name_of
from engine.talk.premiums import (
    PREMIUM,
    Local,
    of_a_place,
    of_the_nation,
    which_year,
    years_of_cover,
)
from engine.talk.remarks import sure_of_rules
from engine.talk.topics import topics_asked, topics_of
from engine.talk.turn import Turn
from engine.talk.understood import Understood
from engine.wording import HOTLINE
from engine.written import EPOCH

if TYPE_CHECKING:
    from engine.talk.talk import Talk

NATION = "000000"
SURE = "A"  # a grade without a doubt to tell


def today_of(talk: "Talk") -> date:
    """The day that words like 今年 refer to."""
    return date.fromordinal(parse_day(talk.state.today).last + EPOCH)


def of_the_country(talk: "Talk", turn: Turn, place: str | None = None, *, beside: bool = False) -> Answer | None:
    """Says what the national frame answers where no local rules are meant; the answer, or None where it has none.

    `place`: the code of the place that is meant; `beside`: local rules of today are meant, and only what these leave
    to the nation is said: how long to wait and what bonus there is, and who need not wait.
    """
    topics = topics_asked(turn.found, talk.reader.words)
    area = area_of(place, talk.content)
    answer = nationwide(turn.found, topics, today_of(talk), turn.words, talk.content, area)
    if answer is None or (beside and not _is_the_nation_s(answer)):
        return None
    if beside and place and not answer.own and answer.topic == OF_BONUS:
        name = name_of(place, talk.content, turn.words)
        turn.say(turn.words("{place}自己定的数,我们手里没有,请问参保地医保窗口。", place=name))
    _say(answer, area, talk, turn)
    return answer


def _is_the_nation_s(answer: Answer) -> bool:
    """Whether local rules leave this to the nation, or to its province."""
    return bool(answer.lines) or answer.topic in ("enrolment.newborn", OF_BONUS)


def _say(answer: Answer, area: str | None, talk: "Talk", turn: Turn) -> None:
    words, content = turn.words, talk.content
    if answer.own and area:
        place = name_of(set_by(area, "bonus", content) or area, content, words)
        turn.say(words("{place}的规定是这样:", place=place))
        turn.say(*answer.lines, *replies.clause_lines(answer.own, content, words))
    turn.say(words("全国的规定是这样,具体由参保地定:"))
    turn.say(*(answer.lines if not answer.own else ()))
    clauses = [*_who_is_exempt(answer, talk, turn), *answer.clauses]
    if any("cover" in content.clause(code).figures for code in clauses):
        turn.say(which_year(turn.found.text, turn.found.years, today_of(talk), talk.reader.words, words))
    turn.say(*replies.clause_lines(clauses, content, words))
    if answer.after and area:
        place = name_of(set_by(area, "bonus", content) or area, content, words)
        turn.say(words("{place}另外规定:", place=place), *replies.clause_lines(answer.after, content, words))
        clauses += answer.after
    turn.say(_of_grade_a(clauses, talk, turn) if answer.topic == PREMIUM else None)
    common = [code for code in clauses if code not in answer.after]
    _sure_of_both(common, [*answer.own, *answer.after], set_by(area, "bonus", content) if area else None, talk, turn)
    turn.out["answer"] = {"topic": answer.topic, "values": []}
    turn.cite(replies.citations([*answer.own, *clauses], content, words))


def _sure_of_both(common: list[str], own: list[str], place: str | None, talk: "Talk", turn: Turn) -> None:
    """How sure the clauses of the nation and those of a place (a code) are; where only the place's are in doubt, that
    they are the place's."""
    content = talk.content
    doubts = doubted_clauses([*common, *own], content)
    only_there = own and common and not doubted_clauses(common, content)
    whose = name_of(place, content, turn.words) if place and only_there else None
    sure_of_rules(talk, content.scheme(frame(content) or ""), doubts, turn, whose=whose)


def _who_is_exempt(answer: Answer, talk: "Talk", turn: Turn) -> list[str]:
    """Of somebody in need who asks of the wait: the clause that says who is exempt, and that it does not name them."""
    groups = turn.found.named().get("categories")
    if answer.topic != OF_WAITING or not groups:
        return []
    names = replies.value_in_words("person.categories", groups, talk.content, turn.words)
    turn.say(
        turn.words("写明不用等的只有“新生儿等特殊的人”,{group}算不算在里头没有写,请问参保地医保窗口。", group=names)
    )
    return [enrolment_file(talk.content).says.exempt]


def changes(talk: "Talk", turn: Turn, place: str | None) -> None:
    """Says what is otherwise since when, as far as our documents tell: in the nation, and in the place (a code) that is
    meant."""
    words, content = turn.words, talk.content
    held = nationwide_file(content)
    by_place = held.changes.clauses if held else {}
    areas = [area for area in by_place if place and area != NATION and nested(place, area)]
    own = [code for area in areas for code in by_place[area]]
    turn.say(words("写明了从哪天起、我们手里也有的,是这些。全国的:"))
    turn.say(*replies.clause_lines(by_place.get(NATION, []), content, words))
    if place:
        name = name_of(place, content, words)
        none = words("{place}自己改了哪些,我们手里没有,不猜。请问参保地医保窗口。", place=name)
        turn.say(*([words("{place}的:", place=name), *replies.clause_lines(own, content, words)] if own else [none]))
    clauses = [*by_place.get(NATION, []), *own]
    _sure_of_both(by_place.get(NATION, []), own, place, talk, turn)
    turn.out["answer"] = {"topic": "glossary", "values": []}
    turn.cite(replies.citations(clauses, content, words))


def exempt_asked(found: Understood, topics: list[str], content: Library) -> bool:
    """Whether a question is who need not pay a premium; who names a group asks what that one pays."""
    file = nationwide_file(content)
    named = file is not None and any(word in found.text for word in file.exempt.words)
    return named and PREMIUM in topics[:2] and not found.named().get("categories")


def exempt(talk: "Talk", turn: Turn, scheme: Scheme | None, place: str | None) -> None:
    """Says who need not pay, or pays less: in the place that is meant as its documents say it, then in the nation."""
    words, content = turn.words, talk.content
    file = nationwide_file(content)
    every = file.exempt.clauses if file else []
    own = [code for code in every if scheme is not None and content.clause(code).document in scheme.documents]
    nation = content.scheme(frame(content) or "")
    common = [code for code in every if content.clause(code).document in nation.documents]
    area = place or (scheme.region if scheme else None)
    if area:
        name = name_of(area, content, words)
        ask = words("{place}自己定的数,我们手里没有,请问参保地医保窗口。", place=name)
        turn.say(
            *([words("{place}的规定是这样:", place=name), *replies.clause_lines(own, content, words)] if own else [ask])
        )
    turn.say(words("全国的规定是这样,具体由参保地定:"), *replies.clause_lines(common, content, words))
    _sure_of_both(common, own, area, talk, turn)
    turn.out["answer"] = {"topic": PREMIUM, "values": []}
    turn.cite(replies.citations([*own, *common], content, words))


# ---- premiums


def premium(talk: "Talk", turn: Turn, scheme: Scheme | None, place: str | None) -> bool:
    """Says what a premium costs in a place, by the year of cover: its own figure, else that we have none, then the
    nation's floor as such. Whether it was said; not where an older scheme holds in the year that is asked of."""
    file = nationwide_file(talk.content)
    if file is None or (scheme is not None and scheme.period.checked is None):
        return False
    words, content, text = turn.words, talk.content, turn.found.text
    named = turn.found.years
    years = years_of_cover(named, today_of(talk).year)
    turn.say(which_year(text, named, today_of(talk), talk.reader.words, words))
    own = (
        of_a_place(text, topics_of(turn.found, talk.reader.words), scheme, years, content)
        if scheme is not None
        else Local(missing=years)
    )
    name = name_of(place or (scheme.region if scheme else None) or "", content, words)
    turn.say(*replies.clause_lines(own.clauses, content, words))
    if scheme is not None and own.clauses:
        sure_of_rules(talk, scheme, doubted_clauses(own.clauses, content), turn)
    if own.missing:
        missing = words.list(words("{year}年", year=year) for year in own.missing)
        turn.say(
            words(
                "{place}{years}的居民医保个人交多少,我们手里没有,不猜。请看当地的缴费通知,或者打 {phone}。",
                place=name,
                years=missing,
                phone=HOTLINE,
            )
        )
    clauses = [
        *of_repair(turn.found, content),
        *of_the_nation(text, turn.found.named().get("categories", []), years, file, content),
    ]
    if clauses:
        turn.say(words("下面说全国的,不是{place}的数:", place=name))
        turn.say(*replies.clause_lines(clauses, content, words), _of_grade_a(clauses, talk, turn))
    sure_of_rules(talk, content.scheme(file.scheme), doubted_clauses(clauses, content), turn)
    turn.out["answer"] = {"topic": PREMIUM, "values": []}
    turn.cite(replies.citations([*own.clauses, *clauses], content, words))
    return True


def _of_grade_a(clauses: list[str], talk: "Talk", turn: Turn) -> str | None:
    """How sure the nation's figures are."""
    grades = {talk.content.clause(code).grade for code in clauses} - {"lost"}
    return turn.words("这里的数(A级):两处来源写的一样。") if grades == {SURE} else None
