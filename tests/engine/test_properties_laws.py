"""Laws that hold whatever the figures are: within the caps, never less for more, no matter the order of a day."""

from copy import deepcopy
from decimal import Decimal
from itertools import permutations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from engine.estimate import estimate
from tests.engine.against_oracle import money
from tests.oracle import COMPUTABLE
from tests.oracle.completions import serious_illness_follows
from tests.oracle.sheet import EXCLUSIONS, FEN, ZERO, yuan
from tests.oracle.strategies import cases, text

MORE = st.one_of(st.just(FEN), st.integers(1, 2_000_000).map(lambda cents: cents * FEN))
NO_ORDER = (
    "liaoning-2013",
    "liaoyang-2013",
    "ankang-2016",
    "employee-large-claims-40k",
    "beijing-1995",
    "guiyang-county-2018",
)
# Of each scheme: the visits that share a cap, the layer, the figure of the year so far, the cap.
CAPS = {
    "chongqing-2013": [
        (lambda visit: visit["kind"] in ("inpatient", "major_outpatient"), "basic", "basic_paid", 150000),
        (lambda visit: visit["kind"] == "chronic", "basic", "chronic_paid", 1000 + 200 * 11),
        (lambda visit: visit["kind"] == "outpatient", "basic", None, 60 + 25),
        (lambda visit: visit["kind"] == "prenatal", "basic", None, 100),
    ],
    "guanxian-2018": [
        (lambda visit: visit["kind"] == "inpatient" and visit["cause"] == "illness", "basic", "basic_paid", 120000),
        (lambda visit: visit["kind"] == "inpatient" and visit["cause"] == "accident", "basic", "accident_paid", 60000),
        (lambda visit: visit["kind"] == "outpatient" and visit["cause"] == "illness", "basic", "outpatient_paid", 120),
        (lambda visit: visit["kind"] == "outpatient", "basic", None, 1120),
        (lambda visit: True, "serious_illness", "serious_illness_paid", 300000),
    ],
    "employee-large-claims-40k": [
        (lambda visit: True, "serious_illness", "serious_illness_paid", 150000),
    ],
    "guiyang-county-2018": [
        (lambda visit: visit["kind"] == "inpatient", "supplement", "supplement_paid", 30000),
        (lambda visit: visit["kind"] in ("chronic", "major_outpatient"), "supplement", "supplement_paid", 1500),
    ],
}


def worth(answer: dict) -> Decimal:
    """What is paid, where every layer has a figure; the example is dropped otherwise."""
    assume(all(layer["computed"] for layer in answer["layers"]))
    return money(answer["paid"])


@pytest.mark.parametrize("scheme", sorted(CAPS))
@given(data=st.data())
def test_caps_hold(scheme, data):
    case = data.draw(cases(scheme), label="case")
    for visit in case["visits"]:
        visit["reported"] = {}  # what a sheet reports is taken, caps or not
    paid = estimate(case, with_bounds=False)["visits"]
    for shares, layer, counter, cap in CAPS[scheme]:
        used = sum(
            (
                money(got["paid"].get(layer)) or ZERO
                for visit, got in zip(case["visits"], paid, strict=True)
                if shares(visit)
            ),
            ZERO,
        )
        before = yuan(case["year_to_date"].get(counter)) if counter else ZERO
        assert used <= max(cap - before, ZERO)


def _raised(case: dict, number: int, more: Decimal) -> dict:
    dearer = deepcopy(case)
    bill = dearer["visits"][number]["bill"]
    key = next(key for key in ("total", "in_scope", "borne") if key in bill)
    bill[key] = text(yuan(bill[key]) + more)
    return dearer


@pytest.mark.parametrize("scheme", COMPUTABLE)
@given(data=st.data(), more=MORE)
def test_more_cost_never_pays_less(scheme, data, more):
    """Also across Wujiang's cliff: below it only the reported layers pay, and the jump goes up."""
    case = data.draw(cases(scheme), label="case")
    number = data.draw(st.integers(0, len(case["visits"]) - 1), label="visit")
    cheap, dear = (estimate(each, with_bounds=False) for each in (case, _raised(case, number, more)))
    if scheme == "wujiang-cii":
        assert money(dear["paid"]) >= money(cheap["paid"])
    else:
        assert worth(dear) >= worth(cheap)


@pytest.mark.parametrize("scheme", COMPUTABLE)
@given(data=st.data())
def test_what_is_outside_the_list_is_borne(scheme, data):
    """Cost moved out of scope never pays more."""
    case = data.draw(cases(scheme), label="case")
    visit = data.draw(st.sampled_from([visit for visit in case["visits"] if "total" in visit["bill"]] or [None]))
    if visit is None:  # no sheet of the case has a total: nothing can be moved
        return
    moved = deepcopy(case)
    bill = moved["visits"][case["visits"].index(visit)]["bill"]
    room = yuan(bill["total"]) - sum((yuan(bill[name]) for name in EXCLUSIONS), ZERO)
    kept = max((yuan(bill.get(part)) for part in ("essential_drugs", "above_ceiling")), default=ZERO)
    share = data.draw(st.sampled_from((ZERO, Decimal("0.5"), Decimal(1))), label="share moved")
    bill["first_pay"] = text(yuan(bill["first_pay"]) + (room - kept) * share)
    assert worth(estimate(moved, with_bounds=False)) <= worth(estimate(case, with_bounds=False))


@pytest.mark.parametrize("scheme", NO_ORDER)
@given(data=st.data())
def test_order_within_a_day_does_not_matter(scheme, data):
    """Same-day visits of one kind and level: the year's basic and serious-illness sums stay.

    Serious illness is left to be computed, and what it paid before follows from the year's burden: else one visit may
    have too little left to be paid all that is still owed, and another enough.
    """
    case = data.draw(cases(scheme, most_visits=3), label="case")
    case = serious_illness_follows(case, {})
    first = case["visits"][0]
    for visit in case["visits"]:
        visit |= {name: first[name] for name in ("kind", "on", "facility_level")}
        visit["reported"] = {layer: paid for layer, paid in visit["reported"].items() if layer == "basic"}
        for date in ("discharged_on", "claimed_on"):
            visit.pop(date, None)
    sums = set()
    for order in permutations(case["visits"]):
        answer = estimate({**case, "visits": list(order)}, with_bounds=False)
        worth(answer)
        sums.add(tuple(layer["paid"] for layer in answer["layers"] if layer["layer"] in ("basic", "serious_illness")))
    assert len(sums) == 1
