"""`mingbai content` as a process of its own: a key, a bundle, and another machine that takes it in."""

import shutil
import stat
from pathlib import Path

import pytest

from engine.content import CONTENT
from tests.app.test_cli import mingbai, refused
from tests.engine.net.published import serving, status, whole

pytestmark = pytest.mark.slow

NEW = "2030.2"


@pytest.fixture
def key(tmp_path: Path) -> tuple[Path, str]:
    """A private key's file, and the public key as it was told."""
    file = tmp_path / "key.pem"
    code, out, errors = mingbai("content", "key", str(file))
    assert (code, errors) == (0, "")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    return file, out.strip().rpartition(":")[2]


def built(tmp_path: Path, key: Path, *options: str) -> Path:
    file = tmp_path / "bundle"
    code, _, errors = mingbai("content", "build", "-o", str(file), "--key", str(key), *options)
    assert (code, errors) == (0, "")
    return file


@pytest.mark.slow
def test_from_one_machine_to_another(tmp_path: Path, key: tuple[Path, str]) -> None:
    content = tmp_path / "content"
    shutil.copytree(CONTENT, content)
    (content / "edition.yaml").write_text(f"version: {NEW}\ndate: 2030-02-01\nminimum_program: 0.1.0\n")
    (content / "schemes" / "610900" / "ankang-2016.yaml").unlink()
    (content / "clauses" / "AK16.yaml").unlink()
    file = built(tmp_path, key[0], str(content))
    state = str(tmp_path / "state")
    with serving(whole(file.read_bytes())) as (address, _):
        none = refused(mingbai("content", "pull", f"{address}/b", MINGBAI_STATE=state))
        assert "--key" in none
        assert f"{state}/content/trusted_keys" in none
        code, out, errors = mingbai("content", "pull", f"{address}/b", "--key", key[1], MINGBAI_STATE=state)
        assert (code, errors) == (0, "")
        assert f"换上了 {NEW} 版(2030-02-01)" in out
        code, out, errors = mingbai("content", "pull", f"{address}/b", MINGBAI_STATE=state)
        assert (code, errors) == (0, "")
        assert "没有更新的" in out
    assert "ankang-2016" not in mingbai("schemes", MINGBAI_STATE=state)[1]
    assert "ankang-2016" in mingbai("schemes", MINGBAI_STATE=str(tmp_path / "another"))[1]
    with serving(status(500)) as (address, _):
        assert "出了错(500)" in refused(mingbai("content", "pull", f"{address}/b", MINGBAI_STATE=state))
    assert "ankang-2016" not in mingbai("schemes", MINGBAI_STATE=state)[1]


def test_the_same_content_gives_the_same_bundle(tmp_path: Path, key: tuple[Path, str]) -> None:
    first = built(tmp_path, key[0], "--version", NEW).read_bytes()
    assert built(tmp_path, key[0], "--version", NEW).read_bytes() == first
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("bundle")] == ["bundle"]


@pytest.mark.slow
def test_what_is_not_built(tmp_path: Path, key: tuple[Path, str]) -> None:
    out, folder = tmp_path / "bundle", tmp_path / "content"

    def said(*words: str, private: Path = key[0]) -> str:
        return refused(mingbai("content", "build", *words, "-o", str(out), "--key", str(private)))

    assert "edition.yaml" in said(str(tmp_path))
    assert "不是版本号" in said("--version", "../x")
    assert "打不开" in said(private=tmp_path / "nothing.pem")
    (tmp_path / "other.pem").write_text("no key")
    assert "不是没有口令的 Ed25519 私钥" in said(private=tmp_path / "other.pem")
    shutil.copytree(CONTENT, folder)
    (folder / "glossary.yaml").rename(folder / "glossary")
    assert "缺“glossary.yaml”" in said(str(folder))
    (folder / "glossary").rename(folder / "glossary.yaml")
    (folder / "glossary (1).yaml").write_text("")
    assert "glossary (1).yaml" in said(str(folder))
    (folder / "schemes" / "610900" / "ankang-2016.yaml").write_text("id: ankang-2016\n", encoding="utf-8")
    assert "处毛病,先改好" in said(str(folder))
    assert not out.exists()


def test_no_key_is_written_over(key: tuple[Path, str]) -> None:
    before = key[0].read_bytes()
    assert "已经有了" in refused(mingbai("content", "key", str(key[0])))
    assert key[0].read_bytes() == before
