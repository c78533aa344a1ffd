"""Somebody has a page open while the operator takes in newer content: the page follows, and nothing is restarted."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.people import GUANXIAN, fill_in, headline
from tests.engine.net.published import bundle, content, public, whole
from tests.engine.net.published import serving as publishing

SCHEME = "schemes/371525/guanxian-2018.yaml"


@pytest.fixture
def server(serving, tmp_path: Path) -> Iterator[str]:
    """A server of this test's own."""
    with serving(tmp_path) as address:
        yield address


def test_an_open_page_follows(page: Page, visit, tmp_path: Path) -> None:
    visit(page, "/coverage")
    expect(page.get_by_text("内容是 ")).to_be_visible()
    expect(page.get_by_text("内容是 2030.1 版")).to_have_count(0)
    visit(page, GUANXIAN)
    fill_in(page)
    expect(headline(page)).to_contain_text("22,425.00")
    # A deductible of 600: basic (75,000 - 600) x 70% = 52,080; serious illness (22,920 - 12,000) x 50% = 5,460;
    # 80,000 - 57,540 = 22,460.
    text = content("2030.1")[SCHEME].decode().replace("value: 500元", "value: 600元")
    with publishing(whole(bundle("2030.1", content("2030.1", **{SCHEME: text.encode()})))) as (address, _):
        subprocess.run(
            [Path(sys.executable).parent / "mingbai", "content", "pull", f"{address}/new", "--key", public()],
            env={**os.environ, "MINGBAI_STATE": str(tmp_path / "state")},
            check=True,
        )
    page.get_by_text("照单子填", exact=True).click()
    expect(headline(page)).to_contain_text("22,460.00")
    visit(page, "/coverage")
    expect(page.get_by_text("内容是 2030.1 版,2030-01-01")).to_be_visible()
