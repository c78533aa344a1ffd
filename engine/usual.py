"""The usual value of each fact, from the question files, and which facts `likely` holds at it."""

from engine.content import Library
from engine.facts import COUNTERS, PERSON_CHOICES, VISIT_CHOICES, fact_of
from engine.known import assumed_code
from engine.mechanisms.waiting import NOT_SAID, PAID_IN_WINDOW
from engine.scheme import Scheme
from engine.wording import Words

CHOSEN = (
    *VISIT_CHOICES,
    *PERSON_CHOICES,
    "categories",
    "conditions",
    "enrolment_tier",
    "facility_class",
    "inpatient_stays",
)


def question_of(name: str) -> str:
    """The question that asks for a column: "kind" -> "visit.kind"."""
    if name in PERSON_CHOICES or name in ("categories", "enrolment_tier", "born_on", "enrolled_on"):
        return f"person.{name}"
    if name in COUNTERS or name == "inpatient_stays":
        return f"year_to_date.{name}"
    bill = {"split": "self_funded", "essential_drugs": "essential_drugs", "bill.above_ceiling": "above_ceiling"}
    return f"visit.bill.{bill[name]}" if name in bill else f"visit.{name}"


def usual_values(scheme: Scheme, content: Library) -> dict[str, int]:
    """Column -> the number of its usual value in a table of this scheme."""
    questions = content.questions()
    found = {"enrolled_on": PAID_IN_WINDOW, "born_on": NOT_SAID}
    for name in CHOSEN:
        question = questions.get(question_of(name))
        found[name] = assumed_code(name, question.assume if question else None, scheme)
    if len(scheme.insurance) > 0:
        found["insurance"] = PERSON_CHOICES["insurance"].index(scheme.insurance[0])
    return found


def held_when_likely(content: Library) -> frozenset[str]:
    """Columns that `likely` keeps at their usual value: rare facts that most people need not be asked."""
    names = (*CHOSEN, *COUNTERS, "enrolled_on", "born_on", "split", "essential_drugs", "bill.above_ceiling")
    questions = content.questions()
    return frozenset(name for name in names if (q := questions.get(question_of(name))) is not None and q.usual)


def asked_as(path: str, words: Words, content: Library) -> dict[str, str]:
    """An unknown fact as it is asked for: {"fact", "value" taken, "title" of the question, "label" of that value}."""
    question = content.questions().get(fact_of(path))
    if question is None:
        return {"fact": path, "value": "", "title": path, "label": ""}
    value = question.assume or ""
    option = next((one for one in question.options if one.value == value), None)
    label = words.pick(option.label, option.label_en) if option else value or words("平常情况")
    return {"fact": path, "value": value, "title": words.pick(question.title, question.title_en), "label": label}
