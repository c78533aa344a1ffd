"""The index: built once, again when the content changes, and in memory where nothing can be written."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.content import Library, library
from engine.lookup import index
from engine.lookup.search import Within, find


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A state folder of its own."""
    folder = tmp_path / "state"
    monkeypatch.setenv("MINGBAI_STATE", str(folder))
    index._opened.cache_clear()
    yield folder
    index._opened.cache_clear()


def test_it_is_built_once(state: Path) -> None:
    index.opened(library())
    (file,) = state.glob("lookup-*.sqlite")
    built = file.stat().st_mtime_ns
    index._opened.cache_clear()
    index.opened(library())
    assert file.stat().st_mtime_ns == built


@pytest.mark.slow
def test_it_is_built_again_when_the_content_changes(state: Path, tmp_path: Path) -> None:
    root = tmp_path / "content"
    shutil.copytree(library().root, root)
    assert not any(hit.whole for hit in find("紫色的大象", [], Within(), Library(root)))
    (first,) = state.glob("lookup-*.sqlite")
    file = root / "clauses" / "U4.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("可以用这项大病医疗基金。", "可以用这项大病医疗基金。紫色的大象。"), encoding="utf-8")
    found = find("紫色的大象", [], Within(), Library(root))
    assert [hit.id for hit in found if hit.whole] == [found[0].id] == ["U4-WHO"]
    (second,) = state.glob("lookup-*.sqlite")
    assert second != first


def test_it_works_where_nothing_can_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = tmp_path / "a-file"
    blocked.write_text("in the way", encoding="utf-8")
    monkeypatch.setenv("MINGBAI_STATE", str(blocked / "state"))
    index._opened.cache_clear()
    try:
        assert find("起付线", [], Within())
    finally:
        index._opened.cache_clear()
