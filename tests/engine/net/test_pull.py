"""Newer content is taken in once, whole, by everybody who asks, and a program that runs answers from it at once."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from engine.content import CONTENT, library
from engine.estimate import estimate
from engine.net.limits import Limits
from engine.net.pull import pull
from tests.engine.net.conftest import HAD
from tests.engine.net.published import (
    DATE,
    STRANGER,
    Behaviour,
    bundle,
    content,
    one_after_another,
    public,
    redirect,
    serving,
    silent,
    status,
    truncated,
    whole,
)
from tests.engine.one_stay import case

pytestmark = pytest.mark.slow

NEW = "2030.2"
SCHEME = "schemes/371525/guanxian-2018.yaml"
QUICK = Limits(quiet=0.5)
# 80,000 with 5,000 outside: 75,000 in scope. (75,000 - 500) x 70% = 52,150; with 600: (75,000 - 600) x 70% = 52,080.
PAID, PAID_LATER = "52150.00", "52080.00"
MINGBAI = Path(sys.executable).parent / "mingbai"


def dearer(version: str) -> bytes:
    """An edition in which the deductible of the county hospital is 600."""
    text = content(version)[SCHEME].decode()
    return bundle(version, content(version, **{SCHEME: text.replace("value: 500元", "value: 600元").encode()}))


def paid() -> str:
    return next(layer["paid"] for layer in estimate(case())["layers"] if layer["layer"] == "basic")


def test_a_program_that_runs_answers_from_the_new_content(state: Path) -> None:
    before = library()
    assert (before.edition.version, paid()) == (HAD, PAID)
    with serving(whole(dearer(NEW))) as (address, _):
        done = pull(f"{address}/new")
    assert (done.before.version, done.now.version) == (HAD, NEW)
    assert (library().edition.version, library().edition.date) == (NEW, DATE)
    assert library() is not before
    assert library() is library()
    assert paid() == PAID_LATER
    assert before.scheme("ankang-2016").id == "ankang-2016"  # who still holds the old one can go on reading
    assert (library().root / "edition.yaml").read_text() == content(NEW)["edition.yaml"].decode()


def test_another_process_that_runs_answers_from_the_new_content(state: Path) -> None:
    script = """
import sys
from engine.estimate import estimate
from tests.engine.one_stay import case
for _ in sys.stdin:
    print(estimate(case())["layers"][0]["paid"], flush=True)
"""
    with subprocess.Popen(
        [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=CONTENT.parent
    ) as running:

        def asked() -> str:
            running.stdin.write("?\n")
            running.stdin.flush()
            return running.stdout.readline().strip()

        assert asked() == PAID
        with serving(whole(dearer(NEW))) as (address, _):
            pull(f"{address}/new")
        assert asked() == PAID_LATER
        running.stdin.close()


def test_the_first_time_with_a_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINGBAI_STATE", str(tmp_path / "state"))
    assert library().root == CONTENT
    with serving(whole(bundle(HAD))) as (address, _):
        assert pull(f"{address}/new", public()).now.version == HAD
    assert library().root == tmp_path / "state" / "content" / HAD
    with serving(whole(bundle(NEW))) as (address, _):  # from now on without
        assert pull(f"{address}/new").now.version == NEW


def test_another_key_is_put_beside_the_first(state: Path) -> None:
    keys = state / "content" / "trusted_keys"
    keys.write_text(f"# those we know\n{public()} the office", encoding="utf-8")
    with serving(whole(bundle(NEW, key=STRANGER))) as (address, _):
        pull(f"{address}/new", public(STRANGER))
    assert keys.read_text(encoding="utf-8") == f"# those we know\n{public()} the office\n{public(STRANGER)}\n"


def test_what_we_have_is_not_sent_again(state: Path) -> None:
    def only_if_changed(answer) -> None:
        fresh = answer.headers.get("If-None-Match") != '"new"'
        whole(bundle(NEW), '"new"')(answer) if fresh else status(304)(answer)

    with serving(only_if_changed) as (address, asked):
        assert pull(f"{address}/new").now.version == NEW
        assert "If-None-Match" not in asked[0]  # what we had came from elsewhere
        again = pull(f"{address}/new")
        assert again.now == again.before
        assert asked[1]["If-None-Match"] == '"new"'
        pull(f"{address}/other")
        assert "If-None-Match" not in asked[2]
        pull(f"{address}/other", public())  # a key is there to be compared with a signature
        assert "If-None-Match" not in asked[3]


@pytest.mark.slow
def test_what_we_have_is_sent_again_once_it_is_gone(state: Path) -> None:
    with serving(whole(bundle(NEW), '"new"')) as (address, asked):
        pull(f"{address}/new")
        (state / "content" / "current").unlink()
        assert library().root == CONTENT
        assert pull(f"{address}/new").now.version == NEW
        assert "If-None-Match" not in asked[1]


@pytest.mark.parametrize("first", [truncated(bundle(NEW)), status(503), silent], ids=["cut off", "503", "no answer"])
def test_what_may_pass_is_tried_once_more(first: Behaviour, state: Path) -> None:
    with serving(one_after_another(first, whole(bundle(NEW)))) as (address, asked):
        assert pull(f"{address}/new", limits=QUICK).now.version == NEW
    assert len(asked) == 2


def test_a_redirect_to_https(state: Path, tls: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(tls))
    with (
        serving(one_after_another(redirect("/there"), whole(bundle(NEW))), tls) as (safe, _),
        serving(redirect(f"{safe}/new")) as (address, _),
    ):
        assert pull(f"{address}/new").now.version == NEW


@pytest.mark.parametrize("text", ["", "2029.1", "../../x", "/etc", HAD + "x", "\xff\xfe"])
def test_a_pointer_that_leads_nowhere(text: str, state: Path) -> None:
    (state / "content" / "current").write_bytes(text.encode("latin-1"))
    assert library().root == CONTENT


def test_an_edition_without_what_this_program_asks_for(state: Path) -> None:
    """As after an update of the program, where the shipped content has a new file."""
    (state / "content" / HAD / "vocabulary" / "facts.yaml").unlink()
    assert library().root == CONTENT


def test_a_folder_that_comes_back(state: Path) -> None:
    """A program that ran while the folder of its edition was gone follows again when it is there."""
    folder = state / "content" / HAD
    assert library().root == folder
    folder.rename(state / "away")
    assert library().root == CONTENT
    with serving(whole(bundle(HAD))) as (address, _):
        pull(f"{address}/new")
    assert library().root == folder


def test_shipped_content_that_is_newer_than_the_pointer_counts(state: Path) -> None:
    (state / "content" / "1.0").mkdir()
    (state / "content" / "1.0" / "edition.yaml").write_bytes(content("1.0")["edition.yaml"])
    (state / "content" / "current").write_text("1.0")
    assert library().root == CONTENT


@pytest.mark.slow
def test_old_editions_go_and_the_last_ones_stay(state: Path) -> None:
    left = state / "content" / "incoming-left"
    left.mkdir()
    os.utime(left, (0, 0))
    for number in range(2, 6):
        with serving(whole(bundle(f"2030.{number}"))) as (address, _):
            pull(f"{address}/new")
    folders = {path.name for path in (state / "content").iterdir() if path.is_dir()}
    assert folders == {"2030.3", "2030.4", "2030.5"}


def pulling(address: str, state: Path) -> subprocess.Popen:
    env = {**os.environ, "MINGBAI_STATE": str(state)}
    return subprocess.Popen(
        [MINGBAI, "content", "pull", address], env=env, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


@pytest.mark.slow
def test_many_at_once(state: Path) -> None:
    """The newest stays, whole, whoever comes last."""
    bundles = {f"/{number}": bundle(f"2030.{number}") for number in (3, 4, 5, 6)}

    with serving(lambda answer: answer.reply(200, bundles[answer.path])) as (address, _):
        running = [pulling(address + path, state) for path in (*bundles, *reversed(bundles))]
        done = [(one.communicate(timeout=120)[1], one.returncode) for one in running]
    for errors, code in done:
        assert code == 0 or (code == 2 and "旧。没有换" in errors and errors.count("\n") == 1), errors
    assert library().edition.version == "2030.6"
    held = {
        path.relative_to(library().root).as_posix(): path.read_bytes()
        for path in library().root.rglob("*")
        if path.is_file()
    }
    assert held == content("2030.6")
    assert json.loads((state / "content" / "pulled.json").read_text())["version"] == "2030.6"
    assert not list(state.glob("content/incoming-*"))


def test_one_that_is_killed_leaves_the_old_content(state: Path) -> None:
    def half(answer) -> None:
        body = bundle(NEW)
        answer.reply(200, body[:100_000], Content_Length=str(len(body)))
        time.sleep(60)

    with serving(half) as (address, _):
        running = pulling(f"{address}/new", state)
        while not [path for path in state.glob("content/incoming-*/bundle") if path.stat().st_size]:
            assert running.poll() is None
            time.sleep(0.02)
        running.send_signal(signal.SIGKILL)
        running.communicate()
    assert library().edition.version == HAD
    with serving(whole(bundle(NEW))) as (address, _):
        assert pull(f"{address}/new").now.version == NEW
