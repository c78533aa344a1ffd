"""What is said once in a talk beside a figure: how sure it is, that its day is yet to come, a tier of no account."""

from typing import TYPE_CHECKING, Any

from engine.case import parse_day
from engine.scheme import Scheme
from engine.sureness import checked_in_words, doubt_in_words, doubt_of_figures
from engine.talk.replies import value_in_words
from engine.talk.turn import Turn

if TYPE_CHECKING:
    from engine.talk.talk import Talk

Json = dict[str, Any]
TIER = "person.enrolment_tier"


def tier_that_does_not_count(talk: "Talk", scheme: Scheme, turn: Turn) -> None:
    """Says that a scheme has no tiers, where one was told."""
    tier = talk.state.said.get(TIER)
    if tier is None or scheme.tiers or not _first_time(talk, f"tier {scheme.id}"):
        return
    name = turn.words.pick(scheme.short_name, scheme.short_name_en)
    said = value_in_words(TIER, tier, talk.content, turn.words)
    turn.say(turn.words("{name}不分缴费档次,您说的“{tier}”在这里用不上。", name=name, tier=said))


def day_to_come(talk: "Talk", scheme: Scheme, turn: Turn) -> None:
    """Says that the rules may change until a visit that lies after the day of asking."""
    today = parse_day(talk.state.today)
    for number in range(talk.state.visits()):
        day = talk.state.said.get(f"visits.{number}.on")
        if day and parse_day(day).first > today.last and _first_time(talk, f"day {day}"):
            name = turn.words.pick(scheme.short_name, scheme.short_name_en)
            day = turn.words("{year}年", year=day) if len(day) == len("2030") else day
            turn.say(turn.words("{day}还没到,规定到时候可能会变。下面先按现在的算:{name}。", day=day, name=name))


def how_sure(talk: "Talk", scheme: Scheme, clauses: list[str], turn: Turn) -> None:
    """Beside figures of a scheme in force: how sure those behind these clauses are, and when it was last checked."""
    if scheme.period.checked is not None:
        told = doubt_of_figures(scheme, clauses, turn.words)
        said = _unsaid(talk, scheme, told, turn)
        turn.say(turn.words.joined(said) if said else None)


def sure_of_rules(
    talk: "Talk", scheme: Scheme, grades: dict[str, list[str]], turn: Turn, *, whose: str | None = None
) -> None:
    """The same beside rules, whose grades are known: a short line each. `whose`: the place whose rules are in doubt."""
    turn.say(*_unsaid(talk, scheme, doubt_in_words(grades, turn.words, whose), turn))


def _unsaid(talk: "Talk", scheme: Scheme, doubt: str | None, turn: Turn) -> list[str]:
    """The doubt and the day of the last check, without what this talk has said of the scheme already."""
    checked = checked_in_words(scheme, turn.words)
    told = [doubt] if doubt and _first_time(talk, f"doubt {scheme.id} {doubt}") else []
    return [*told, checked] if checked and _first_time(talk, f"checked {checked}") else told


def _first_time(talk: "Talk", what: str) -> bool:
    new = what not in talk.told
    talk.told.add(what)
    return new
