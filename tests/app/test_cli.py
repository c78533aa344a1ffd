"""The command `mingbai` as a process of its own: what it prints, and how it refuses what it cannot take."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.engine.one_stay import case, stay

Json = dict[str, Any]
MINGBAI = Path(sys.executable).parent / "mingbai"


def mingbai(*words: str, given: str | bytes = "", cwd: Path | None = None, **env: str) -> tuple[int, str, str]:
    """Exit code, stdout and stderr of one run."""
    done = subprocess.run(
        [MINGBAI, *words],
        input=given.encode() if isinstance(given, str) else given,
        capture_output=True,
        cwd=cwd,
        check=False,
        timeout=120,
        env={**os.environ, **env},
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def estimated(given: Json, *options: str) -> str:
    """What `estimate` prints of a case."""
    code, out, errors = mingbai("estimate", "-", *options, given=json.dumps(given, ensure_ascii=False))
    assert (code, errors) == (0, "")
    return out


def refused(done: tuple[int, str, str]) -> str:
    """The one line of a refusal."""
    code, out, errors = done
    assert (code, out) == (2, ""), errors
    assert errors.endswith("\n")
    assert errors.count("\n") == 1, errors
    line = errors[:-1]
    assert 0 < len(line) <= 1000
    for word in ("Traceback", "Error", "Input should", "pydantic"):
        assert word not in line
    return line


def put(path: str, value: Any) -> str:
    """The usual case as text, one value put at a path."""
    whole = case()
    *above, name = (int(part) if part.isdigit() else part for part in path.split("."))
    here: Any = whole
    for part in above:
        here = here[part]
    here[name] = value
    return json.dumps(whole, ensure_ascii=False)


def raw(path: str, text: str) -> str:
    """The usual case, with this JSON text at a path."""
    return put(path, "@").replace('"@"', text)


def placed(region: str, on: str = "2018-03-05") -> str:
    return json.dumps(case(stay(on=on), scheme=None, region=region), ensure_ascii=False)


TOTAL = "visits.0.bill.total"
# What is given, and what the line must say of it.
BAD: dict[str, tuple[str, str]] = {
    "negative": (put(TOTAL, "-1"), TOTAL),
    "a negative number": (raw(TOTAL, "-80000"), TOTAL),
    "NaN": (raw(TOTAL, "NaN"), "NaN"),
    "the word NaN": (put(TOTAL, "NaN"), TOTAL),
    "Infinity": (raw(TOTAL, "Infinity"), "Infinity"),
    "1e400": (raw(TOTAL, "1e400"), TOTAL),
    "an exponent": (put(TOTAL, "1e3"), TOTAL),
    "a comma": (put(TOTAL, "1,000"), TOTAL),
    "万": (put(TOTAL, "3万"), TOTAL),
    "three decimals": (put(TOTAL, "1.234"), TOTAL),
    "three decimals in a number": (raw(TOTAL, "80000.000"), TOTAL),
    "above the limit": (put(TOTAL, "10000000000"), TOTAL),
    "a boolean": (raw(TOTAL, "true"), TOTAL),
    "an object": (raw(TOTAL, "{}"), TOTAL),
    "a thousand digits": (raw(TOTAL, "9" * 1000), TOTAL),
    "self-funded above the total": (put("visits.0.bill.self_funded", "80000.01"), "visits.0.bill.self_funded"),
    "in scope that does not agree": (put("visits.0.bill.in_scope", "70000"), "visits.0.bill.in_scope"),
    "borne beside a total": (put("visits.0.bill.borne", "43000"), "visits.0.bill.borne"),
    "more reported than the bill": (put("visits.0.reported.basic", "80000.01"), "visits.0.reported"),
    "an unknown level": (put("visits.0.facility_level", "county"), "visits.0.facility_level"),
    "a level as a number": (put("visits.0.facility_level", 2), "visits.0.facility_level"),
    "an unknown condition": (put("visits.0.conditions", ["flu"]), "visits.0.conditions.0"),
    "an unknown category": (put("person.categories_denied", ["poor"]), "person.categories_denied.0: "),
    "misspelt at the top": (put("pesron", {}), "“person”"),
    "misspelt in the person": (put("person.agegroup", "adult"), "“age_group”"),
    "misspelt in the year": (put("year_to_date.basic_payed", "1"), "“basic_paid”"),
    "misspelt in a visit": (put("visits.0.dessignated", True), "“designated”"),
    "misspelt in the bill": (put("visits.0.bill.over_limits", "1"), "“over_limit”"),
    "misspelt in what was reported": (put("visits.0.reported.assistence", "1"), "“assistance”"),
    "a name of three thousand letters": (put("x" * 3000, 1), "不认识"),
    "a key written twice": ('{"scheme": "guanxian-2018", "scheme": "guanxian-2018", "visits": []}', "“scheme”"),
    "a key written twice inside": (raw("visits.0.bill.note", '{"a": 1, "a": 2}'), "“a”"),
    "no JSON": ("total: 80000", "JSON"),
    "half of JSON": ('{"scheme": "guanxian-2018"', "JSON"),
    "nothing": ("", "JSON"),
    "very deep brackets": ("[" * 100_000, "JSON"),
    "a list": ("[]", "JSON"),
    "no visits": (put("visits", []), "visits"),
    "visits left out": ('{"scheme": "guanxian-2018"}', "visits"),
    "a visit without a bill": (put("visits.0", {"kind": "inpatient"}), "visits.0.bill"),
    "neither scheme nor place": (json.dumps(case(scheme=None)), "scheme"),
    "an unknown scheme": (put("scheme", "guanxian-2081"), "guanxian-2018"),
    "a scheme that is a path": (put("scheme", "../../371525/guanxian-2018"), "guanxian-2018"),
    "an unknown place": (placed("火星"), "火星"),
    "Guiyang": (placed("Guiyang"), "桂阳县 431021、贵阳市 520100"),
    "Fuyang": (placed("Fuyang"), "富阳区 330111、阜阳市 341200"),
    "Pingnan": (placed("Pingnan"), "屏南县 350923、平南县 450821"),
    "a day without rules": (placed("冠县", "2019-03-05"), "guanxian-2018(2018-01-01 – 2018-12-31)"),
    "a day that does not exist": (put("visits.0.on", "2018-02-30"), "visits.0.on"),
    "discharge before admission": (put("visits.0.discharged_on", "2018-03-04"), "visits.0.discharged_on"),
    "a letter that is none": (raw("visits.0.kind", '"\\ud800"'), "visits.0.kind"),
    "lines in a value": (raw("visits.0.kind", '"a\\nb\\u2028c\\u0085d"'), "visits.0.kind"),
    "braces in a name": (put("{0}", 1), "{0}"),
}


# A process each: the quick run takes one of every kind, the whole run takes all.
QUICK = {
    "negative",
    "1e400",
    "self-funded above the total",
    "an unknown level",
    "misspelt in a visit",
    "a key written twice",
    "nothing",
    "Guiyang",
    "a day without rules",
}


@pytest.mark.parametrize(
    "name", [name if name in QUICK else pytest.param(name, marks=pytest.mark.slow) for name in BAD]
)
def test_what_cannot_be_taken_is_refused_in_one_line(name: str, tmp_path: Path) -> None:
    given, said = BAD[name]
    line = refused(mingbai("estimate", "-", "--json", given=given, cwd=tmp_path))
    assert said in line
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["zh-Hant", "en"])
@pytest.mark.parametrize(
    ("given", "zh_hant", "english"),
    [
        (put(TOTAL, "3万"), "金額", "amount"),
        (put("visits.0.facility_level", "county"), "可填的值", "village, primary, secondary, tertiary, top"),
        (put("person.agegroup", "adult"), "不認識", "Did you mean “age_group”?"),
        (put("scheme", "guanxian-2081"), "相近", "guanxian-2018"),
        (placed("Guiyang"), "拼音", "431021"),
        ("", "完整的 JSON", "not complete JSON"),
    ],
)
def test_a_refusal_is_said_in_the_language_that_was_asked_for(
    given: str, zh_hant: str, english: str, lang: str
) -> None:
    line = refused(mingbai("estimate", "-", "--lang", lang, given=given))
    assert (english if lang == "en" else zh_hant) in line


@pytest.mark.slow
def test_what_is_put_into_a_refusal_is_in_its_language_too() -> None:
    line = refused(mingbai("estimate", "-", "--lang", "en", given=placed("重庆是")))
    assert "重庆市" in line  # the name that is nearest
    assert "像" not in line


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("quote",),
        ("batch", "in.csv", "-o", "out.csv"),  # the command of a later issue
        ("estimate",),
        ("estimate", "-", "--lang", "fr"),
        ("estimate", "-", "--jsno"),
        ("serve", "--port", "many"),
        ("check", "no-such-folder"),
    ],
)
def test_a_command_that_cannot_be_taken_is_refused_in_one_line(words: tuple[str, ...], tmp_path: Path) -> None:
    refused(mingbai(*words, cwd=tmp_path))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"\xff\xfe{", b"\x80", "冠县".encode("gbk"), b" " * 2_000_001])
def test_a_file_that_is_no_case_is_refused_by_its_name(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "bill.json"
    file.write_bytes(content)
    line = refused(mingbai("estimate", str(file)))
    assert "JSON" in line or "bill.json" in line


@pytest.mark.parametrize("name", ["missing.json", ".", "x" * 5000, ""])
def test_a_file_that_cannot_be_opened_is_refused(name: str, tmp_path: Path) -> None:
    refused(mingbai("estimate", name, cwd=tmp_path))


@pytest.mark.parametrize("command", [(), ("serve",), ("schemes",), ("estimate",), ("check",)])
def test_every_command_has_help_in_plain_words(command: tuple[str, ...]) -> None:
    code, out, errors = mingbai(*command, "--help")
    assert (code, errors) == (0, "")
    assert any("一" <= letter <= "鿿" for letter in out)


# ---- what it does


def test_one_case_as_json() -> None:
    answer = json.loads(estimated(case(), "--json"))
    assert (answer["scheme"], answer["paid"], answer["self_pay"]) == ("guanxian-2018", "57575.00", "22425.00")
    contract = {"total", "in_scope", "layers", "visits", "bounds", "exact", "unknown", "warnings"}
    assert contract <= answer.keys()


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("zh-Hans", ["冠县2018年规定", "基本医保", "大病保险", "起付线", "12393"]),
        ("zh-Hant", ["冠縣2018年規定", "基本醫保", "大病保險", "起付線", "12393"]),
        ("en", ["Guan County's rules of 2018", "Basic insurance", "Serious-illness insurance", "Deductible", "12393"]),
    ],
)
def test_one_case_as_text(lang: str, words: list[str]) -> None:
    text = estimated(case(), "--lang", lang)
    for word in [*words, "22,425.00", "57,575.00", "52,150.00", "5,425.00", "GX18-IP-DED-L2", "(75000 - 500) × 70%"]:
        assert word in text
    if lang == "en":
        assert not any("一" <= letter <= "鿿" for letter in text)


def test_a_range_is_told_before_the_figure_that_assumes() -> None:
    text = estimated(case(stay(self_funded="5000", facility_level=None)))
    # Left: 80,000 - 67,320 (township, essential medicines only) to 80,000 - 53,730 (tertiary); usually a county stay.
    assert text.index("12,680.00") < text.index("26,270.00") < text.index("22,425.00")


def test_a_day_out_of_force_is_told_before_the_figure() -> None:
    text = estimated(case(stay(self_funded="5000", on="2019-03-05")))
    assert text.index("不管用") < text.index("22,425.00")


@pytest.mark.parametrize("lang", ["zh-Hans", "en"])
def test_where_nothing_is_computed_no_amount_is_shown(lang: str) -> None:
    text = estimated(case(stay("12345.67", place="outside", referral="filed")), "--lang", lang)
    assert "12,345.67" not in text
    assert "0.00" not in text


def test_a_file_and_the_standard_input_are_read_alike(tmp_path: Path) -> None:
    text = json.dumps(case(note="第一次住院"), ensure_ascii=False)
    file = tmp_path / "单子.json"
    file.write_text(text, encoding="utf-8")
    assert mingbai("estimate", str(file)) == (0, estimated(case()), "")
    file.write_bytes(b"\xef\xbb\xbf" + text.replace(", ", ",\r\n").encode())  # as an editor on Windows saves it
    assert mingbai("estimate", str(file)) == (0, estimated(case()), "")


def test_the_command_fills_in_today() -> None:
    without = case(today=None)
    warnings = json.loads(estimated(without, "--json"))["warnings"]
    assert "historical" in {warning["code"] for warning in warnings}  # the year 2018 is over


def test_it_speaks_utf8_whatever_the_machine_speaks() -> None:
    code, out, _ = mingbai("estimate", "-", given=json.dumps(case()), LC_ALL="C", LANG="C", PYTHONUTF8="0")
    assert (code, "基本医保" in out) == (0, True)
    refused(mingbai("estimate", "-", given=placed("火星"), LC_ALL="C", LANG="C", PYTHONUTF8="0"))


def test_the_schemes_it_knows() -> None:
    code, out, errors = mingbai("schemes", "--json")
    assert (code, errors) == (0, "")
    rows = {row["id"]: row for row in json.loads(out)}
    assert rows["guanxian-2018"]["layers_computed"] == ["basic", "serious_illness"]
    assert {"id", "name", "region", "period", "layers", "complete"} <= rows["guanxian-2018"].keys()
    code, out, errors = mingbai("schemes")
    assert (code, errors) == (0, "")
    for scheme in rows:
        assert scheme in out


def test_a_reader_that_stops_early_is_no_fault() -> None:
    with subprocess.Popen([MINGBAI, "schemes", "--json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        errors = process.stderr.read().decode()
    assert errors == ""
