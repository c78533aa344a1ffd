"""`mingbai search` and `mingbai add-document` as processes of their own."""

import json
from pathlib import Path

import pytest

from tests.app.test_cli import mingbai, refused

pytestmark = pytest.mark.slow  # a process each
RESULT = {"id", "scheme", "topic", "text", "source", "period", "grade", "score"}


def test_the_shape_of_the_contract() -> None:
    code, out, errors = mingbai("search", "三级医院起付线", "--scheme", "guanxian-2018", "--limit", "3", "--json")
    assert (code, errors) == (0, "")
    found = json.loads(out)
    assert found["nothing"] is None
    assert 1 <= len(found["results"]) <= 3
    assert all(one.keys() >= RESULT for one in found["results"])
    assert found["results"][0]["id"] == "GX18-IP-DED-L3"


def test_nothing_here() -> None:
    code, out, errors = mingbai("search", "克拉玛依 起付线", "--json")
    assert (code, errors) == (0, "")
    found = json.loads(out)
    assert found["results"] == []
    assert "克拉玛依" in found["nothing"]


def test_as_text_the_figure_comes_first() -> None:
    code, out, _ = mingbai("search", "三级医院起付线", "--region", "冠县")
    assert code == 0
    assert "900元" in out.splitlines()[0]
    assert "GX18-IP-DED-L3" in out


@pytest.mark.parametrize(
    "options",
    [
        ("--region", "亚特兰蒂斯"),
        ("--scheme", "guanxian-2019"),
        ("--on", "去年"),
        ("--limit", "0"),
        ("--limit", "many"),
        ("--topic", "everything"),
    ],
)
def test_a_bad_option_is_refused_in_one_line(options: tuple[str, str]) -> None:
    refused(mingbai("search", "起付线", *options))


def test_an_added_document_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINGBAI_STATE", str(tmp_path / "state"))
    file = tmp_path / "本县办法.txt"
    file.write_text("第一条 紫苑诊疗中心的鹿茸熏蒸不予支付。\n", encoding="utf-8")
    code, out, errors = mingbai("add-document", str(file))
    assert (code, errors) == (0, "")
    assert "本县办法" in out
    code, out, _ = mingbai("search", "鹿茸熏蒸", "--json")
    assert [one["source"] for one in json.loads(out)["results"]][:1] == ["本县办法 第一条"]
    refused(mingbai("add-document", str(tmp_path / "missing.txt")))


def test_official_texts_are_held_against_our_figures(tmp_path: Path) -> None:
    state = {"MINGBAI_STATE": str(tmp_path / "state")}
    assert "add-document" in refused(mingbai("check", "--documents", **state))
    file = tmp_path / "leaflet.txt"
    file.write_text("二、待遇\n(二)住院\n1、起付线:一级200元,二级400元,三级900元。\n", encoding="utf-8")
    assert "GX19" in refused(mingbai("add-document", str(file), "--source", "GX19", **state))
    assert mingbai("add-document", str(file), "--source", "GX18", **state)[0] == 0
    code, out, _ = mingbai("check", "--documents", **state)
    assert code == 1
    assert any("GX18-IP-DED-L2" in line and "500元" in line for line in out.splitlines())  # 400 stands there
    assert "GX18-IP-DED-L3" not in out  # 900 does
