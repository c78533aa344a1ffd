"""What kind of answer each fact takes, where it is asked for, and how an answer is said back.

A path names a fact of a case ("visits.0.bill.total"), a fact names its question ("visit.bill.total").
"""

import re
from typing import NamedTuple

from app.texts import Texts
from engine.asked import options_of
from engine.case import parse_day
from engine.content import Library, Question
from engine.facts import BOOLEAN, CATEGORIES, CONDITIONS, PERSON_CHOICES, VISIT_CHOICES, fact_of
from engine.money import parse_rate, parse_yuan, plain
from engine.scheme import Scheme

STAGES = ("place", "visit", "sheet", "person")
NONE_OF_THEM = "none_of_them"  # the answer "none of these" to a question that takes several
DATES = ("on", "discharged_on", "claimed_on", "born_on", "enrolled_on")
GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?", re.ASCII)
TOTAL = "visit.bill.total"  # what is to be divided: never nothing
MOST_STAYS = 999
# Where these hold, the disease is no rare fact any more.
KINDS_OF_DISEASE = ("chronic", "major_outpatient", "special_drug")


class Choice(NamedTuple):
    """One answer to choose: the value in the case, and what the person reads."""

    value: str
    label: str


def stage_of(path: str) -> str:
    """The step of the guided way in which a fact is asked for."""
    fact = fact_of(path)
    if fact.startswith(("visit.bill", "visit.reported", "visit.stated")):
        return "sheet"
    return "visit" if fact.startswith("visit.") else "person"


def kind_of(fact: str) -> str:
    """What an answer looks like: "choice", "set", "yes_no", "date", "count", "rate" or "amount"."""
    name = fact.split(".")[-1]
    if name in ("categories", "conditions"):
        return "set"
    if name in DATES:
        return "date"
    if name == "inpatient_stays":
        return "count"
    if name == "stated_rate":
        return "rate"
    choices = VISIT_CHOICES.get(name) or PERSON_CHOICES.get(name)
    if choices == BOOLEAN:
        return "yes_no"
    return "choice" if choices or name in ("enrolment_tier", "facility_class") else "amount"


def read(fact: str, text: str) -> object:
    """An answer as typed or chosen, as the value that a case carries; ValueError for what it cannot take."""
    kind = kind_of(fact)
    if kind == "set":
        return [] if text == NONE_OF_THEM else text.split(",")
    if kind == "yes_no":
        return text == "true"
    if kind == "choice":
        return text
    written = plain(text) or ""
    if GROUPED.fullmatch(written):
        written = written.replace(",", "")  # 23,456.78, as a settlement sheet prints it
    if kind == "date":
        parse_day(written)
    elif kind == "rate":
        parse_rate(written)
    elif kind == "count":
        if not (written.isascii() and written.isdigit() and int(written[:4]) <= MOST_STAYS):
            raise ValueError(text)
    elif not parse_yuan(written) and fact == TOTAL:
        raise ValueError(text)
    return written


def choices(question: Question, scheme: Scheme, visit_kind: str | None, t: Texts) -> list[Choice]:
    """The answers of a question that this scheme can tell apart, "none of these" first where several may hold."""
    options = options_of(question, scheme, visit_kind)
    found = [Choice(option.value, t.pick(option.label, option.label_en)) for option in options]
    if kind_of(question.fact) == "set":
        known = CATEGORIES if question.fact == "person.categories" else CONDITIONS
        found = [Choice(NONE_OF_THEM, t("都没有")), *(choice for choice in found if choice.value in known)]
    return found


def usual_answer(question: Question) -> str | None:
    """The usual answer as a person would choose it; None where there is none to choose."""
    if kind_of(question.fact) == "set":
        return NONE_OF_THEM
    return question.assume if question.options else None


def is_ordinary(question: Question, visit_kind: str | None) -> bool:
    """Whether a fact belongs to those that are asked for together: "all as usual?"."""
    if question.fact == "visit.conditions" and visit_kind in KINDS_OF_DISEASE:
        return False
    return question.usual and usual_answer(question) is not None and question.fact != "person.insurance"


def said(path: str, text: str, content: Library, t: Texts) -> str:
    """An answer in the words in which it was given: "secondary" -> 县医院(二级)."""
    fact = fact_of(path)
    question = content.question(fact)
    labels = {option.value: t.pick(option.label, option.label_en) for option in question.options}
    labels[NONE_OF_THEM] = t("都没有")
    kind = kind_of(fact)
    if kind == "amount":
        try:
            return t.yuan(parse_yuan(read(fact, text)))
        except ValueError:
            return text
    if kind == "count":
        return t("{count} 次", count=text)
    return t.list([labels.get(value, value) for value in text.split(",")])


def short(path: str, content: Library, t: Texts) -> str:
    """What a fact is called on a sheet."""
    question = content.question(fact_of(path))
    return t.pick(question.short, question.short_en)


def title(path: str, content: Library, t: Texts) -> str:
    """The question of a fact."""
    question = content.question(fact_of(path))
    return t.pick(question.title, question.title_en)
