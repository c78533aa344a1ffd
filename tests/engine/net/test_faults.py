"""Whatever a server sends, what was in use stays in use, whole, and one line says why."""

import json
import stat
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from engine.content import library
from engine.errors import MingbaiError
from engine.net.limits import Limits
from engine.net.pull import pull
from tests.engine.net.conftest import HAD
from tests.engine.net.published import (
    PUBLISHER,
    STRANGER,
    Behaviour,
    bundle,
    content,
    dripping,
    endless,
    manifest,
    packed,
    public,
    redirect,
    serving,
    silent,
    status,
    truncated,
    whole,
)

pytestmark = pytest.mark.slow

NEW = "2030.2"
SHORT = Limits(bundle=3_000_000, file=1_000_000, quiet=0.5, whole=1.0)
SCHEME = "schemes/371525/guanxian-2018.yaml"


def rewritten(change) -> bytes:
    """A bundle whose zip somebody changed: `change(name, ZipInfo, bytes)` gives the members that replace each."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(bundle(NEW))) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            for other, text in change(info.filename, info, old.read(info)):
                new.writestr(other, text)
    return out.getvalue()


def swapped(name: str, info: zipfile.ZipInfo, text: bytes):
    """One figure is another: the deductible of the county hospital."""
    return [(info, text.replace("500元".encode(), "100元".encode()) if name.endswith(SCHEME) else text)]


def tampered(name: str, info: zipfile.ZipInfo, text: bytes):
    return [(info, text.replace(b'"2030.2"', b'"2030.9"') if name == "manifest.json" else text)]


def unmarked(name: str, info: zipfile.ZipInfo, text: bytes):
    return [] if name.startswith("manifest") else [(info, text)]


def unsigned(name: str, info: zipfile.ZipInfo, text: bytes):
    return [] if name == "manifest.sig" else [(info, text)]


def scribbled(name: str, info: zipfile.ZipInfo, text: bytes):
    return [(info, b"\xff no base64" if name == "manifest.sig" else text)]


def with_another(name: str, info: zipfile.ZipInfo, text: bytes):
    extra = [("content/schemes/371525/more.yaml", b"id: more")] if name == "manifest.json" else []
    return [*extra, (info, text)]


def with_a_way_up(name: str, info: zipfile.ZipInfo, text: bytes):
    extra = [("content/../../../escaped.yaml", b"out: yes")] if name == "manifest.json" else []
    return [*extra, (info, text)]


def without_one(name: str, info: zipfile.ZipInfo, text: bytes):
    return [] if name.endswith(SCHEME) else [(info, text)]


def linked(name: str, info: zipfile.ZipInfo, text: bytes):
    if name.endswith(SCHEME):
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return [(info, text)]


def named(path: str) -> bytes:
    """A bundle, properly signed, with a file of this name."""
    return bundle(NEW, content(NEW) | {path: b"id: x\n"})


def signed(text: bytes) -> bytes:
    return packed(text, content(NEW))


def scheme_with(old: str, new: str) -> bytes:
    text = content(NEW)[SCHEME].decode()
    assert old in text
    return bundle(NEW, content(NEW, **{SCHEME: text.replace(old, new, 1).encode()}))


def of_another_kind(**changed: object) -> bytes:
    return signed(json.dumps(manifest(NEW, content(NEW), **changed)).encode())


FAULTS: dict[str, tuple[Behaviour, str]] = {
    "no answer": (silent, "没有回音"),
    "a byte now and then": (dripping, "1.0 秒还没有下载完"),
    "cut off": (truncated(bundle(NEW)), "中途断了"),
    "cut off, and the length says so": (whole(bundle(NEW)[:50_000]), "不是完整的内容包"),
    "without end": (endless, "文件太大,最多 3000000 字节"),
    "huge": (whole(b"." * 3_000_001), "文件太大"),
    "500": (status(500), "出了错(500)"),
    "404": (status(404), "没有给我们内容包(404)"),
    "204": (status(204), "没有给我们内容包(204)"),
    "304 that nobody asked for": (status(304), "没有给我们内容包(304)"),
    "a redirect to http": (redirect("http://example.org/new"), "转到不加密的地址"),
    "a redirect to http on this machine": (redirect("/new"), "转到不加密的地址"),
    "a redirect to a file": (redirect("file:///etc/passwd"), "转到不加密的地址"),
    "a redirect to nothing": (redirect("https://"), "转到不加密的地址"),
    "a redirect to no address": (redirect("https://a..b/"), "写得不对"),
    "a page": (whole(b"<!doctype html><title>404</title>"), "不是完整的内容包"),
    "nothing": (whole(b""), "不是完整的内容包"),
    "a zip of something else": (whole(rewritten(unmarked)), "里面没有 manifest.json"),
    "a stranger's signature": (whole(bundle(NEW, key=STRANGER)), "签名对不上"),
    "no signature": (whole(rewritten(unsigned)), "没有 manifest.sig"),
    "a scribble for a signature": (whole(rewritten(scribbled)), "签名对不上"),
    "a manifest that was changed": (whole(rewritten(tampered)), "签名对不上"),
    "a file that was changed": (whole(rewritten(swapped)), f"文件“{SCHEME}”和清单上的不一样"),
    "a file too many": (whole(rewritten(with_another)), "和清单不一样:content/schemes/371525/more.yaml"),
    "a file too few": (whole(rewritten(without_one)), f"和清单不一样:content/{SCHEME}"),
    "a way up in the zip": (whole(rewritten(with_a_way_up)), "和清单不一样:content/../../../escaped.yaml"),
    "a way up in the manifest": (whole(named("../../escaped.yaml")), "清单写得不对"),
    "a path from the root": (whole(named("/escaped.yaml")), "清单写得不对"),
    "a hidden file": (whole(named(".hidden.yaml")), "清单写得不对"),
    "a program": (whole(named("run.py")), "清单写得不对"),
    "a file inside a file": (whole(named("aliases.yaml/x.yaml")), "写不了"),
    "a link": (whole(rewritten(linked)), "不是普通的文件"),
    "a manifest that is no JSON": (whole(signed(b"{version:")), "清单写得不对"),
    "a manifest that is a list": (whole(signed(b"[]")), "清单写得不对"),
    "a manifest of nothing": (whole(of_another_kind(files={})), "清单写得不对(files)"),
    "a manifest of a later format": (whole(of_another_kind(format=2)), "清单写得不对(format)"),
    "a version that is a path": (whole(of_another_kind(version="../../x")), "清单写得不对(version)"),
    "a hash that is none": (whole(of_another_kind(files={"a.yaml": {"sha256": "x", "size": 1}})), "清单写得不对"),
    "a newer program": (whole(of_another_kind(minimum_program="99.0")), "要明白 99.0 以上"),
    "an older version": (whole(bundle("2029.12.31")), f"2029.12.31 版,比正在用的 {HAD} 版旧"),
    "other content of the same version": (
        whole(bundle(HAD, content(HAD, **{"aliases.yaml": b"groups: []\n"}))),
        "同号,内容却不一样",
    ),
    "an edition that is not the manifest's": (
        whole(bundle(NEW, content("2030.3"))),
        "清单和里面的 edition.yaml 不一样",
    ),
    "nothing to understand sentences by": (
        whole(bundle(NEW, content(NEW, **{"vocabulary/facts.yaml": None}))),
        "缺“vocabulary/facts.yaml”",
    ),
    "a figure that check refuses": (
        whole(scheme_with("value: 500元", "value: 500块")),
        "处毛病,没有换。第一处:" + SCHEME,
    ),
    "a clause that nobody wrote": (whole(scheme_with("GX18-IP-DED-L2", "GX18-IP-DED-L9")), "GX18-IP-DED-L9"),
    "brackets without end": (whole(bundle(NEW, content(NEW, **{SCHEME: b"[" * 100_000}))), "没有换"),
}


def snapshot(folder: Path) -> dict[str, bytes]:
    """All that a state folder holds but the index of the look-up."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("content/**/*") if path.is_file()}


@pytest.mark.parametrize("name", FAULTS)
def test_the_old_content_stays(name: str, state: Path) -> None:
    behave, said = FAULTS[name]
    before = snapshot(state)
    with serving(behave) as (address, _), pytest.raises(MingbaiError) as fault:
        pull(f"{address}/new", limits=SHORT)
    line = str(fault.value)
    assert said in line
    assert "\n" not in line
    assert len(line) <= 1000
    assert snapshot(state) == before
    assert not list(state.glob("content/incoming-*"))
    assert not list(state.parent.rglob("escaped*"))
    assert library().edition.version == HAD
    assert library().scheme("guanxian-2018").id == "guanxian-2018"


def test_what_swells_is_not_unpacked(state: Path) -> None:
    """A few thousand bytes of zip that hold more than a file may."""
    files = content(NEW) | {"swells.yaml": b"#" * 1_500_000}
    swelling = packed(json.dumps(manifest(NEW, files)).encode(), files, method=zipfile.ZIP_DEFLATED)
    assert len(swelling) < SHORT.file
    before = snapshot(state)
    with serving(whole(swelling)) as (address, _), pytest.raises(MingbaiError, match=r"“content/swells\.yaml”太大"):
        pull(f"{address}/new", limits=SHORT)
    assert snapshot(state) == before


def test_more_files_or_bytes_than_allowed(state: Path) -> None:
    with serving(whole(bundle(NEW))) as (address, _):
        with pytest.raises(MingbaiError, match="最多 10 个"):
            pull(f"{address}/new", limits=Limits(files=10))
        with pytest.raises(MingbaiError, match="展开以后太大"):
            pull(f"{address}/new", limits=Limits(unpacked=100_000))


def test_a_redirect_that_never_ends(state: Path, tls: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(tls))
    with serving(redirect("/again"), tls) as (address, asked), pytest.raises(MingbaiError, match="超过 5 次"):
        pull(f"{address}/new", limits=SHORT)
    assert len(asked) == 6
    assert library().edition.version == HAD


def test_https_that_sends_us_to_http(state: Path, tls: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not even to this machine itself."""
    monkeypatch.setenv("SSL_CERT_FILE", str(tls))
    with (
        serving(whole(bundle(NEW))) as (plain, asked),
        serving(redirect(f"{plain}/new"), tls) as (address, _),
        pytest.raises(MingbaiError, match="不加密"),
    ):
        pull(f"{address}/new", limits=SHORT)
    assert asked == []


def test_a_certificate_that_nobody_vouches_for(state: Path, tls: Path) -> None:
    with serving(whole(bundle(NEW)), tls) as (address, asked), pytest.raises(MingbaiError, match="连不上"):
        pull(f"{address}/new", limits=SHORT)
    assert asked == []


@pytest.mark.parametrize(
    "url",
    ["", "x", "https://", "http://example.org/b", "http://127.0.0.1.example.org/b", "ftp://127.0.0.1/b", "file:///b"],
)
def test_addresses_that_are_not_asked(url: str, state: Path) -> None:
    with pytest.raises(MingbaiError, match="https"):
        pull(url, limits=SHORT)


@pytest.mark.parametrize("url", ["https://a..b/", "http://127.0.0.1:0x/", "https://a\x00b/"])
def test_addresses_that_are_none(url: str, state: Path) -> None:
    with pytest.raises(MingbaiError, match="网址“"):
        pull(url, limits=SHORT)


def test_nobody_listens(state: Path) -> None:
    with serving(status(500)) as (address, _):
        pass
    with pytest.raises(MingbaiError, match=r"连不上 127\.0\.0\.1"):
        pull(f"{address}/new", limits=SHORT)


def test_nobody_is_trusted_at_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINGBAI_STATE", str(tmp_path / "state"))
    with serving(whole(bundle(NEW))) as (address, asked):
        with pytest.raises(MingbaiError, match="还没有信任的公钥"):
            pull(f"{address}/new", limits=SHORT)
        assert asked == []
        with pytest.raises(MingbaiError, match="签名对不上"):
            pull(f"{address}/new", public(STRANGER), SHORT)
        with pytest.raises(MingbaiError, match="“abc”不是公钥"):
            pull(f"{address}/new", "abc", SHORT)
    assert snapshot(tmp_path / "state") == {}


def test_a_key_that_was_struck_out(state: Path) -> None:
    (state / "content" / "trusted_keys").write_text(f"# {public(PUBLISHER)} left us\n\n{public(STRANGER)} the other\n")
    with serving(whole(bundle(NEW))) as (address, _), pytest.raises(MingbaiError, match="签名对不上"):
        pull(f"{address}/new", limits=SHORT)


def test_a_list_of_keys_that_cannot_be_read(state: Path) -> None:
    (state / "content" / "trusted_keys").write_text(f"{public()}\nsome key\n")
    with serving(whole(bundle(NEW))) as (address, _), pytest.raises(MingbaiError, match="trusted_keys 第 2 行"):
        pull(f"{address}/new", limits=SHORT)


def test_a_state_folder_that_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("MINGBAI_STATE", str(tmp_path / "file" / "state"))
    with pytest.raises(MingbaiError, match="写不进去"):
        pull("http://127.0.0.1:1/new", public(), SHORT)
