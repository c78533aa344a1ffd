"""What it would cost not to register: nothing is paid, and no premium; what the premium is, with its clause."""

from typing import Any

from engine.clauses import clause_text
from engine.content import Library
from engine.curve import least_bill
from engine.errors import MingbaiError
from engine.facts import SETS
from engine.money import parse_yuan, plain, yuan
from engine.scheme import Premium, Scheme
from engine.wording import Words

Json = dict[str, Any]


def without_cover(registered: Json, words: Words) -> Json:
    """The estimate of somebody whom nothing covers, for the bill of an estimate: all of it is self-pay."""
    nothing = yuan(0)
    return {
        "scheme": None,
        "scheme_name": words("没参保"),
        "short_name": words("没参保"),
        "not_registered": True,
        "in_force": True,
        "computable": True,
        "total": registered["total"],
        "in_scope": registered["in_scope"],
        "paid": nothing,
        "self_pay": registered["total"],
        "layers": [],
        "visits": [],
        "bounds": {"low": nothing, "high": nothing},
        "exact": True,
        "unknown": [],
        "warnings": [],
        "assumed": [],
    }


def cost(registered: Json, case: Json, one_visit: Json | None, scheme: Scheme, words: Words, content: Library) -> Json:
    """What the case loses without cover, against the premium of a year.

    {"lost": paid with cover (None where a layer is not computed), "premium": [{"amount", "year" of cover, "clause",
    "grade", "text", "net": lost less premium, "bill": the least in-scope bill of one such visit for which as much is
    paid; None where not known}], "why": where no premium is known for the year of the visit, else None}.

    `one_visit`: the case as its first visit alone, for "bill".
    """
    whole = registered["computable"] and all(layer["computed"] for layer in registered["layers"])
    lost = parse_yuan(registered["paid"]) if whole else None
    premiums = []
    for value in premiums_of(scheme, case):
        amount = value.written.amount if value.written.unit == "yuan" else 0
        bill = _bill(one_visit, amount, content)
        premiums.append(
            {
                "amount": yuan(amount),
                "year": value.year,
                "clause": value.clause,
                "grade": value.grade,
                "text": clause_text(value.clause, words, content),
                "net": None if lost is None else yuan(lost - amount),
                "bill": None if bill is None else yuan(bill),
            }
        )
    why = None if premiums else words("那一年交多少,我们手里的{name}没有。", name=registered["short_name"])
    return {"lost": None if lost is None else yuan(lost), "premium": premiums, "why": why}


def premiums_of(scheme: Scheme, case: Json) -> list[Premium]:
    """The premiums that a case may have to pay for the year of its first visit, read from the top: several where what
    they depend on is not said."""
    person = case.get("person") or {}
    day = plain(case["visits"][0].get("on"))
    found = []
    for value in scheme.enrolment.premium if scheme.enrolment else ():
        held = [_holds(name, wanted, person) for name, wanted in value.when.items()]
        held.append(value.year == day[:4] if value.year and day else True)
        if False in held:
            continue
        found.append(value)
        if None not in held and (day or not value.year):
            break
    return found


def _holds(name: str, wanted: str | list[str], person: Json) -> bool | None:
    """Whether the person is as a condition wants them; None where that is not said."""
    said = person.get(name)
    if said is None:
        return None
    values = [wanted] if isinstance(wanted, str) else wanted
    return bool(set(said) & set(values)) if name in SETS else str(said).lower() in values


def _bill(one_visit: Json | None, amount: int, content: Library) -> int | None:
    if one_visit is None:
        return None
    try:
        return least_bill(one_visit, amount, content)
    except MingbaiError:
        return None
