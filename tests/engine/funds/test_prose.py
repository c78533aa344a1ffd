"""What offices write, read to rows to confirm: Guiyang county's report against section D, other forms, bad texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.content import library
from engine.errors import MingbaiError
from engine.funds.own import read_rows
from engine.funds.proposals import About, Prose
from engine.funds.prose import LONGEST, plainly, read_prose
from engine.wording import Words

CONTENT = library()
GUIYANG = About("431021", "桂阳县", "2018年工作总结", "2018", "residents")

ENROLLED = (
    "(一)提升参保覆盖率:2018年全县参保人数为697600人(其中建档立卡贫困户35572人,县财政全额资助参保基金640万元),"
    "城乡居民常住人口参保率为99.6%,超额完成省、市、县重点民生实事项目和全面建设小康社会考核指标。"
)
FUND = (
    "(二)提升基金安全度:2018年,共筹集基金47043.8万元,上年结余21226.4万元,累计可用基金68308.46万元。"
    "1-12月基金支出49080.65万元(含大病保险上解基金2860.16万元),目前可用基金14515.63万元(未含风险金4673.92万元),"
    "基金使用安全平稳。"
)
PAYOUTS = (
    "(三)提升群众受益感:一是保基本医疗。1-12月,全县共有1155368人次享受了医保补偿,补偿基金46220.49万元,"
    "其中住院补偿129881人次,补偿基金39593.02万元;门诊补偿1025487人次,补偿基金6627.47万元。"
    "二是持续推进大病保险工作开展。1-12月,大病保险补偿(中国人寿保险公司承办)4943人次,补偿基金2302.16万元。"
    "三是对建档立卡贫困人口的普通门诊取消起付线,同时对住院和普通门诊的报销比例提高10%。"
    "1-12月我县建档立卡贫困户普通门诊补偿93398人次,补偿基金582.71万元,住院补偿15111人次,补偿基金5769.63万元;"
    "四是对建档立卡贫困人员、低保户大病保险补偿起付线降低50%(起付线10000×50%),1-12月共补偿822人次,"
    "补偿金额424.27万元。五是通过积极开展异地联网就医结算工作,方便了参保群众在省外看病就医。"
    "2018年跨省异地就医成功备案530人次,结算成功243人次,总医疗费用518.8万元,总补偿基金198.1万元。"
)
ONE_STOP = (
    "2018年我县建档立卡贫困人口有25618人次享受了县域内外健康扶贫“一站式”即时结算,总费用12984.3万元,补偿11713.2万元,"
    "补偿率90.21%。二是对建档立卡贫困人口的住院费用补偿后自付部分,医保按50%比例再次补助,最高限额3万元。"
    "1-12月我县建档立卡贫困户医保再次补偿共2693人,再次补助基金502.44万元。"
)
SPECIAL = "2018年3-12月,有88602人次享受特殊门诊“即时即报”,门诊总费用4953.92万元,补偿3092.4万元。"

# Row of section D, period, indicator, service, group, as printed.
SECTION_D = {
    ENROLLED: [
        ("D-025", "2018", "enrolled_persons", "all", "residents", "697600人"),
        ("D-026", "2018", "enrolled_persons_poor", "all", "registered_poor", "35572人"),
        ("D-027a", "2018", "premium_paid_for_poor", "all", "registered_poor", "640万元"),
        ("D-029", "2018", "participation_rate", "all", "permanent_residents", "99.6%"),
    ],
    FUND: [
        ("D-032", "2018", "fund_income", "all", "residents", "47043.8万元"),
        ("D-033", "2018", "carry_over", "all", "residents", "21226.4万元"),
        ("D-034", "2018", "available", "all", "residents", "68308.46万元"),
        ("D-036", "2018", "expenditure", "all", "residents", "49080.65万元"),
        ("D-037", "2018", "cii_remittance", "cii", "residents", "2860.16万元"),
        ("D-039", "2018", "balance", "all", "residents", "14515.63万元"),
        ("D-040", "2018", "risk_reserve", "all", "residents", "4673.92万元"),
    ],
    PAYOUTS: [
        ("D-043", "2018", "claims_count", "all", "residents", "1155368人次"),
        ("D-044", "2018", "payout", "all", "residents", "46220.49万元"),
        ("D-045", "2018", "claims_count", "inpatient", "residents", "129881人次"),
        ("D-046", "2018", "payout", "inpatient", "residents", "39593.02万元"),
        ("D-047", "2018", "claims_count", "outpatient", "residents", "1025487人次"),
        ("D-048", "2018", "payout", "outpatient", "residents", "6627.47万元"),
        ("D-049", "2018", "claims_count", "cii", "residents", "4943人次"),
        ("D-050", "2018", "payout", "cii", "residents", "2302.16万元"),
        ("D-051", "2018", "claims_count", "outpatient", "registered_poor", "93398人次"),
        ("D-052", "2018", "payout", "outpatient", "registered_poor", "582.71万元"),
        ("D-053", "2018", "claims_count", "inpatient", "registered_poor", "15111人次"),
        ("D-054", "2018", "payout", "inpatient", "registered_poor", "5769.63万元"),
        ("D-055", "2018", "claims_count", "cii", "registered_poor_and_subsistence", "822人次"),
        ("D-056", "2018", "payout", "cii", "registered_poor_and_subsistence", "424.27万元"),
        ("D-057", "2018", "filings_count", "cross_province", "residents", "530人次"),
        ("D-058", "2018", "settlements_count", "cross_province", "residents", "243人次"),
        ("D-059", "2018", "total_cost", "cross_province", "residents", "518.8万元"),
        ("D-060", "2018", "payout", "cross_province", "residents", "198.1万元"),
    ],
    ONE_STOP: [
        ("D-061", "2018", "claims_count", "one_stop", "registered_poor", "25618人次"),
        ("D-062", "2018", "total_cost", "one_stop", "registered_poor", "12984.3万元"),
        ("D-063", "2018", "payout", "one_stop", "registered_poor", "11713.2万元"),
        ("D-064", "2018", "payout_rate", "one_stop", "registered_poor", "90.21%"),
        ("D-065", "2018", "persons_paid", "resubsidy", "registered_poor", "2693人"),
        ("D-066", "2018", "payout", "resubsidy", "registered_poor", "502.44万元"),
    ],
    SPECIAL: [
        ("D-067", "2018-03..2018-12", "claims_count", "special_outpatient", "residents", "88602人次"),
        ("D-068", "2018-03..2018-12", "total_cost", "special_outpatient", "residents", "4953.92万元"),
        ("D-069", "2018-03..2018-12", "payout", "special_outpatient", "residents", "3092.4万元"),
    ],
}


def read(text: str, about: About = GUIYANG) -> Prose:
    return read_prose(text, about, CONTENT)


def rows(found: Prose) -> list[tuple[str, ...]]:
    keys = ("period", "indicator", "service", "group", "figure")
    return [tuple(one.row[key] for key in keys) for one in found.proposals]


def short(found: Prose) -> list[tuple[str, str]]:
    return [(one.row["indicator"], one.row["figure"]) for one in found.proposals]


def left(found: Prose) -> list[str]:
    return [one.why for one in found.unread]


@pytest.mark.parametrize("text", SECTION_D)
def test_guiyang_as_section_d_has_it(text: str) -> None:
    assert rows(read(text)) == [tuple(row[1:]) for row in SECTION_D[text]]


def test_what_is_no_total_is_left_out_and_said() -> None:
    # in PAYOUTS: a rate raised by 10%, a threshold lowered by 50%, and the threshold's own half
    assert left(read(PAYOUTS)) == ["说的是增减,不是总数", "说的是增减,不是总数", "数字前面有坏字"]
    # in ONE_STOP: a rule's rate and its ceiling
    assert left(read(ONE_STOP)) == ["没认出说的是什么", "像是规定里的标准,不是基金的数"]
    assert not read(FUND).unread
    said = read(PAYOUTS).unread[0].says(Words())
    assert said == "这一处没读懂:“住院和普通门诊的报销比例提高10%”(说的是增减,不是总数)。"


def test_every_proposal_says_where_it_was_read() -> None:
    found = read(ENROLLED + "\n" + FUND)
    for one in found.proposals:
        assert (ENROLLED + "\n" + FUND)[one.start : one.end] == one.row["figure"]
    assert [one.row["place"] for one in found.proposals] == ["第1段"] * 4 + ["第2段"] * 7


def test_what_was_read_is_a_row_of_the_template_and_is_checked() -> None:
    text = ENROLLED + FUND + PAYOUTS
    own = read_rows({n: one.row for n, one in enumerate(read(text).proposals)}, CONTENT)
    assert not own.faults
    assert len(own.figures) == 29
    verdicts = {one.check: one.verdict for one in own.findings(CONTENT)}
    # 470,438,000 + 212,264,000 ≠ 683,084,600; 462,204,900 + 28,601,600 = 490,806,500; 129,881 + 1,025,487 = 1,155,368
    assert (verdicts["available"], verdicts["spending_parts"], verdicts["claims_parts"]) == ("off", "fits", "fits")


# ---- the other forms of disclosure


def test_a_monthly_notice() -> None:
    text = (
        "2024年1-6月,全县城乡居民医保基金收入5813.17万元,支出5696.34万元,当期结余116.83万元,累计结余625.77万元。"
        "2023年居民医保参保76.51万人,比上年减少1.2万人;基金收入8.60亿元,同比增长5.3%,当年结余-0.99亿元。"
    )
    found = read(text)
    half = "2024-01..2024-06"
    assert rows(found) == [
        (half, "fund_income", "all", "residents", "5813.17万元"),
        (half, "expenditure", "all", "residents", "5696.34万元"),
        (half, "net_change", "all", "residents", "116.83万元"),
        (half, "balance_accumulated", "all", "residents", "625.77万元"),
        ("2023", "enrolled_persons", "all", "residents", "76.51万人"),
        ("2023", "fund_income", "all", "residents", "8.60亿元"),
        ("2023", "net_change", "all", "residents", "-0.99亿元"),
    ]
    assert all(one.sure for one in found.proposals)
    assert left(found) == ["说的是增减,不是总数", "说的是增减,不是总数"]


def test_serious_illness_has_an_account_of_its_own() -> None:
    text = (
        "上半年,居民医保基金收入14.64亿元,支出19.38亿元。累计结余22.45亿元。其中大病保险基金收入2.58亿元,支出1.16亿元。"
    )
    found = read(text, About("330600", "绍兴市", "公告", "2023", "residents"))
    assert [(row[1], row[2], row[4]) for row in rows(found)] == [
        ("fund_income", "all", "14.64亿元"),
        ("expenditure", "all", "19.38亿元"),
        ("balance_accumulated", "all", "22.45亿元"),
        ("fund_income", "cii", "2.58亿元"),
        ("expenditure", "cii", "1.16亿元"),
    ]
    assert found.proposals[2].doubts == ("时间是照前一句定的",)
    assert "项目是照前面的话定的" in found.proposals[4].doubts


def test_transfers_between_levels_are_no_income_and_no_spending() -> None:
    text = "2024年本级收入8689.16万元(含上级下拨3000万元),支出8915.30万元(含上解市级500万元),当年结余-226.14万元。"
    found = read(text)
    assert short(found) == [
        ("fund_income_with_transfers", "8689.16万元"),
        ("transfer_received", "3000万元"),
        ("expenditure_with_transfers", "8915.30万元"),
        ("transfer_remitted", "500万元"),
        ("net_change", "-226.14万元"),
    ]
    assert found.proposals[0].doubts == ("材料里有上级拨款或上解,合计多半含着它",)
    own = read_rows({n: one.row for n, one in enumerate(found.proposals)}, CONTENT)
    worked = {one.check: (one.verdict, one.worked_out) for one in own.findings(CONTENT)}
    # 86,891,600 − 30,000,000; 89,153,000 − 5,000,000; 86,891,600 − 89,153,000
    assert worked["income_without_transfers"] == ("worked_out", 56_891_600)
    assert worked["spending_without_transfers"] == ("worked_out", 84_153_000)
    assert worked["year_balance_with_transfers"] == ("fits", -2_261_400)
    assert "year_balance" not in worked  # nothing takes the totals for income and spending


BUDGET = """2024年城乡居民基本医疗保险基金收支预算表
单位:万元
项目\t2023年执行数\t2024年预算数
一、收入合计\t60,124.50\t61240.26
其中:个人缴费收入\t22000\t22797.07
二、支出合计\t41000.10\t44212.35
三、本年收支结余\t19124.40\t17027.91
四、年末滚存结余\t34643.64\t51671.45
"""


def test_a_budget_table() -> None:
    found = read(BUDGET)
    assert rows(found) == [
        ("2023", "fund_income", "all", "residents", "60,124.50万元"),
        ("2023", "expenditure", "all", "residents", "41000.10万元"),
        ("2023", "net_change", "all", "residents", "19124.40万元"),
        ("2023", "balance_total", "all", "residents", "34643.64万元"),
    ]
    # five figures of the budget; a part of the income that has no indicator
    assert left(found).count("这一列是预算、同期或增减,不是结果") == 5
    assert left(found).count("没认出说的是什么") == 1
    assert [one.row["place"] for one in found.proposals] == ["表第4行", "表第6行", "表第7行", "表第8行"]


def test_a_budget_table_that_says_the_year_before() -> None:
    found = read(BUDGET.replace("2023年执行数", "上年执行数"))
    assert rows(found)[0] == ("2023", "fund_income", "all", "residents", "60,124.50万元")  # 2024 − 1
    assert "时间是按“上年”两个字定的" in found.proposals[0].doubts


def test_a_table_of_monthly_indicators() -> None:
    text = """2024年6月医保基金运行情况
指标  单位  本期  本年累计  上年同期
参保人数  万人  514.89  514.89  513
基金收入  亿元  0.24  3.1  2.9
基金支出  亿元  8.12  40.2  39
"""
    found = rows(read(text))
    assert ("2024-06", "fund_income", "all", "residents", "0.24亿元") in found
    assert ("2024-01..2024-06", "fund_income", "all", "residents", "3.1亿元") in found
    assert ("2024-06", "enrolled_persons", "all", "residents", "514.89万人") in found
    assert len(found) == 6  # what is of the same month a year ago is no outcome of this one


def test_the_account_of_one_level() -> None:
    text = """2024年度本级账
项目 | 金额(万元)
上年结余 | 354.15
本年收入 | 8689.16
其中:上级补助收入 | 3000
本年支出 | 8915.30
其中:上解上级支出 | 500
累计结余 | 128.01
"""
    assert short(read(text)) == [
        ("carry_over", "354.15万元"),
        ("fund_income_with_transfers", "8689.16万元"),
        ("transfer_received", "3000万元"),
        ("expenditure_with_transfers", "8915.30万元"),
        ("transfer_remitted", "500万元"),
        ("balance_accumulated", "128.01万元"),
    ]


def test_a_table_without_heads_or_unit_takes_nothing_for_granted() -> None:
    found = read("基金收入  5813.17\n基金支出  5696.34\n")
    assert not found.proposals
    assert set(left(found)) <= {"没写单位,或者单位不对", "没认出说的是什么"}
    assert len(found.unread) == 2


# ---- texts that mislead


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("基金收入比上年增加1200万元。", "说的是增减,不是总数"),
        ("基金支出占收入的95%。", "说的是占比"),
        ("人均支出1133元。", "说的是平均每人或每次,不是总数"),
        ("财政补助640元/人。", None),  # 财政补助 is a figure a head: taken
        ("基金收入4元/人。", "说的是平均每人或每次,不是总数"),
        ("力争2019年基金收入达到5亿元。", "说的是目标、预算或预计,不是结果"),
        ("预计支出4亿元。", "说的是目标、预算或预计,不是结果"),
        ("参保率达到95%以上的目标。", "说的是目标、预算或预计,不是结果"),
        ("补偿最高限额3万元。", "像是规定里的标准,不是基金的数"),
        ("基金收入xx万元。", "数位被遮住了"),
        ("基金收入**0元。", "数位被遮住了"),
        ("其中统筹基金20xx。11万元。", "数位被遮住了"),
        ("支付参保人员待遇万元。", "数字缺了"),
        ("除追回医?;?8433.56元", "数字前面有坏字"),
        ("总费用、补偿基金分别为12984.3万元。", "几个数并着说"),
        ("利息收入12万元。", "没认出说的是什么"),
        ("收入利息12万元。", "没认出说的是什么"),
        ("个人缴费收入22797.07万元。", "没认出说的是什么"),
        ("我县新建卫生院花了300万元。", "没认出说的是什么"),
    ],
)
def test_what_is_doubtful_is_left_out_and_said(text: str, why: str | None) -> None:
    found = read(text)
    if why is None:
        assert len(found.proposals) == 1
    else:
        assert not found.proposals
        assert left(found) == [why]


def test_loose_figures_stay_loose() -> None:
    found = read("大病保险补偿150余万元。基金收入35万多元。参保人数约92万人。")
    own = read_rows({n: one.row for n, one in enumerate(found.proposals)}, CONTENT)
    assert [(one.indicator, one.qualifier, one.value, one.low) for one in own.figures] == [
        ("payout", "over", None, 1_500_000),
        ("fund_income", "over", None, 350_000),
        ("enrolled_persons", "about", 920_000, None),
    ]


def test_a_report_whose_figures_were_taken_out() -> None:
    """The unnamed county of the fact sheet's D-112, D-115 and D-117: what is left of its sums."""
    text = (
        "1、城镇职工医疗保险任务数23000人,征收城镇职工基本医疗保险基金万元,其中统筹基金20xx。11万元,个人帐户基金万元;"
        "支付参保人员待遇万元,本期结余万元。\n3、征收大额保险费万元,支出79万元;\n"
        "征收离休干部医疗统筹金万元,财政补贴万元,支出258万元,上年接转18万元;"
    )
    found = read(text, About("431021", "桂阳县", "总结", "2018", "employees"))
    assert [(row[1], row[3], row[4]) for row in rows(found)] == [
        ("expenditure", "employees", "79万元"),
        ("expenditure", "retired_cadres", "258万元"),
        ("carry_over", "retired_cadres", "18万元"),
    ]
    assert left(found).count("数字缺了") == 7
    assert left(found).count("数位被遮住了") == 1
    assert left(found).count("说的是目标、预算或预计,不是结果") == 1


def test_the_same_twice_counts_once_and_a_contradiction_is_shown() -> None:
    assert short(read("2018年备案成功530人次。2018年备案成功530人次。")) == [("filings_count", "530人次")]
    found = read("2018年基金收入5亿元。2018年基金收入6亿元。")
    assert short(found) == [("fund_income", "5亿元"), ("fund_income", "6亿元")]
    assert all(one.doubts == ("同一件事,文中有两个不一样的数",) for one in found.proposals)


def test_a_year_that_nobody_said_is_asked_for() -> None:
    unsaid = About("431021", "桂阳县", "总结", group="residents")
    found = read("基金收入5亿元。", unsaid)
    assert (found.proposals[0].row["period"], found.proposals[0].doubts) == ("", ("没写年份,请填上",))
    told = read_rows({1: found.proposals[0].row}, CONTENT).faults
    assert [one.says(Words(), CONTENT) for one in told] == ["第 1 行“时间”:这一格空着,请填上。"]
    guessed = read("这是2018年的总结。基金收入5亿元。", unsaid)
    assert guessed.proposals[0].row["period"] == "2018"
    assert not guessed.proposals[0].sure


def test_full_width_figures() -> None:
    wide = str.maketrans("0123456789,.()", "".join(chr(ord(char) + 0xFEE0) for char in "0123456789,.()"))
    text = "2018年共筹集基金" + "47,043.8".translate(wide) + "万元" + "(含大病保险上解基金2万元)。".translate(wide)
    assert short(read(text)) == [("fund_income", "47,043.8万元"), ("cii_remittance", "2万元")]


@pytest.mark.parametrize(
    "text", ["", "   \n\n", "这里没有数。", "1 2 3", "\0\1\ufffd", "()()((((", "万", "。;。;", "1" * 500]
)
def test_texts_without_figures(text: str) -> None:
    assert read(text).proposals == ()


def test_a_text_that_is_too_long_is_one_line() -> None:
    with pytest.raises(MingbaiError, match="太长"):
        read("基金收入1万元。" * 120_000)  # a megabyte and more
    assert len(read("无" * LONGEST).unread) == 0


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece", ["1,", "x", "万元", "2018年", "收入1万元", "(1万元)", "1\t", "  1万元  ", "一是", "约"]
)
def test_long_nonsense_comes_to_an_end(piece: str) -> None:
    read((piece * LONGEST)[:LONGEST])


SAID = (
    "2018年 1-12月 上半年 其中 一是 住院 门诊 大病保险 建档立卡贫困户 居民 基金收入 支出 补偿 参保 累计结余 比上年增加"
)
SAID += (
    " 人均 占 目标 上级下拨 上解市级 分别为 1 47043.8 12,345 99.6 xx **0 - 约 余 多 — 万 亿 元 万元 人 人次 % 单位:万元"
)
PIECES = st.sampled_from([*SAID.split(), *"()(),,。;|?", "\n", "\t", "  ", "\0", "\ufffd"])


@given(st.lists(PIECES, max_size=40).map("".join))
def test_whatever_stands_there_nothing_is_taken_that_is_not_printed(text: str) -> None:
    found = read(text)
    plain = plainly(text)
    for one in found.proposals:
        assert plain[one.start : one.end].strip().startswith(one.row["figure"].removesuffix("元").removesuffix("万"))
    read_rows({n: one.row for n, one in enumerate(found.proposals)}, CONTENT)
