"""Questions: facts that exist, options that these facts can have, and a usual value among them."""

from collections.abc import Iterable

from pydantic import BaseModel

from engine.case import Bill, Person, Reported, Visit, YearToDate
from engine.checks.faults import Faults, nearest
from engine.content import Question
from engine.document import Document
from engine.facts import PERSON_CHOICES, SETS, VISIT_CHOICES
from engine.money import parse_yuan

KINDS: dict[str, type[BaseModel]] = {
    "visit": Visit,
    "visit.bill": Bill,
    "visit.reported": Reported,
    "person": Person,
    "year_to_date": YearToDate,
}
NOT_ASKED = ("bill", "reported", "note", "categories_denied")


def facts_known() -> list[str]:
    """The facts of a case that a question may ask for: "visit.kind", "person.age_group" …"""
    return [f"{kind}.{name}" for kind, model in KINDS.items() for name in model.model_fields if name not in NOT_ASKED]


def check_question(question: Question, document: Document, faults: Faults) -> None:
    """One question."""
    if question.fact != document.path.stem:
        faults.at(
            document,
            ("fact",),
            "fact 是“{fact}”,文件名却是“{file}”。改成一样的。",
            fact=question.fact,
            file=document.path.stem,
        )
    known = facts_known()
    if question.fact and question.fact not in known:
        near = nearest(question.fact, known)
        if near:
            faults.at(
                document, ("fact",), "没有“{fact}”这个事实。是不是“{near}”?请改过来。", fact=question.fact, near=near
            )
        else:
            faults.at(document, ("fact",), "没有“{fact}”这个事实。请照 engine/facts.py 改。", fact=question.fact)
        return
    name = question.fact.rpartition(".")[2]
    values = VISIT_CHOICES.get(name) or PERSON_CHOICES.get(name) or SETS.get(name)
    _options(question, values, document, faults)
    _assume(question, name, values, document, faults)


def _options(question: Question, values: tuple[str, ...] | None, document: Document, faults: Faults) -> None:
    met: set[str] = set()
    for number, option in enumerate(question.options):
        place = ("options", number, "value")
        if option.value in met:
            faults.at(document, place, "“{key}”写了两次。留一个,删一个。", key=option.value)
        met.add(option.value)
        if values is not None and option.value not in values:
            faults.at(
                document,
                place,
                "“{fact}”不能是“{given}”。只能是:{names}。请改过来。",
                fact=question.fact,
                given=option.value,
                names="、".join(values),
            )


def _assume(question: Question, name: str, values: tuple[str, ...] | None, document: Document, faults: Faults) -> None:
    if question.assume is None:
        return
    words = [word for word in question.assume.split(",") if word] if name in SETS else [question.assume]
    options = [option.value for option in question.options] or list(values or ())
    if options:
        for word in words:
            if word not in options:
                faults.at(
                    document,
                    ("assume",),
                    "assume 是“{given}”,可是选项里没有。只能是:{names}。请改过来。",
                    given=word,
                    names="、".join(options),
                )
    elif not _is_amount(question.assume) and name not in ("enrolment_tier", *_DAYS):
        faults.at(
            document, ("assume",), "assume 是“{given}”,看不懂。金额和次数请写成 0 这样的数。", given=question.assume
        )


_DAYS = ("on", "discharged_on", "claimed_on", "born_on", "enrolled_on")


def _is_amount(text: str) -> bool:
    try:
        parse_yuan(text)
    except ValueError:
        return False
    return True


def check_order(questions: Iterable[tuple[Question, Document]], faults: Faults) -> None:
    """No two questions stand at the same place of the asking order."""
    first: dict[int, Question] = {}
    for question, document in questions:
        other = first.setdefault(question.order, question)
        if other is not question:
            faults.at(
                document,
                ("order",),
                "order {order} 已经给了“{fact}”。请换一个数,问的先后才定得下来。",
                order=question.order,
                fact=other.fact,
            )
