"""Official texts that an operator adds: read, split at their headings, found; bad files refused, nothing written."""

from pathlib import Path

import pytest
from docx import Document

from engine.errors import MingbaiError
from engine.lookup.held import add, held_sections, split
from engine.lookup.lookup import look_up

TEXT = """某县城乡居民医保办法
第一条 为了保障居民看病,制定本办法。
第二条 住院起付标准为七百元。
(一)第二次住院减半。
1. 转诊要先备案。
"""
HEADINGS = ["", "第一条", "第二条", "(一)", "1."]
RARE = "紫苑诊疗中心的鹿茸熏蒸"


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A state folder of its own."""
    folder = tmp_path / "state"
    monkeypatch.setenv("MINGBAI_STATE", str(folder))
    return folder


def test_a_text_is_split_at_its_headings() -> None:
    found = split(TEXT)
    assert [text.split(" ")[0][:3] for _, text in found] == ["某县城", "第一条", "第二条", "(一)", "1."]
    assert [place for place, _ in found][1:3] == ["第一条", "第二条"]


def test_a_long_section_is_cut_at_its_sentences() -> None:
    found = split("第一条 " + "住院费用按规定报。" * 200)
    assert len(found) > 2
    assert all(text.endswith("。") and len(text) <= 620 for _, text in found)
    assert {place for place, _ in found} == {"第一条"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_plain_text(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "办法.txt"
    file.write_bytes(TEXT.encode(encoding))
    found = add(file)
    assert len(found) == len(HEADINGS)
    assert found[2].title == "办法 第二条"
    assert "七百元" in found[2].text
    assert held_sections() == found


def test_the_same_text_again_replaces_itself(tmp_path: Path) -> None:
    file = tmp_path / "办法.txt"
    file.write_text(TEXT, encoding="utf-8")
    assert add(file) == add(file) == held_sections()


def test_a_word_file_with_a_table(tmp_path: Path) -> None:
    document = Document()
    for line in TEXT.splitlines():
        document.add_paragraph(line)
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "三级医院", "一千元"
    file = tmp_path / "办法.docx"
    document.save(str(file))
    found = add(file)
    assert len(found) == len(HEADINGS)
    assert "三级医院 一千元" in found[-1].text


def pdf(text: str) -> bytes:
    """A PDF of one page with a line of Latin text."""
    stream = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET".encode()
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 612 792] >>",
        b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(parts) + 1
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        size, table, size, len(out),
    )  # fmt: skip


def test_a_pdf_with_text(tmp_path: Path) -> None:
    file = tmp_path / "rules.pdf"
    file.write_bytes(pdf("The deductible is 700 yuan."))
    (section,) = add(file)
    assert "The deductible is 700 yuan." in section.text


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.xlsx", b"anything"),
        ("empty.txt", b" \n \n"),
        ("noise.txt", b"\xff\xff\xff\x80"),
        ("no.docx", b"this is no Word file"),
        ("no.pdf", b"this is no PDF"),
        ("scan.pdf", pdf("")),
        ("large.txt", b"a" * 8_000_001),
        ("missing.txt", None),
    ],
)
def test_a_bad_file_is_refused_and_nothing_written(
    tmp_path: Path, state: Path, name: str, content: bytes | None
) -> None:
    file = tmp_path / name
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(MingbaiError):
        add(file)
    assert not state.exists()


def test_what_is_added_is_found_and_shown_as_held(tmp_path: Path) -> None:
    assert look_up(RARE)["results"] == []
    file = tmp_path / "办法.txt"
    file.write_text(TEXT + f"第三条 {RARE}不予支付。\n", encoding="utf-8")
    add(file)
    (first, *_) = look_up(RARE)["results"]
    assert (first["scheme"], first["source"], first["period"], first["grade"]) == (None, "办法 第三条", None, None)
    assert "正式文本" in first["copy"]
