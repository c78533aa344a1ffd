"""What the engine answers, held against the oracle's decimals."""

from decimal import Decimal

from tests.oracle import every_reading, paid, scheme_file, settle
from tests.oracle.sheet import EXCLUSIONS, ZERO, Amounts, yuan


def totals(case: dict) -> list[Decimal]:
    """The bill of each visit."""
    bills = [visit["bill"] for visit in case["visits"]]
    return [
        yuan(next(bill[way] for way in ("total", "in_scope", "borne") if bill.get(way) is not None)) for bill in bills
    ]


def open_upward(case: dict, visits: list[Amounts], readings: dict[str, str]) -> bool:
    """Whether the source leaves out a figure, so that more than is computed may be paid."""
    for given, amounts in zip(case["visits"], visits, strict=True):
        asked_only_later = given["bill"].get("borne") is not None  # then the basic layer is no question
        if any(amount is None for layer, amount in amounts.items() if not (asked_only_later and layer == "basic")):
            return True
    more_is_possible = getattr(scheme_file(case["scheme"]), "more_is_possible", None)
    return bool(more_is_possible and more_is_possible(case, readings))


def range_of(case: dict) -> tuple[Decimal, Decimal | None]:
    """Least and most that a case without gaps may be paid, over its live readings (None: open)."""
    readings = every_reading(case["scheme"])
    found = [settle(case, reading) for reading in readings]
    sums = [paid(visits) for visits in found]
    is_open = any(open_upward(case, visits, reading) for visits, reading in zip(found, readings, strict=True))
    return min(sums), None if is_open else max(sums)


def money(text: str | None) -> Decimal | None:
    """An amount of the answer; it must be written with two decimals."""
    if text is None:
        return None
    assert "." in text
    assert len(text.rpartition(".")[2]) == 2, text
    return Decimal(text)


def differences(case: dict, answer: dict) -> list[str]:
    """Where the answer's amounts are not the oracle's, visit by visit and layer by layer."""
    expected = settle(case)
    found = []
    for place, (amounts, got, total) in enumerate(zip(expected, answer["visits"], totals(case), strict=True)):
        for layer, amount in amounts.items():
            have = money(got["paid"].get(layer)) or ZERO
            if have != (amount or ZERO):
                found.append(f"visit {place} {layer}: expected {amount}, got {have}")
        more = set(got["paid"]) - set(amounts)
        found += [
            f"visit {place} {layer}: not expected, got {got['paid'][layer]}"
            for layer in more
            if money(got["paid"][layer])
        ]
        if money(got["self_pay"]) != total - paid([amounts]):
            found.append(f"visit {place} self_pay: expected {total - paid([amounts])}, got {got['self_pay']}")
    if money(answer["paid"]) != paid(expected):
        found.append(f"paid: expected {paid(expected)}, got {answer['paid']}")
    borne = any(visit["bill"].get("borne") is not None for visit in case["visits"])
    for layer in answer["layers"]:
        parts = [amounts.get(layer["layer"], ZERO) for amounts in expected]
        whole = sum((part or ZERO for part in parts), ZERO)
        if money(layer["paid"]) != whole:
            found.append(f"layer {layer['layer']}: expected {whole}, got {layer['paid']}")
        if layer["computed"] is any(part is None for part in parts) and not (borne and layer["layer"] == "basic"):
            found.append(f"layer {layer['layer']}: computed is {layer['computed']}, the oracle has {parts}")
    return found


def adds_up(case: dict, answer: dict) -> list[str]:
    """Where the answer's own sums do not agree, or an amount is out of all bounds."""
    found = []
    whole = sum(totals(case), ZERO)
    outside = sum((yuan(visit["bill"].get(name)) for visit in case["visits"] for name in EXCLUSIONS), ZERO)
    given, own = money(answer["paid"]), money(answer["self_pay"])
    by_layer = [money(layer["paid"]) for layer in answer["layers"]]
    by_visit = [[money(text) for text in visit["paid"].values()] for visit in answer["visits"]]
    if money(answer["total"]) != whole:
        found.append(f"total is {answer['total']}, the bills are {whole}")
    if money(answer["in_scope"]) != whole - outside:
        found.append(f"in_scope is {answer['in_scope']}, not {whole - outside}")
    if sum(by_layer) != given or given + own != whole or sum(map(sum, by_visit)) != given:
        found.append(f"layers {by_layer}, visits {by_visit}, paid {given}, self_pay {own}, total {whole}")
    if min([given, own, *by_layer, *(amount for amounts in by_visit for amount in amounts)]) < 0:
        found.append("something is below zero")
    for place, (visit, amounts) in enumerate(zip(answer["visits"], by_visit, strict=True)):
        if sum(amounts) + money(visit["self_pay"]) != totals(case)[place]:
            found.append(f"visit {place}: {amounts} and {visit['self_pay']} are not {totals(case)[place]}")
    low, high = money(answer["bounds"]["low"]), money(answer["bounds"]["high"])
    if low > given or (high is not None and high < given) or (high is not None and low > high):
        found.append(f"paid {given} is not inside {answer['bounds']}")
    if answer["exact"] is not (low == high):
        found.append(f"exact is {answer['exact']} with {answer['bounds']}")
    return found
