"""What a person compares: one thing said in two ways, another scheme, or no cover at all. Pure: no Streamlit."""

from dataclasses import dataclass, field

from app.answers import Answers
from app.places import place_name, places, years_label
from app.questions import Choice, choices, usual_answer
from app.texts import Texts
from engine.compare.situations import AS_IS, NOT_REGISTERED
from engine.compiled import compile_scheme
from engine.content import Library
from engine.facts import path_of
from engine.scheme import Scheme

SCHEME = "scheme"
FACTS = ("visit.facility_level", "visit.referral", "visit.place", "person.enrolment_tier")


@dataclass
class Comparison:
    """What this visitor compares: `what`: SCHEME, NOT_REGISTERED or a fact; `chosen`: for each of them the two
    values."""

    what: str | None = None
    chosen: dict[str, tuple[str, str]] = field(default_factory=dict)

    def situations(self, values: dict[str, tuple[str, str]]) -> tuple[str, str]:
        """Both sides, as `mingbai compare` writes them; `values`: what each thing is compared by."""
        if self.what == NOT_REGISTERED or self.what not in values:
            return AS_IS, NOT_REGISTERED
        a, b = values[self.what]
        if self.what == SCHEME:
            return a, b
        name = self.what.rpartition(".")[2]
        return f"{name}={a}", f"{name}={b}"


def things(answers: Answers, scheme: Scheme, content: Library, t: Texts) -> dict[str, str]:
    """What can be compared -> its name: facts that these rules look at, other schemes, no cover."""
    named = {axis.name for figure in compile_scheme(scheme).figures() for axis in figure.axes}
    found = {}
    for fact in FACTS:
        if fact.rpartition(".")[2] in named:
            question = content.question(fact)
            found[fact] = t.pick(question.short, question.short_en)
    return {**found, SCHEME: t("换一个地方或年份的规定"), NOT_REGISTERED: t("没参保会怎样")}


def values_of(what: str, answers: Answers, scheme: Scheme, content: Library, t: Texts) -> list[Choice]:
    """What one thing can be."""
    if what != SCHEME:
        return choices(content.question(what), scheme, answers.kind() or "inpatient", t)
    found = []
    for place in places(content, t):
        for one in place.schemes:
            years = years_label(content.scheme(one), len(place.schemes) > 1, t)
            found.append(Choice(one, f"{place_name(place.code, content, t)} {years}"))
    return found


def begun(what: str, answers: Answers, scheme: Scheme, values: list[Choice], content: Library) -> tuple[str, str]:
    """What is compared at first: as things are, and the next other value."""
    every = [one.value for one in values]
    if what == SCHEME:
        now: str | None = scheme.id
    else:
        now = answers.texts.get(path_of(what, 0)) or usual_answer(content.question(what))
    here = now if now in every else every[0]
    others = [one for one in every[every.index(here) + 1 :] + every if one != here]
    return here, others[0] if others else here
