"""What it would cost not to register: nothing is paid, and no premium; and what one premium is against another."""

from typing import Any

from engine.clauses import clause_text
from engine.compare.by_bill import ByBill
from engine.content import Library
from engine.facts import SETS
from engine.money import parse_yuan, plain, yuan
from engine.scheme import Premium, Scheme
from engine.talk.replies import value_in_words
from engine.usual import usual_values
from engine.wording import Words

Json = dict[str, Any]
YUAN = 100  # fen: two payouts, each rounded, are not exactly as far apart as the rule says but at whole yuan
DRAFT = "征求意见"  # no message: it stands in the title of a document that is not final


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


def cost(registered: Json, case: Json, bills: ByBill | None, scheme: Scheme, words: Words, content: Library) -> Json:
    """What the case loses without cover, against the premium of a year.

    {"lost": paid with cover (None where a layer is not computed), "at_least": paid by the layers that are computed,
    "premium": what most people pay first, [{"amount", "year" of cover, "who" pays it (None: everybody), "tier" (None:
    any), "clause", "grade", "draft": whether the document is one, "text", "net": lost less premium, "net_at_least": the
    same by the layers that are computed, "bill": the in-scope bill of one such visit for which as much is paid; None
    where not known}], "next_year": the first year whose premium was not found, None of a scheme of the past, "why":
    where no premium is known for the year of the visit, else None}.
    """
    done = [parse_yuan(layer["paid"]) for layer in registered["layers"] if layer["computed"]]
    whole = registered["computable"] and len(done) == len(registered["layers"])
    known = sum(done) if registered["computable"] and done else None
    lost = known if whole else None
    premiums = premiums_told(scheme, case, words, content)
    taken = (case.get("person") or {}).get("enrolment_tier") or _usual_tier(scheme, content)
    for one in premiums:
        amount = parse_yuan(one["amount"])
        if one["tier"] not in (None, taken):  # what it would pay is not what was worked out here
            one["net"] = one["net_at_least"] = one["bill"] = None
            continue
        bill = bills.bill_that_pays(amount) if bills else None
        one["net"] = None if lost is None else yuan(lost - amount)
        one["net_at_least"] = None if known is None else yuan(known - amount)
        one["bill"] = None if bill is None else yuan(bill)
    why = None if premiums else words("那一年交多少,我们手里的{name}没有。", name=registered["short_name"])
    return {
        "lost": None if lost is None else yuan(lost),
        "at_least": None if known is None else yuan(known),
        "premium": premiums,
        "next_year": next_year(scheme, premiums),
        "why": why,
    }


def _usual_tier(scheme: Scheme, content: Library) -> str | None:
    """The tier that an estimate takes where none is said."""
    return scheme.tiers[usual_values(scheme, content)["enrolment_tier"]] if scheme.tiers else None


def premium_apart(
    cases: tuple[Json, Json], bills: ByBill | None, scheme: Scheme, words: Words, content: Library
) -> Json | None:
    """What two situations of one scheme cost a year, where that is not the same.

    {"premium": the entries of both sides together, each once, as in `cost` without "net" and "bill"; "more": what B's
    is more than A's, yuan, None where either is not one figure; "bill": the in-scope bill from which one such visit
    makes up for that; "next_year" as in `cost`}; None where both sides pay the same.
    """
    a, b = (premiums_told(scheme, case, words, content) for case in cases)
    if a == b or not (a and b):
        return None
    more = parse_yuan(b[0]["amount"]) - parse_yuan(a[0]["amount"]) if len(a) == len(b) == 1 else None
    bill = bills.bill_that_pays(abs(more), YUAN) if bills and more else None
    every = a + [one for one in b if one not in a]
    return {
        "premium": every,
        "more": None if more is None else yuan(more),
        "bill": None if bill is None else yuan(bill),
        "next_year": next_year(scheme, every),
    }


def premiums_told(scheme: Scheme, case: Json, words: Words, content: Library) -> list[Json]:
    """The premiums that a case may have to pay, those of most people first."""
    values = premiums_of(scheme, case)
    found = []
    for value in sorted(values, key=_after_most_people):
        document = content.source(content.clause(value.clause).document)
        found.append(
            {
                "amount": yuan(_fen(value)),
                "year": value.year,
                "who": _who(value, scheme, words, content),
                "tier": value.when.get("enrolment_tier"),
                "clause": value.clause,
                "grade": value.grade,
                "draft": DRAFT in document.title,
                "text": clause_text(value.clause, words, content),
            }
        )
    return found


def _after_most_people(value: Premium) -> tuple[bool, int]:
    """Where a premium stands: what a kind of person pays after what everybody does, the least last."""
    special = any(name in SETS for name in value.when)
    return special, -_fen(value) if special else 0


def _fen(value: Premium) -> int:
    return value.written.amount if value.written.unit == "yuan" else 0


def _who(value: Premium, scheme: Scheme, words: Words, content: Library) -> str | None:
    """Those who pay a premium; None where it is the only one of its scheme."""
    if value.when:
        return words.list(
            value_in_words(
                f"person.{name}", [wanted] if name in SETS and isinstance(wanted, str) else wanted, content, words
            )
            for name, wanted in value.when.items()
        )
    several = scheme.enrolment is not None and len(scheme.enrolment.premium) > 1
    return words("一般居民") if several else None


def next_year(scheme: Scheme, premiums: list[Json]) -> str | None:
    """The first year of cover whose premium was not found, of a scheme that still holds."""
    years = [int(one["year"]) for one in premiums if one["year"]]
    every = [one.year for one in scheme.enrolment.premium] if scheme.enrolment else []
    if not years or scheme.period.end:
        return None
    after = str(max(years) + 1)
    return None if after in every else after


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
