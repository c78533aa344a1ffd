"""`mingbai new-scheme` and `mingbai review`: from a notice to a scheme that computes, and the second reader's sheet.

The notice is made up. It says: from 2026-01-01 to 2026-12-31; 400 a year; a stay in a township hospital 200 first, then
85%, county 500 and 75%, tertiary 1,000 and 60%, at most 150,000 a year; outpatient 50%, at most 300 a year; serious
illness over the year, from 14,000 (counted from zero) to 100,000 60%, above it 65%, at most 400,000.
"""

import re
import shutil
from pathlib import Path

import pytest

from engine.content import CONTENT, Library
from engine.estimate import estimate
from tests.app.test_cli import mingbai, refused
from tests.engine.one_stay import case

pytestmark = pytest.mark.slow

BLANK = "待填"
ID, CODE = "gaotang-2026", "GAOTANG26"
SOURCE = ["高唐县医保通知", "Gaotang's notice", "高唐县", "Gaotang county", "null", "2025-11-20", "official"]
PLACES = {"一": "时间和保费", "二": "住院", "三": "门诊", "四": "大病保险"}
PLACES_EN = {"一": "Time and premium", "二": "Hospital stays", "三": "Outpatient care", "四": "Serious illness"}
# Of each clause: its place in the notice.
CLAUSES = ["一", "一", *["二"] * 7, *["三"] * 2, *["四"] * 5]
FIGURES = [
    *("2026-01-01", "2026-12-31"),
    "400元",
    *("200元", "500元", "1000元", "85%", "75%", "60%", "150000元"),
    *("50%", "300元"),
    *("year", "burden", "14000元", "100000元", "60%", "65%", "400000元"),
]


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A content folder of one's own."""
    folder = tmp_path / "content"
    shutil.copytree(CONTENT, folder)
    return folder


def started(content: Path, *more: str) -> str:
    code, out, errors = mingbai("new-scheme", "高唐县", "2026", "--content", str(content), *more)
    assert (code, errors) == (0, "")
    return out


def fill(path: Path, values: list[str]) -> None:
    """Each blank outside the comments, from the top."""
    left = list(values)
    lines = path.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines):
        said, mark, comment = line.partition("#")
        while BLANK in said:
            said = said.replace(BLANK, left.pop(0), 1)
        lines[number] = said + mark + comment
    assert not left
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


@pytest.fixture
def filled(content: Path) -> Path:
    """The skeleton, filled from the notice."""
    started(content)
    source = content / "sources" / f"{CODE}.yaml"
    written = source.read_text(encoding="utf-8")
    for places in (PLACES, PLACES_EN):
        lines = "\n".join(f'  "{place}": {what}' for place, what in places.items())
        written = written.replace('  "待填": 待填', lines, 1)
    source.write_text(written, encoding="utf-8")
    fill(source, SOURCE)
    fill(content / "clauses" / f"{CODE}.yaml", CLAUSES)
    fill(content / "schemes" / "371526" / f"{ID}.yaml", FIGURES)
    return content


def checked(content: Path) -> list[str]:
    code, out, _ = mingbai("check", str(content))
    lines = out.splitlines()
    assert code == (0 if lines == ["没有发现毛病。"] else 1)
    return lines


def paid(content: Path, **facts: object) -> dict[str, str]:
    answer = estimate({**case(**facts), "scheme": ID}, content=Library(content))
    return {layer["layer"]: layer["paid"] for layer in answer["layers"]} | {"self": answer["self_pay"]}


def test_every_blank_is_a_fault_and_nothing_else_is(content: Path) -> None:
    out = started(content)
    paths = re.findall(r"^(\S+):(\d+) 处待填$", out, re.MULTILINE)
    assert [Path(path).relative_to(content).as_posix() for path, _ in paths] == [
        f"sources/{CODE}.yaml",
        f"clauses/{CODE}.yaml",
        f"schemes/371526/{ID}.yaml",
    ]
    assert [int(count) for _, count in paths] == [len(SOURCE) + 4, len(CLAUSES), len(FIGURES)]
    faults = checked(content)
    # A place and what stands there are one line, and another in English.
    assert len(faults) == len(SOURCE) + 2 + len(CLAUSES) + len(FIGURES)
    assert all("还没填" in line for line in faults)


def test_half_filled(content: Path) -> None:
    """What is filled is read; of what hangs on the rest nothing is told."""
    started(content)
    fill(content / "clauses" / f"{CODE}.yaml", CLAUSES)
    faults = checked(content)
    assert len(faults) == len(SOURCE) + 2 + len(FIGURES)
    assert all("还没填" in line for line in faults)


def test_filled_it_passes_and_computes(filled: Path) -> None:
    assert checked(filled) == ["没有发现毛病。"]
    # In scope 75,000. Basic (75,000 - 500) x 75% = 55,875; borne 19,125; (19,125 - 14,000) x 60% = 3,075.
    # 80,000 - 55,875 - 3,075 = 21,050.
    on = {"on": "2026-03-05"}
    whole = case()["visits"][0] | on
    assert paid(filled, visits=[whole], today="2026-04-01") == {
        "basic": "55875.00",
        "serious_illness": "3075.00",
        "self": "21050.00",
    }
    # Outpatient 1,000 x 50% = 500, at most 300.
    bill = {"total": "1000", "self_funded": "0", "over_limit": "0", "first_pay": "0"}
    clinic = whole | {"kind": "outpatient", "bill": bill}
    assert paid(filled, visits=[clinic], today="2026-04-01")["basic"] == "300.00"


def test_a_notice_without_serious_illness(filled: Path) -> None:
    """What the comments say may go, goes."""
    scheme, clauses = filled / "schemes" / "371526" / f"{ID}.yaml", filled / "clauses" / f"{CODE}.yaml"
    text = scheme.read_text(encoding="utf-8")
    text = text[: text.index("  # 二、大病保险")] + text[text.index("# 通知里有、算报销却用不着") :]
    scheme.write_text(text, encoding="utf-8")
    text = clauses.read_text(encoding="utf-8")
    clauses.write_text(text[: text.index(f"  - id: {CODE}-CII-BASIS")], encoding="utf-8")
    assert checked(filled) == ["没有发现毛病。"]


def test_the_commented_lines_work_too(filled: Path) -> None:
    """The second stay at half, ten points off without a referral, a notice: the # taken away, the clauses written."""
    scheme, clauses = filled / "schemes" / "371526" / f"{ID}.yaml", filled / "clauses" / f"{CODE}.yaml"
    text = scheme.read_text(encoding="utf-8")
    assert len(re.findall(r"# adjustments:\n +#   - ", text)) == 2
    text = text.replace(
        "          # adjustments:\n          #   - {when", "          adjustments:\n            - {when"
    )
    notices = text.index("# notices:")
    scheme.write_text(text[:notices] + re.sub("(?m)^# ", "", text[notices:]), encoding="utf-8")
    text = clauses.read_text(encoding="utf-8")
    for name, topic, chinese, english in (
        (
            "IP-DED-2ND",
            "deductible",
            "第二次起住院,起付线减为{value}。",
            "From the second stay on {value} of it is left.",
        ),
        (
            "IP-REF",
            "referral",
            "没办转诊到市外住院,少报{value}。",
            "Outside the city without a referral: {value} less.",
        ),
    ):
        text += f"  - {{id: {CODE}-{name}, topic: inpatient.{topic}, place: 二, grade: stated,\n"
        text += f"     text: '{chinese}', text_en: '{english}'}}\n"
    clauses.write_text(text, encoding="utf-8")
    assert checked(filled) == ["没有发现毛病。"]
    # Second stay, tertiary, outside, no referral: deductible 1,000 / 2 = 500, rate 60% - 10 points = 50%:
    # (75,000 - 500) x 50% = 37,250.
    stay = case()["visits"][0] | {"on": "2026-03-05", "facility_level": "tertiary"}
    away = stay | {"place": "outside", "referral": "none"}
    year = {"inpatient_stays": 1}
    assert paid(filled, visits=[away], year_to_date=year, today="2026-04-01")["basic"] == "37250.00"


def test_a_notice_that_changes_one_figure_of_a_wider_place(filled: Path) -> None:
    """Serious illness is inherited, the threshold of 14,000 the notice's own: the # taken away, the rest deleted."""
    scheme, clauses = filled / "schemes" / "371526" / f"{ID}.yaml", filled / "clauses" / f"{CODE}.yaml"
    text = scheme.read_text(encoding="utf-8")
    own, over = text[: text.index("  # 二、大病保险")], text[text.index("# inherits:") : text.index("# 通知里有")]
    over = re.sub("(?m)^# ", "", over).replace("省里那份规定的 id", "henan-serious-illness")
    scheme.write_text(own + over, encoding="utf-8")
    text = clauses.read_text(encoding="utf-8")
    start, end = (text.index(f"  - id: {CODE}-CII-{name}") for name in ("DED", "B1"))
    clauses.write_text(text[: text.index(f"  - id: {CODE}-CII-BASIS")] + text[start:end], encoding="utf-8")
    assert checked(filled) == ["没有发现毛病。"]
    # (75,000 - 500) x 75% = 55,875; borne 19,125; above the notice's 14,000 Henan's 60%: 5,125 x 60% = 3,075.
    whole = case()["visits"][0] | {"on": "2026-03-05"}
    assert paid(filled, visits=[whole], today="2026-04-01")["serious_illness"] == "3075.00"
    assert "换掉“河南大病保险现行规定”的数" in "\n".join(reviewed(ID, "--content", str(filled)))


def test_nothing_is_written_over(content: Path) -> None:
    started(content)
    before = {path: path.read_bytes() for path in content.rglob("*.yaml")}

    def said(*words: str) -> str:
        return refused(mingbai("new-scheme", *words, "--content", str(content)))

    assert "已经有了" in said("高唐县", "2026")
    assert "已经有了" in said("高唐县", "2026", "--document", "GT26")
    assert "已经有了" in said("371526", "2026", "--id", "gaotang-2026b")
    assert "已经有了" in said("冠县", "2018", "--document", "NEW18")
    assert "火星" in said("火星", "2026")
    assert "拼音" in said("gaotang", "2026")
    assert "年份" in said("高唐县", "26")
    assert "../x" in said("高唐县", "2027", "--id", "../x")
    assert "gt" in said("高唐县", "2027", "--document", "gt")
    assert "content" in refused(mingbai("new-scheme", "高唐县", "2026", "--content", str(content.parent)))
    assert {path: path.read_bytes() for path in content.rglob("*.yaml")} == before
    started(content, "--id", "gaotang-2026b", "--document", "GT26")


def reviewed(scheme: str, *more: str) -> list[str]:
    code, out, errors = mingbai("review", scheme, *more)
    assert (code, errors) == (0, "")
    return out.splitlines()


def test_the_sheet_has_every_figure_with_a_box(filled: Path) -> None:
    lines = reviewed(ID, "--content", str(filled))
    boxes = [line for line in lines if line.startswith("  □")]
    assert [int(line.split()[1]) for line in boxes] == list(range(1, len(boxes) + 1))
    # The period, and all figures of the scheme but the two days of the period, the convention of the bands and the edge
    # of the first, which stands beside its rate.
    assert len(boxes) == 1 + len(FIGURES) - 4
    text = "\n".join(lines)
    assert "《高唐县医保通知》 GAOTANG26\n高唐县 · 2025-11-20" in text
    assert "【二】住院 · 发文单位公布的原文" in text
    assert f"  {CODE}-IP-DED-L2: 在县医院(二级医院)住院,先自己出500元。" in text
    assert "500元   基本医保 · 住院 · 起付线 · 县医院(二级)   [原文写明 · schemes/371526/gaotang-2026.yaml:" in text
    assert "60%   大病保险 · 分段比例 · 到 100000元 · 从零数起 " in text
    assert "65%   大病保险 · 分段比例 · 100000元 以上 · 从零数起 " in text
    assert "400元   一年交多少   [原文写明 · schemes/371526/gaotang-2026.yaml:" in text
    # Its line is where the figure stands.
    number = int(re.search(r"500元   基本医保.*\.yaml:(\d+)", text)[1])
    assert (
        "500元" in (filled / "schemes" / "371526" / f"{ID}.yaml").read_text(encoding="utf-8").splitlines()[number - 1]
    )
    assert lines[-1].startswith("核对人:____")
    assert reviewed(ID, "--content", str(filled)) == lines


def test_the_sheet_tells_readings_signs_and_damage() -> None:
    text = "\n".join(reviewed("ankang-2016"))
    assert "别的读法:B-030 · 读成“10000”是 10000元 · 11000 45%、10000 55% · " in text
    assert "抄本损坏 B-033:最高一段的比例丢了" in text
    assert "不详   基本医保 · 新农合基本医保 · 报销比例   [原文缺失 · " in text
    text = "\n".join(reviewed("chongqing-2013"))
    assert "减 5个百分点   基本医保 · 住院 · 报销比例的增减 · 市外 · 该办没办" in text
    assert "加 200元   基本医保 · 慢性病门诊 · 封顶线的增减" in text


@pytest.mark.parametrize("lang", ["en", "zh-Hant"])
def test_every_scheme_has_a_sheet_in_every_language(lang: str) -> None:
    from engine.authoring.review import review
    from engine.clauses import every_value
    from engine.wording import Words

    content = Library()
    for name in content.scheme_ids():
        boxes = review(name, content, Words(lang)).count("□") - 1  # one stands in the instructions
        assert boxes >= len(list(every_value(content.scheme(name)))), name


def test_the_sheet_follows_the_document() -> None:
    """The places in the order of the document's file, each once."""
    lines = reviewed("guanxian-2018")
    told = [line[1 : line.index("】")] for line in lines if line.startswith("【")]
    assert len(told) == len(set(told))
    places = list(Library().source("GX18").places)
    own = [place for place in told if place in places]
    assert own == sorted(own, key=places.index)


def test_what_is_not_reviewed(content: Path) -> None:
    assert "guanxian-2018" in refused(mingbai("review", "guanxian-2081"))
    started(content)
    assert "mingbai check" in refused(mingbai("review", "guanxian-2018", "--content", str(content)))
    assert "还没填" not in "".join(reviewed("guanxian-2018"))
