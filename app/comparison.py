"""What a person compares: one thing said in two ways, another scheme, or no cover at all. Pure: no Streamlit."""

from dataclasses import dataclass, field
from typing import Any

from app.answers import Answers
from app.places import place_name, places, years_label
from app.questions import Choice, choices, usual_answer
from app.texts import Texts
from engine.compare.reading import AWAY, reads_away_only
from engine.compare.ready_made import ready_made
from engine.compare.situations import AS_IS, NOT_REGISTERED
from engine.compiled import compile_scheme
from engine.content import Library
from engine.facts import path_of
from engine.scheme import Scheme

SCHEME, SETTING = "scheme", "setting"
REFERRAL, NOT_NEEDED, FILED, WITHOUT = "visit.referral", "not_needed", "filed", "none"
Json = dict[str, Any]
FACTS = ("visit.facility_level", "visit.referral", "visit.place", "person.enrolment_tier")


@dataclass
class Comparison:
    """What this visitor compares: `what`: SETTING (hospital, place and referral together), SCHEME, NOT_REGISTERED or a
    fact; `chosen`: for each of them the two values."""

    what: str | None = None
    chosen: dict[str, tuple[str, str]] = field(default_factory=dict)

    def situations(self, values: dict[str, tuple[str, str]], *, away: str = "") -> tuple[str, str]:
        """Both sides, as `mingbai compare` writes them; `values`: what each thing is compared by; `away`: where both
        are, if that is not where the case is, written the same way."""
        if self.what == NOT_REGISTERED or self.what not in values:
            return AS_IS, NOT_REGISTERED
        a, b = values[self.what]
        if self.what in (SCHEME, SETTING):
            return a, b
        name = self.what.rpartition(".")[2]
        where = f"{away}," if away else ""
        return f"{where}{name}={a}", f"{where}{name}={b}"


def things(answers: Answers, scheme: Scheme, content: Library, t: Texts) -> dict[str, str]:
    """What can be compared -> its name: facts that these rules look at, other schemes, no cover."""
    named = {axis.name for figure in compile_scheme(scheme).figures() for axis in figure.axes}
    found = {SETTING: t("在哪里看(医院、地方、转诊一起)")} if len(ready_made(scheme, t.words, content)) > 1 else {}
    for fact in FACTS:
        if fact.rpartition(".")[2] in named:
            question = content.question(fact)
            found[fact] = t.pick(question.short, question.short_en)
    return {**found, SCHEME: t("换一个地方或年份的规定"), NOT_REGISTERED: t("没参保会怎样")}


def values_of(what: str, answers: Answers, scheme: Scheme, content: Library, t: Texts) -> list[Choice]:
    """What one thing can be."""
    if what == SETTING:
        return [Choice(one.written, one.label) for one in ready_made(scheme, t.words, content)]
    if what != SCHEME:
        return choices(content.question(what), scheme, answers.kind() or "inpatient", t)
    found = []
    for place in places(content, t):
        for one in place.schemes:
            years = years_label(content.scheme(one), len(place.schemes) > 1, t)
            found.append(Choice(one, f"{place_name(place.code, content, t)} {years}"))
    return found


def begun(what: str, answers: Answers, scheme: Scheme, values: list[Choice], content: Library) -> tuple[str, str]:
    """What is compared at first: as things are, and the next other value; of a referral with and without one."""
    every = [one.value for one in values]
    if what == SCHEME:
        now: str | None = scheme.id
    elif what == SETTING:
        now = _like_now(every, answers, content)
    else:
        now = answers.texts.get(path_of(what, 0)) or usual_answer(content.question(what))
    if what == REFERRAL:
        a = now if now in every and now != NOT_NEEDED else FILED
        return (a, WITHOUT) if a != WITHOUT else (WITHOUT, FILED)
    here = now if now in every else every[0]
    others = [one for one in every[every.index(here) + 1 :] + every if one != here]
    return here, others[0] if others else here


def _like_now(written: list[str], answers: Answers, content: Library) -> str | None:
    """The ready-made situation that is most like what was answered: in such a hospital, if there is one."""

    def alike(one: str) -> tuple[bool, int]:
        parts = dict(part.split("=") for part in one.split(","))
        same = [name for name, value in parts.items() if _answer(f"visit.{name}", answers, content) == value]
        return "facility_level" in same, len(same)

    return max(written, key=alike, default=None)


def _answer(fact: str, answers: Answers, content: Library) -> str | None:
    return answers.texts.get(path_of(fact, 0)) or usual_answer(content.question(fact))


def called(what: str, a: str, b: str, values: list[Choice]) -> tuple[str | None, str | None]:
    """What the sides are called where that is not to be made of what they say: a ready-made situation by its name."""
    labels = {one.value: one.label for one in values}
    return (labels.get(a), labels.get(b)) if what == SETTING else (None, None)


def away_from_home(what: str, case: Json, content: Library) -> str:
    """Where a referral is to be compared, as it does not matter where the case is: outside the city, and in a hospital
    of the province where no other was named; empty for anything else."""
    if what != REFERRAL or not reads_away_only(case, path_of(what, 0), content):
        return ""
    named = case["visits"] and case["visits"][0].get("facility_level")
    return f"place={AWAY}" if named else f"place={AWAY},facility_level=top"
