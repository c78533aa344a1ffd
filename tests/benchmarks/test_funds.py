"""How long the server takes for a page change on the national series: another year, another room.

.venv/bin/pytest tests/benchmarks/test_funds.py     (meant: at most 200 ms; no test asserts it)
"""

from itertools import cycle

import pytest
from streamlit.testing.v1 import AppTest


def funds() -> None:
    from app.views import funds

    funds.page()


@pytest.mark.parametrize("rooms", [("money",), ("money", "payouts", "supervision", "findings", "compare")])
def test_page_change(benchmark, rooms: tuple[str, ...]) -> None:
    page = AppTest.from_function(funds, default_timeout=30)
    page.query_params["region"] = "000000"
    page.run()
    assert not page.exception
    years, names = cycle(("2024", "2023", "2022")), cycle(rooms)

    def change() -> None:
        page.session_state["mb-fund-year-zh-Hans-000000"] = next(years)
        page.session_state["mb-fund-room-zh-Hans"] = next(names)
        page.run()

    benchmark.pedantic(change, rounds=40, warmup_rounds=5)
    assert not page.exception
