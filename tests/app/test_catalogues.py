"""The catalogues' own tool, on a small program of its own."""

import gettext
from pathlib import Path

import pytest

from app.translations.catalogues import Domain, check, compile_, extract, messages


@pytest.fixture
def domain(tmp_path: Path) -> Domain:
    code = tmp_path / "shop"
    code.mkdir()
    code.joinpath("page.py").write_text(
        'def page(_, ngettext, n):\n    return _("医院: {name}"), ngettext("{n}个问题", "{n}个问题", n)\n',
        encoding="utf-8",
    )
    return Domain("shop", code, code / "translations", ("zh_Hans", "zh_Hant", "en"))


def translate(domain: Domain, source: str, english: str) -> None:
    po = domain.po("en")
    text = po.read_text(encoding="utf-8")
    po.write_text(
        text.replace(f'msgid "{source}"\nmsgstr ""', f'msgid "{source}"\nmsgstr "{english}"'), encoding="utf-8"
    )


def fill(domain: Domain) -> None:
    extract([domain])
    translate(domain, "医院: {name}", "Hospital: {name}")
    po = domain.po("en")
    text = po.read_text(encoding="utf-8")
    text = text.replace('msgstr[0] ""', 'msgstr[0] "{n} question"').replace('msgstr[1] ""', 'msgstr[1] "{n} questions"')
    po.write_text(text, encoding="utf-8")


def test_traditional_is_filled_and_english_is_asked_for(domain: Domain, capsys: pytest.CaptureFixture[str]) -> None:
    extract([domain])
    assert 'msgstr "醫院: {name}"' in domain.po("zh_Hant").read_text(encoding="utf-8")
    assert check([domain]) == 1
    assert "shop.po, en: not translated: 医院: {name}" in capsys.readouterr().out


def test_what_is_written_by_hand_stays(domain: Domain) -> None:
    fill(domain)
    before = domain.po("en").read_text(encoding="utf-8")
    extract([domain])
    assert domain.po("en").read_text(encoding="utf-8") == before
    assert check([domain]) == 0


def test_a_sentence_that_left_the_code_leaves_the_catalogue(domain: Domain) -> None:
    fill(domain)
    domain.code.joinpath("page.py").write_text('def page(_):\n    return _("药店")\n', encoding="utf-8")
    assert check([domain]) == 1
    extract([domain])
    assert "Hospital" not in domain.po("en").read_text(encoding="utf-8")


def test_a_placeholder_that_was_lost_is_a_fault(domain: Domain, capsys: pytest.CaptureFixture[str]) -> None:
    fill(domain)
    po = domain.po("en")
    po.write_text(po.read_text(encoding="utf-8").replace("Hospital: {name}", "Hospital: {nmae}"), encoding="utf-8")
    assert check([domain]) == 1
    assert "other placeholders than the source" in capsys.readouterr().out


def test_the_program_reads_what_was_compiled(domain: Domain) -> None:
    fill(domain)
    compile_([domain])
    english = gettext.translation("shop", domain.folder, ["en"])
    assert english.gettext("医院: {name}") == "Hospital: {name}"
    assert english.ngettext("{n}个问题", "{n}个问题", 2) == "{n} questions"
    source = gettext.translation("shop", domain.folder, ["zh_Hans"])
    assert source.gettext("医院: {name}") == "医院: {name}"


def test_every_chinese_text_is_a_message_but_what_says_that_it_is_none(domain: Domain) -> None:
    domain.code.joinpath("page.py").write_text(
        '"""说明"""\nHALF = "半"  # no message\nERRORS = {"missing": "缺这一项。"}\n', encoding="utf-8"
    )
    assert [text for _file, _line, text in messages(domain)] == ["缺这一项。"]


def test_marks_alone_are_a_message_where_they_are_told(domain: Domain) -> None:
    """A separator of a sentence is another in another language."""
    domain.code.joinpath("page.py").write_text('said = words(",").join(["a"]) + t("{name}:{said}") + ",".join([])\n')
    assert {text for _file, _line, text in messages(domain)} == {",", "{name}:{said}"}


def test_a_sentence_in_an_f_string_is_a_fault(domain: Domain, capsys: pytest.CaptureFixture[str]) -> None:
    domain.code.joinpath("page.py").write_text(
        'name = ""\nlost = f"没有叫{name}的规定"\nday = f"{name}日"\n', encoding="utf-8"
    )
    extract([domain])
    assert check([domain]) == 1
    assert "shop/page.py:2" in capsys.readouterr().out
