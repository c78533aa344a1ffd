"""Clauses as people read them: every placeholder filled from the scheme, in both languages, with what to cite."""

import re
from pathlib import Path

import pytest

from engine.clauses import citation, clause_text, figure_in_words, fillings, note_in_words, schemes_of, stands
from engine.content import library
from engine.document import Document
from engine.scheme import Scheme
from engine.wording import Words

ZH, EN = Words("zh-Hans"), Words("en")
CONTENT = library()
CLAUSES = [
    clause.id for path in sorted((CONTENT.root / "clauses").glob("*.yaml")) for clause in CONTENT.clauses(path.stem)
]


@pytest.mark.parametrize("words", [ZH, EN, Words("zh-Hant")], ids=["zh-Hans", "en", "zh-Hant"])
def test_every_clause_fills_and_leaves_no_brace(words: Words) -> None:
    assert len(CLAUSES) > 250
    unknown = words("(不详)")
    for clause_id in CLAUSES:
        text = clause_text(clause_id, words, CONTENT)
        assert not re.search(r"[{}]", text), clause_id
        assert unknown not in text, clause_id


def test_english_clauses_carry_no_chinese_unit() -> None:
    for clause_id in CLAUSES:
        figures = fillings(CONTENT.clause(clause_id), schemes_of(CONTENT.clause(clause_id).document, CONTENT))
        for texts in figures.values():
            for text in texts:
                if "发[" not in text and "发〔" not in text and "传[" not in text:  # numbers of documents
                    assert not re.search(r"[\u4e00-\u9fff]", figure_in_words(text, EN)), (clause_id, text)


@pytest.mark.parametrize(
    ("clause", "chinese", "english"),
    [
        # One figure that several benefits cite, beside a word (essential) and a 无 that say nothing.
        ("GX18-IP-DED-L1", "自己出起付线200元,", "the deductible of 200 yuan for"),
        ("GX18-STU-IP", "报50%,最多60000元", "reimbursed 50% of in-scope costs, at most 60000 yuan"),
        ("GX18-IP-DED-2ND", "起付线减一半", "cut by half,"),
        # Bands: the edges come from the band before, or from the threshold.
        ("SD17-CII-B1", "从12000元到100000元的部分,报50%", "from 12000 yuan to 100000 yuan is reimbursed at 50%"),
        ("SD17-CII-B2", "从100000元到200000元的部分,报60%", "from 100000 yuan to 200000 yuan is reimbursed at 60%"),
        ("SD17-CII-B3", "超过200000元的部分,报65%", "above 200000 yuan is reimbursed at 65%"),
        # The threshold cites the first band's clause too; its value is the rate all the same.
        ("BJ95-B1", "到5000元(含)为止的部分付90%", "including 5000 yuan, paid at 90%"),
        # What a mechanism takes from an amount or adds to it.
        ("CQ13-CD-CAP-ADD", "再加200元", "rises by 200 yuan"),
        ("GY18-POOR-RATE", "报销比例提高10个百分点", "raised by 10 percentage points"),
        ("GY18-CII-DED-POOR", "降低50%,降到5000元", "cut by 50%, to 5000 yuan"),
        # The clause's own figures.
        (
            "CQ13-REF-PEN",
            "起付线提高5%,报销比例还要下降5个百分点",
            "goes up by 5%, and the rate goes down by 5 percentage points",
        ),
        ("GX18-EMERG", "5个工作日以内", "within 5 working days"),
        (
            "WJ-SF-RETRO",
            "往前追溯6个月来补,最早只追到4月1日",
            "over 6 months before the day of recognition, though not before 1 April",
        ),
        # Days and waits that the scheme counts with.
        ("GX18-ENR-WIN", "到2017年12月31日截止", "closes on 31 December 2017"),
        ("GX18-NB-2", "出生后6个月以内", "within 6 months of birth"),
        ("CQ13-ENR-LATE", "缴清后第91天起", "begins 91 days after payment"),
        ("BJ95-CLAIM-60D", "60天内", "within 60 days"),
        # Cited by the period alone: the day on which it begins.
        ("LY13-START", "从2013年1月1日算起", "counts from 1 January 2013"),
    ],
)
def test_figures_of_the_scheme_stand_in_the_text(clause: str, chinese: str, english: str) -> None:
    assert chinese in clause_text(clause, ZH, CONTENT)
    assert english in clause_text(clause, EN, CONTENT)


@pytest.mark.parametrize(
    ("written", "chinese", "english"),
    [
        ("500元", "500元", "500 yuan"),
        ("+200元", "200元", "200 yuan"),
        ("12.5%", "12.5%", "12.5%"),
        ("半", "一半", "half"),
        ("-5点", "5个百分点", "5 percentage points"),
        ("5个百分点", "5个百分点", "5 percentage points"),
        ("×1.05", "1.05倍", "1.05 times"),
        ("2倍", "2倍", "2 times"),
        ("91日", "91天", "91 days"),
        ("1日", "1天", "1 day"),
        ("1个月", "1个月", "1 month"),
        ("5个工作日", "5个工作日", "5 working days"),
        ("1年", "1年", "1 year"),
        ("10人", "10人", "10"),
        ("2018-03-05", "2018年3月5日", "5 March 2018"),
        ("2018-03", "2018年3月", "March 2018"),
        ("12月1日", "12月1日", "1 December"),
        ("2018", "2018", "2018"),
        ("辽政办发[2012]71号", "辽政办发[2012]71号", "辽政办发[2012]71号"),
    ],
)
def test_a_written_figure_in_words(written: str, chinese: str, english: str) -> None:
    assert figure_in_words(written, ZH) == chinese
    assert figure_in_words(written, EN) == english


def test_several_figures_stand_side_by_side(tmp_path: Path) -> None:
    text = CONTENT.scheme_files()["guanxian-2018"].read_text(encoding="utf-8")
    one_clause = tmp_path / "guanxian-2018.yaml"
    one_clause.write_text(re.sub("SD17-CII-B[23]", "SD17-CII-B1", text), encoding="utf-8")
    scheme = Scheme.model_validate(Document(one_clause).content)
    assert fillings(CONTENT.clause("SD17-CII-B1"), [scheme]) == {
        "value": ("50%", "60%", "65%"),
        "from": ("12000元", "100000元", "200000元"),
        "to": ("100000元", "200000元"),
    }


def test_a_citation_says_where_it_stands_and_how_good_our_copy_is() -> None:
    found = citation("GX18-IP-DED-2ND", ZH, CONTENT)
    assert found.pop("text").startswith("同一年度里第二次住院,起付线减一半")
    assert found == {
        "id": "GX18-IP-DED-2ND",
        "topic": "inpatient.deductible",
        "document": "城乡居民医保政策明白纸",
        "document_id": "GX18",
        "issuer": "冠县医疗保险事业处",
        "number": None,
        "date": "2017年11月",
        "place": "二(二)1",
        "stands": "住院起付标准",
        "copy": "转载的抄本",
        "grade": "抄本有损坏,修复后读出",
        "damage": [{"code": "B-003", "what": "“第二次住院”前面丢了“年度”,次数按一个年度内算"}],
        "schemes": ["guanxian-2018"],
        "used_by": ["guanxian-2018"],
    }


def test_the_notes_on_a_copy_speak_the_language_of_the_reader() -> None:
    english = citation("GX18-IP-DED-2ND", EN, CONTENT)
    assert english["stands"] == "Inpatient deductible"
    assert english["damage"] == [
        {
            "code": "B-003",
            "what": "“年度” (year) before “第二次住院” (second stay) is lost; stays are counted within one year",
        }
    ]
    traditional = citation("GX18-IP-DED-2ND", Words("zh-Hant"), CONTENT)
    assert traditional["stands"] == "住院起付標準"
    assert traditional["damage"][0]["what"] == "“第二次住院”前面丟了“年度”,次數按一個年度內算"


def test_a_note_without_english_stays_as_it_is() -> None:
    """Content of an older form, which a machine may still hold."""
    old = CONTENT.source("GX18").model_copy(update={"places_en": {}})
    assert stands("二(二)1", old, EN) == "住院起付标准"
    assert note_in_words({"what": "少了一个字"}, EN) == "少了一个字"


def test_a_citation_of_a_document_without_a_scheme_and_without_a_date() -> None:
    found = citation("XX13-ADV-1", EN, CONTENT)
    assert found["schemes"] == found["used_by"] == []
    assert found["date"] is None
    assert found["copy"] == "an advert, not a rule"


def test_an_inferred_date_says_so() -> None:
    assert citation("AK16-WHO", ZH, CONTENT)["date"] == "2016年(推断的)"
    assert citation("AK16-WHO", EN, CONTENT)["date"] == "2016 (inferred)"


def test_every_clause_can_be_cited() -> None:
    for clause_id in CLAUSES:
        found = citation(clause_id, EN, CONTENT)
        assert found["stands"], clause_id
        assert found["grade"], clause_id


def test_a_clause_that_is_not_there() -> None:
    with pytest.raises(KeyError):
        clause_text("GX18-NOTHING", ZH, CONTENT)
