"""A newer edition comes into use while people are in the middle of something: no restart, nothing said is lost."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from app.session import KEY
from engine.content import CONTENT
from tests.app.test_conversation import EIGHTY, to_the_figure
from tests.app.test_page import opened, shown

SCHEME = "schemes/371525/guanxian-2018.yaml"
NEW = "2030.2"
# With a deductible of 600 instead of 500: basic (75,000 - 600) x 70% = 52,080, which leaves 22,920 in scope;
# serious illness (22,920 - 12,000) x 50% = 5,460; with the 5,000 outside 80,000 - 57,540 = 22,460.
SELF_PAY, SELF_PAY_LATER = "22425.00", "22460.00"


@pytest.fixture
def renew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Makes an edition current as a pull does: a folder, then the pointer. `change` is done to its folder."""
    monkeypatch.setenv("MINGBAI_STATE", str(tmp_path))

    def renewed(change: Callable[[Path], object]) -> None:
        folder = tmp_path / "content"
        shutil.copytree(CONTENT, folder / NEW)
        (folder / NEW / "edition.yaml").write_text(f"version: {NEW}\ndate: 2030-02-01\nminimum_program: 0.1.0\n")
        change(folder / NEW)
        (folder / "new").write_text(NEW)
        (folder / "new").replace(folder / "current")

    return renewed


def dearer(root: Path) -> None:
    path = root / SCHEME
    path.write_text(path.read_text(encoding="utf-8").replace("value: 500元", "value: 600元"), encoding="utf-8")


def without_the_scheme(root: Path) -> None:
    (root / SCHEME).unlink()


def test_the_register_says_which_content_is_in_use(root: Path, renew: Callable[..., None]) -> None:
    page = opened(root, "coverage").run()
    assert f"内容是 {NEW} 版" not in shown(page)
    assert "内容是 " in shown(page)
    renew(dearer)
    assert f"内容是 {NEW} 版,2030-02-01" in shown(page.run())
    assert not page.exception


def test_a_conversation_goes_on_by_the_new_content(root: Path, renew: Callable[..., None]) -> None:
    page = opened(root, "ask").run()
    page.chat_input(key="mb-say").set_value(EIGHTY).run()
    talk = to_the_figure(page.session_state[KEY].conversation)
    assert talk.estimate["self_pay"] == SELF_PAY
    said = dict(talk.talk.state.said)
    renew(dearer)
    page.run()
    assert not page.exception
    assert page.session_state[KEY].conversation is talk
    assert talk.estimate["self_pay"] == SELF_PAY_LATER
    assert talk.talk.state.said == said
    assert talk.said[-1].lines[0].startswith("规定刚换成了新的一版")
    assert "22,460.00" in shown(page)


@pytest.mark.parametrize("name", ["ask", "estimate"])
def test_who_was_at_a_scheme_that_is_gone_starts_again(root: Path, renew: Callable[..., None], name: str) -> None:
    page = opened(root, name)
    page.query_params["region"] = "371525"
    page.query_params["year"] = "2018"
    page.run()
    if name == "ask":
        page.chat_input(key="mb-say").set_value(EIGHTY).run()
    renew(without_the_scheme)
    page.run()
    assert not page.exception
    assert page.session_state[KEY].answers.scheme is None
