"""What is said of a difference first: on what it rests, what is left out of it, and why there may be none to tell."""

from typing import Any

import pytest

from engine.compare.compare import compare
from engine.compare.headline import beside, first_said, further, headline
from engine.compare.sentences import as_text, cost_lines, notes
from engine.content import library
from engine.wording import Words
from tests.engine.one_stay import case, stay

Json = dict[str, Any]
WORDS, ENGLISH = Words(), Words("en")
TODAY = "2026-11-26"


def of(scheme: str, total: str = "30000", **facts: Any) -> Json:
    """One stay of this year of which all is known but what was borne before."""
    return case(stay(total, on="2026-03-05", **facts), scheme=scheme, today=TODAY)


def bare(scheme: str) -> Json:
    """One stay in a grade-two hospital of which only the bill is known."""
    visit = {"kind": "inpatient", "on": "2026-03-05", "facility_level": "secondary", "bill": {"total": "30000"}}
    return {"scheme": scheme, "today": TODAY, "visits": [visit]}


# ---- a cap that was not found


@pytest.mark.parametrize("given", [of("luoyang-2024"), bare("luoyang-2024")])
def test_a_cap_that_was_not_found_is_a_condition_beside_the_first_sentence(given: Json) -> None:
    # County: 1,100 x 63% + 28,500 x 83% = 693 + 23,655 = 24,348. City, grade three: 2,800 x 53% + 26,000 x 72% =
    # 1,484 + 18,720 = 20,204; 4,144 less.
    found = compare("as_is", "facility_level=tertiary", given)
    (first,) = first_said(found, WORDS)
    (condition,) = beside(found, WORDS)
    assert "照下面的前提," in first
    assert "多报 4,144.00 元" in first
    assert condition.startswith("前提:今年报的钱还没到封顶线")
    assert headline(found, WORDS)[:2] == [first, condition]
    assert condition not in notes(found, WORDS)  # it is said once
    sure = [line for line in further(found, WORDS) if "一定在" in line]
    assert all(line.startswith("前提不变的话,") for line in sure)


def test_a_day_on_which_the_rules_do_not_hold_is_said_first() -> None:
    found = compare("as_is", "facility_level=tertiary", case(stay(on="2019-03-05")))
    assert first_said(found, WORDS)[0] == "看病那天不归冠县2018年规定管,下面是“要是在那段时间里”的数。"


# ---- nothing to compare


def test_where_nothing_is_worked_out_there_is_a_reason_and_no_chart() -> None:
    away = "place=outside,within_province=false,referral="
    found = compare(f"{away}filed", f"{away}none", of("luoyang-2024"))
    assert headline(found, WORDS) == [
        "两样都算不出,所以比不了。",
        "省外的起付线和比例,答复里没有写,所以不估。请问参保地医保窗口,或者填结算单上已报的钱。",
    ]
    assert found["curve"] is None
    assert not any(note["code"] in ("not_read", "away_only") for note in found["notes"])


@pytest.mark.parametrize(
    ("a", "b"), [("facility_level=secondary", "facility_level=tertiary"), ("as_is", "not_registered")]
)
def test_a_place_of_which_only_serious_illness_is_known(a: str, b: str) -> None:
    found = compare(a, b, of("taian-2023"))
    first, how = headline(found, WORDS)
    assert first == "泰安2023年起的规定里只有大病保险;住院基本医保报多少没有,请问当地医保窗口。"
    assert "基本医保已报的钱" in how
    assert found["curve"] is None
    assert not any("这里不看" in line for line in notes(found, WORDS))


def test_serious_illness_by_what_is_left_to_pay() -> None:
    # 60,000 borne: (60,000 - 14,000) x 60% = 27,600
    visit = {"kind": "inpatient", "on": "2026-03-05", "bill": {"borne": "60000"}}
    given = {"scheme": "taian-2023", "today": TODAY, "person": {"categories": []}, "visits": [visit]}
    (first,) = first_said(compare("as_is", "not_registered", given), WORDS)
    assert "至少少报 27,600.00 元(基本医保还没有算)" in first


# ---- a layer that is not worked out


def test_without_cover_at_least_what_the_layers_that_are_worked_out_pay() -> None:
    # (30,000 - 300) x 70% = 20,790 in tier 1
    given = of("chongqing-2025")
    given["person"]["enrolment_tier"] = "1"
    found = compare("as_is", "not_registered", given)
    assert headline(found, WORDS) == ["不参保,这张单子至少少报 20,790.00 元(大病保险还没有算)。"]
    assert found["curve"]["layers"] == ["basic"]
    # 20,790 - 400 = 20,390; (871.43 - 300) x 70% = 400.00
    lines = cost_lines(found["not_registered"], WORDS)
    assert lines[1] == "参加2026年的医保,一年交:一档 400.00 元(征求意见稿上的数、只有一处转引官方页面,没有核实过)。"
    assert lines[2].startswith("一档交 400.00 元的:交的钱扣掉,不参保至少还是多花 20,390.00 元。")
    assert "871.43" in lines[2]
    assert lines[3] == "2027年的医保(2026年秋天交)要交多少没有查到,请看当地的通知。"


def test_two_tiers_are_told_apart_in_what_they_cost() -> None:
    lines = cost_lines(compare("as_is", "not_registered", of("chongqing-2025"))["not_registered"], WORDS)
    assert "一档 400.00 元;二档 775.00 元" in lines[1]
    # What tier two would pay is not what was worked out here: only its premium is told.
    assert [line.startswith("二档交") for line in lines] == [False] * len(lines)
    assert lines[2].startswith("一档交 400.00 元的:")
    two = of("chongqing-2025")
    two["person"] = {**two["person"], "enrolment_tier": "2"}
    lines = cost_lines(compare("as_is", "not_registered", two)["not_registered"], WORDS)
    # (30,000 - 300) x 75% - 775 = 22,275 - 775; and 300 + 775 / 75%.
    assert "21,500.00" in lines[2]
    assert "1,333.33" in lines[2]


@pytest.mark.parametrize(
    # 775 - 400 = 375 is 5% of the bill above the deductible: 375 / 5% = 7,500, and 100, 300 or 800 more.
    ("level", "more", "bill"),
    [
        ("primary", "1,495.00", "7,600.00"),  # (30,000 - 100) x 5%
        ("secondary", "1,485.00", "7,800.00"),  # (30,000 - 300) x 5%
        ("tertiary", "1,460.00", "8,300.00"),  # (30,000 - 800) x 5%
    ],
)
def test_the_second_tier_against_the_first(level: str, more: str, bill: str) -> None:
    found = compare("tier=1", "tier=2", of("chongqing-2025", facility_level=level))
    lines = headline(found, WORDS)
    assert lines[0] == f"只比基本医保,二档多报 {more} 元。大病保险没有算。"
    assert "一档 400.00 元;二档 775.00 元(征求意见稿上的数" in lines[1]
    assert lines[2].startswith(f"二档一年多交 375.00 元;这样看病,能报的费用到 {bill} 元,")
    assert lines[3] == "基本医保一年最多报:一档 80,000.00 元,二档 120,000.00 元。"
    assert not any("一定" in line for line in lines[:1])


def test_what_a_year_costs_is_not_told_where_it_is_the_same() -> None:
    found = compare("as_is", "facility_level=tertiary", of("hunan-2023"))
    assert found["premium_apart"] is None


# ---- an open end


@pytest.mark.parametrize("scheme", ["luoyang-2024", "hunan-2023"])
def test_an_open_end_names_what_would_settle_it(scheme: str) -> None:
    """An accident is not in either scheme's copy: what it was for matters most."""
    found = compare("facility_level=secondary", "facility_level=tertiary", bare(scheme))
    assert found["open_facts"][0]["fact"] == "visits.0.cause"
    (line,) = [line for line in headline(found, WORDS) if "没说,差多少不一定" in line]
    assert line.startswith("还有几件事没说,差多少不一定。最要紧的是:因为什么去看的?")
    text = as_text(found, WORDS, library())
    assert "一定说不准" not in text
    assert "一定是" not in text
    english = as_text(
        compare("facility_level=secondary", "facility_level=tertiary", bare(scheme), lang="en"), ENGLISH, library()
    )
    assert "for certain not certain" not in english


def test_nobody_is_paid_more_without_cover_and_it_is_not_said() -> None:
    found = compare("as_is", "not_registered", bare("hunan-2023"))
    assert not any("0.00 元" in line and "多报" in line for line in headline(found, WORDS))


# ---- a fact that matters elsewhere


def test_where_the_hospital_is_need_not_be_said() -> None:
    found = compare("referral=filed", "referral=none", bare("luoyang-2024"))
    assert first_said(found, WORDS)[0] == "医院在哪里没说,当作本县(区):那里不看“转诊备案”;去市外才看。"


def test_a_referral_at_home_matters_elsewhere() -> None:
    found = compare("referral=filed", "referral=none", of("luoyang-2024"))
    lines = first_said(found, WORDS)
    assert lines[0] == "医院在本县(区),不看“转诊备案”;去市外才看。"
    assert lines[1].endswith("两样报得一样多。")
    # Nothing that is looked at is different: there is no difference, whatever else is open.
    assert found.get("gap_as_stated", found)["gap_exact"]


# ---- English


@pytest.mark.parametrize("scheme", ["luoyang-2024", "hunan-2023", "chongqing-2025", "taian-2023", "guanxian-2018"])
@pytest.mark.parametrize(
    ("a", "b"), [("as_is", "facility_level=tertiary"), ("as_is", "not_registered"), ("tier=1", "tier=2")]
)
def test_no_chinese_stop_stands_in_english(scheme: str, a: str, b: str) -> None:
    if a == "tier=1" and scheme != "chongqing-2025":
        a, b = "referral=filed", "referral=none"
    text = as_text(compare(a, b, bare(scheme), lang="en"), ENGLISH, library())
    assert not set(text) & set("；：，。、？")
    assert not any("\u4e00" <= char <= "\u9fff" for char in text)
    assert ";P" not in text


def test_slices_are_told_with_their_edges() -> None:
    found = compare("as_is", "facility_level=tertiary", of("luoyang-2024"))
    why = next(row["why"] for row in found["differences"] if row["layer"] == "basic")
    assert "甲 400 到 1,500 元 63%、1,500 元以上 83%,乙 1,200 到 4,000 元 53%、4,000 元以上 72%" in why


def test_the_side_that_lacks_the_layer_is_named_where_both_lack_another() -> None:
    """Chongqing's serious illness is held on neither side; care away from home only on one."""
    found = compare("as_is", "place=outside,facility_level=tertiary", bare("chongqing-2025"))
    lines = headline(found, WORDS)
    assert lines[0].endswith("算不出,所以比不了。")
    assert lines[0] != "两样都算不出,所以比不了。"
    assert "重庆" in lines[1]
