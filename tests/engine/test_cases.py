"""Cases worked by hand from the rules (tests/cases): the oracle and the engine both come to these amounts."""

from copy import deepcopy
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from engine.estimate import estimate
from tests.engine.against_oracle import money, range_of
from tests.oracle import COMPUTABLE, PRESENT_DAY, paid, scheme_file, settle
from tests.oracle.completions import with_fact
from tests.oracle.sheet import ZERO

FOLDER = Path(__file__).resolve().parent.parent / "cases"


def _all() -> list:
    found = []
    for path in sorted(FOLDER.glob("*.yaml")):
        book = yaml.safe_load(path.read_text(encoding="utf-8"))
        found += [
            pytest.param({"scheme": book["scheme"], **case}, book["usual"], id=f"{path.stem}: {case['name']}")
            for case in book["cases"]
        ]
    return found


def _whole(case: dict, usual: dict) -> dict:
    """The case of the contract, with what the book says once for all."""
    visits = []
    for said in case["visits"]:
        bill = said["bill"] if "borne" in said["bill"] else {**usual["bill"], **said["bill"]}
        visits.append({**usual["visit"], "reported": {}, **said, "bill": bill})
    return {
        "scheme": case["scheme"],
        "person": {**usual["person"], **case.get("person", {})},
        "year_to_date": case.get("year_to_date", usual["year_to_date"]),
        "visits": visits,
    }


def _amount(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


@pytest.mark.parametrize(("case", "usual"), _all())
def test_the_oracle(case, usual):
    whole = _whole(case, usual)
    visits = settle(whole)
    for layer, expected in case["layers"].items():
        parts = [amounts[layer] for amounts in visits]
        assert (None if None in parts else sum(parts)) == _amount(expected), layer
    for amounts, expected in zip(visits, case.get("visits_paid", visits), strict=True):
        for layer, amount in expected.items():
            assert (amounts[layer] or ZERO) == Decimal(amount or 0), layer
    for other in case.get("under", ()):
        assert paid(settle(whole, other["readings"])) == Decimal(other["paid"]), other["readings"]
    if "range" in case:
        assert range_of(whole) == tuple(_amount(end) for end in case["range"])


@pytest.mark.parametrize(("case", "usual"), _all())
def test_the_engine(case, usual):
    answer = estimate(deepcopy(_whole(case, usual)))
    layers = {layer["layer"]: layer for layer in answer["layers"]}
    for layer, expected in case["layers"].items():
        assert layers[layer]["computed"] is (expected is not None), layer
        assert expected is None or layers[layer]["paid"] == expected, layer
    others = [layer["paid"] for name, layer in layers.items() if name not in case["layers"]]
    assert not any(money(amount) for amount in others)
    for got, expected in zip(answer["visits"], case.get("visits_paid", answer["visits"]), strict=True):
        for layer, amount in (expected if "visits_paid" in case else {}).items():
            assert got["paid"][layer] == amount, layer
    if "range" in case:
        assert [answer["bounds"]["low"], answer["bounds"]["high"]] == case["range"]
        assert answer["exact"] is (case["range"][0] == case["range"][1])


@pytest.mark.parametrize(("case", "usual"), [each for each in _all() if "blank" in each.values[0]])
def test_the_range_with_gaps(case, usual):
    for gap in case["blank"]:
        partial = _whole(case, usual)
        for path in gap["facts"]:
            partial = with_fact(partial, path, None)
        bounds = estimate(partial)["bounds"]
        assert [bounds["low"], bounds["high"]] == gap["range"], gap["facts"]


def test_every_scheme_and_every_live_reading_has_a_case():
    used, schemes = set(), set()
    for parameters in _all():
        case = parameters.values[0]
        schemes.add(case["scheme"])
        for other in case.get("under", ()):
            used |= {(case["scheme"], code, option) for code, option in other["readings"].items()}
    assert {*COMPUTABLE, *PRESENT_DAY} <= schemes
    live = {
        (scheme, code, option)
        for scheme in (*COMPUTABLE, *PRESENT_DAY)
        for code, options in scheme_file(scheme).READINGS.items()
        for option in options[1:]
    }
    assert live <= used
