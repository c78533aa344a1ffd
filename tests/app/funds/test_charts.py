"""The charts of the fund page: built from figures, each with the values, labels and table that the documents give."""

import csv
import io
from decimal import Decimal

import pytest

from app.parts.funds import bars, series
from app.parts.funds.chart import Chart, said
from app.parts.funds.every import every
from app.parts.funds.findings import cards, one_sentence
from app.parts.funds.flow import flow
from app.parts.funds.panel import sources
from app.parts.funds.ratios import compared, not_compared
from app.parts.funds.taking import as_csv, cells, head
from app.parts.funds.tiles import grid, tiles
from app.texts import Texts
from engine.content import library
from engine.funds.figures import NATION, Figure, figures
from engine.funds.findings import shipped_findings
from engine.funds.frames import checked, comparable, comparable_indicators, frame
from engine.funds.ratios import beside_each_other

T = Texts()


def rows_of(region: str, year: str) -> list[Figure]:
    return [one for one in figures(library()) if (one.region, one.year) == (region, year)]


def of_nation():
    rows = checked(frame(library()))
    return rows.filter(rows["region"] == NATION)


def drawn(chart: Chart | None) -> Chart:
    assert chart is not None
    return chart


def numbers(values) -> list[Decimal]:
    return [Decimal(str(value)) for value in values]


def test_the_flow_adds_up() -> None:
    """Guiyang county 2018, in 亿元: 2.122640 carried over + 4.704380 in; out 3.959302 in-patient, 0.662747
    outpatient, 0.286016 to serious illness, 1.451563 left, 0.467392 reserve: both sides 6.827020."""
    chart = drawn(flow(rows_of("431021", "2018"), T, library()))
    link = chart.figure.data[0].link
    assert numbers(link.value) == numbers(
        ["2.12264", "4.70438", "3.959302", "0.662747", "0.286016", "1.451563", "0.467392"]
    )
    into = [n for n, target in enumerate(link.target) if target == 7]
    assert sum(numbers(link.value)[n] for n in into) == Decimal("6.82702")
    assert sum(numbers(link.value)[n] for n in range(7) if n not in into) == Decimal("6.82702")
    assert chart.unit == "亿元"
    assert chart.title == "2018年一共可用 6.83亿元(68,270.2万元),花了 4.91亿元(49,080.65万元)"
    assert "住院补偿<br>3.96亿元" in chart.figure.data[0].node.label  # short beside the band, exact when pointed at
    assert "住院补偿<br>3.96亿元(39,593.02万元)" in link.customdata
    assert "68,308" not in str(chart.figure)
    assert "68308" not in str(chart.figure)  # the printed sum that does not add up is not drawn


def test_a_flow_without_what_was_carried_over_names_the_year_alone() -> None:
    """The nation, 2024, in 亿元: 11,180.91 in, 10,661.49 out, 519.42 left. 天津 2022: 55.48 in, 70.38 out: 14.90 more
    than came in, drawn from earlier years."""
    nation = drawn(flow(rows_of(NATION, "2024"), T, library()))
    assert nation.title == "2024年收入 11,180.91亿元,支出 10,661.49亿元"
    assert {row.label: row.value for row in nation.rows}["当年结余"] == 51_942_000_000
    tianjin = drawn(flow(rows_of("120000", "2022"), T, library()))
    assert {row.label: row.value for row in tianjin.rows}["动用历年结余"] == 1_490_000_000


def test_a_month_is_no_year() -> None:
    """天津 has whole years up to 2022, and January 2024: the month is in no yearly chart, and is called a month."""
    rows = checked(frame(library()))
    chart = drawn(series.money_by_year(rows.filter(rows["region"] == "120000"), "residents", T, library()))
    assert {row.of.year for row in chart.rows if row.of is not None} == {str(year) for year in range(2014, 2023)}
    found = [one for one in shipped_findings(library()) if (one.region, one.year) == ("120000", "2024")]
    said = one_sentence(found, T, library())
    assert said is not None
    assert said.startswith("2024年1月(不是一整年):支出比收入多")
    month = drawn(flow(rows_of("120000", "2024"), T, library()))
    assert month.title.startswith("2024年1月收入")
    assert any("不是全年的" in note for note in month.notes)


def test_a_flow_says_what_its_figures_are_of() -> None:
    """塔城's account is of its own level and holds what it sent up; of the nation 2024 there is nothing to say."""
    tacheng = drawn(flow(rows_of("654201", "2024"), T, library()))
    assert "只是本级的账,里面含上解,跟别处的数不能比。" in tacheng.notes
    assert drawn(flow(rows_of(NATION, "2024"), T, library())).notes == ("宽窄按钱数画。",)


def test_no_line_runs_over_a_missing_year() -> None:
    """Rates are there for 2021 and 2023, not for 2022: the line has a hole."""
    chart = drawn(series.rates_by_level(of_nation(), "residents", T, library()))
    every = next(trace for trace in chart.figure.data if trace.name == "各级一起" and "2023" in trace.x)
    assert every.y[list(every.x).index("2022")] is None
    assert every.connectgaps is False


def test_claims_are_no_payouts() -> None:
    """富阳's patients and an expert's supposition are not what the district paid: 432 cases, 23,210,000 yuan are."""
    chart = drawn(bars.payouts(rows_of("330111", "2015"), T, library()))
    assert [row.value for row in chart.rows] == [23_210_000]


def test_one_misprint_is_one_card() -> None:
    """Guiyang county's available sum is wrong in two checks: two cards, that and the 10 + 3 items."""
    found = [one for one in shipped_findings(library()) if (one.region, one.year) == ("431021", "2018")]
    by_id = {one.id: one for one in figures(library())}
    assert str(cards(found, by_id, T, library())).count("<article") == 2


def test_the_flow_s_table_has_every_figure_with_its_document() -> None:
    chart = drawn(flow(rows_of("431021", "2018"), T, library()))
    rows = list(csv.DictReader(io.StringIO(as_csv(chart.rows, T, library()).decode("utf-8-sig"))))
    by_name = {row["项目"]: row for row in rows}
    assert by_name["住院补偿"]["数值"] == "395930200"
    assert by_name["住院补偿"]["编号"] == "D-046"
    assert by_name["住院补偿"]["印的数"] == "39593.02万元"
    assert by_name["住院补偿"]["精确的数"] == "395,930,200元"
    assert "县城乡居民医保中心2018工作总结" in by_name["住院补偿"]["出处"]
    assert by_name["一共可用"]["是什么样的数"] == "算出来的"


def lines_of(chart: Chart | None) -> list[dict[str, str]]:
    """The file that a chart gives away, line by line."""
    raw = as_csv(drawn(chart).rows, T, library())
    assert raw.startswith(b"\xef\xbb\xbf")  # by which Excel knows it for UTF-8
    return list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"))))


@pytest.mark.parametrize(("region", "year"), [("431021", "2018"), (NATION, "2024"), ("120000", "2022")])
def test_every_line_of_a_file_says_whose_of_when_from_where_and_how_sure(region: str, year: str) -> None:
    rows = checked(frame(library()))
    own = rows.filter(rows["region"] == region)
    charts = [
        flow(rows_of(region, year), T, library()),
        bars.payouts(rows_of(region, year), T, library()),
        bars.heads(rows_of(region, year), T, library()),
        bars.supervision(rows_of(region, year), T, library()),
        series.money_by_year(own, "residents", T, library()),
        series.members_by_year(own, "residents", T, library()),
        tiles(T, library()),
    ]
    needed = ("地方", "时间", "指标", "指标代号", "单位", "出处", "我们这份有多可靠", "级别", "是不是算出来的")
    for chart in (one for one in charts if one is not None):
        for line in lines_of(chart):
            assert [name for name in needed if not line[name]] == [], (chart.key, line)
            assert line["数值"] or line["最少"] or line["最多"] or line["是什么样的数"] == "抄本里丢了"


def test_a_worked_out_line_names_what_it_is_made_of() -> None:
    """What Guiyang county could spend is income (D-032) and carry-over (D-033), both stated in its report."""
    (line,) = [one for one in lines_of(flow(rows_of("431021", "2018"), T, library())) if one["项目"] == "一共可用"]
    assert (line["地方"], line["地方代码"], line["时间"]) == ("桂阳县", "431021", "2018年")
    assert (line["指标代号"], line["数值"], line["单位"]) == (
        "available",
        "682702000",
        "元",
    )  # 212,264,000 + 470,438,000
    assert (line["是不是算出来的"], line["级别"], line["编号"]) == ("是", "stated", "D-033 D-032")
    assert "2018工作总结" in line["出处"]


def test_the_table_under_a_chart_says_the_same() -> None:
    names = head(T)
    chart = drawn(flow(rows_of("431021", "2018"), T, library()))
    row = next(dict(zip(names, cells(one, T, library()), strict=True)) for one in chart.rows if one.label == "风险金")
    assert row["地方和时间"] == "桂阳县 2018年12月31日"
    assert row["数"] == "4,673.92万元"
    assert row["我们这份有多可靠"] == "原文写明"


def test_no_flow_without_income_and_spending() -> None:
    assert flow(rows_of("371525", "2018"), T, library()) is None


def test_the_nation_s_money() -> None:
    """2025 in 亿元: 11,237.72 in, 10,678.63 out: 559.09 more. The quick report of 2018 without the rural scheme stands
    apart, and no line joins it to the years from 2019 on."""
    chart = drawn(series.money_by_year(of_nation(), "residents", T, library()))
    assert chart.unit == "亿元"
    assert chart.title == "2025年收入比支出多 559.09亿元"
    income = [trace for trace in chart.figure.data if trace.name == "基金收入"]
    apart = next(trace for trace in income if "2018" in trace.x)
    settled = next(trace for trace in income if "2025" in trace.x)
    assert "2018" not in settled.x
    assert numbers(settled.y)[-1] == Decimal("11237.72")
    assert set(apart.marker.symbol) == {"circle-open"}


def test_members_are_not_joined_across_2018() -> None:
    """Before 2018 the rural scheme is not in the series: 2017 and 2018 lie in different pieces."""
    chart = drawn(series.members_by_year(of_nation(), "residents", T, library()))
    for trace in chart.figure.data:
        assert not {"2017", "2018"} <= set(trace.x)
    assert any("断开" in note for note in chart.notes)


def test_background_is_left_out() -> None:
    """2019's income of 8,575 is background: its grade keeps it out."""
    years = {one.period for one in figures(library()) if one.grade == "background"}
    assert "2019" in years
    chart = drawn(series.money_by_year(of_nation(), "residents", T, library()))
    assert all(row.of is None or row.of.grade not in ("background", "C") for row in chart.rows)


def test_rates_by_level() -> None:
    """2023: 68.1% over all levels; 80.8, 72.4 and 63.2 from the lowest to the highest."""
    chart = drawn(series.rates_by_level(of_nation(), "residents", T, library()))
    at = {
        trace.name: Decimal(str(trace.y[list(trace.x).index("2023")]))
        for trace in chart.figure.data
        if "2023" in trace.x
    }
    wanted = {"各级一起": "68.1", "一级及以下": "80.8", "二级": "72.4", "三级": "63.2"}
    assert at == {name: Decimal(rate) for name, rate in wanted.items()}


def test_heads_of_a_place_that_worked_them_out_are_hatched() -> None:
    """Guiyang county's 180 and 41 yuan are worked out, not printed."""
    chart = drawn(bars.heads(rows_of("431021", "2018"), T, library()))
    assert list(chart.figure.data[0].marker.pattern.shape) == ["/", "/"]
    assert numbers(chart.figure.data[0].x) == [180, 41]
    assert any("斜纹" in note for note in chart.notes)


def test_a_lost_digit_is_drawn_from_end_to_end() -> None:
    """What was recovered lies between 18,433.56 and 98,433.56 yuan: in 万元 from 1.843356 on, 8 long."""
    chart = drawn(bars.supervision(rows_of("431021", "2018"), T, library()))
    lost = next(n for n, row in enumerate(chart.rows) if row.of is not None and row.of.id == "D-081")
    bar = chart.figure.data[0]
    assert [Decimal(bar.base[lost]), Decimal(bar.x[lost])] == [Decimal("1.843356"), Decimal(8)]
    assert bar.marker.pattern.shape[lost] == "/"
    assert chart.title == "金额最大的一项是拒付的钱(意外伤害):441.9万元"


def test_payouts_by_service_and_group() -> None:
    chart = drawn(bars.payouts(rows_of("431021", "2018"), T, library()))
    values = {row.label: row.value for row in chart.rows}
    assert values["住院"] == 395_930_200
    assert values["住院(建档立卡贫困户)"] == 57_696_300
    assert "全部" not in values  # the whole is no bar beside its parts


def test_only_what_may_be_compared_stands_together() -> None:
    """The premium of serious illness of rural members in 辽阳 and 安康, both cities; never that of a province or
    吴江's, which is of all members and of no known year."""
    rows = checked(frame(library()))
    (found,) = comparable(rows, "premium_per_capita_cii")
    assert found["region_name"].to_list() == ["辽阳市", "安康市"]
    by_id = {one.id: one for one in figures(library())}
    chart = drawn(bars.places(found, by_id, T, library()))
    assert [row.value for row in chart.rows] == [25, 18]
    for indicator in comparable_indicators(rows):
        for one in comparable(rows, indicator):
            assert one["compare_key"].n_unique() == 1
            assert one["nature"].n_unique() == 1


def test_places_are_compared_by_money_a_head() -> None:
    """2022: 天津 55.48亿 / 533.8万 = 1,039.34 and the nation 10,128.90亿 / 98,349.1万 = 1,029.89 yuan."""
    chart = drawn(compared(beside_each_other("income_per_head", library())[0], T, library()))
    assert chart.title == "2022年每人一年收进多少:天津市 1,039元、全国 1,030元"
    assert chart.notes[0] == "算法:基金收入 ÷ 参保人数,四舍五入。"
    assert "天津市的数:抄来的页面没有写是哪个直辖市,天津是推断的。" in chart.notes
    assert set(chart.figure.data[0].marker.pattern.shape) == {""}
    line = lines_of(chart)[0]
    assert (line["地方"], line["时间"], line["指标代号"]) == ("天津市", "2022年", "income_per_head")
    assert (line["数值"], line["单位"], line["是不是算出来的"], line["级别"]) == ("1039", "元", "是", "B")
    assert line["说明"] == "基金收入 55.48亿元、参保人数 533.8万人"
    assert line["出处"]


def test_what_cannot_be_compared_yet_is_said() -> None:
    said = not_compared(T, library())
    assert said == "还不能比的:平均一次住院补多少(只有桂阳县公布全了)、跨省看病实际补了几成(只有桂阳县公布全了)。"


def test_the_tiles_are_all_34_provinces() -> None:
    """34 province-level places, no two on one tile."""
    cells = grid(library())
    assert len(cells) == len({(cell["column"], cell["row"]) for cell in cells}) == 34
    assert {cell["code"][:2] for cell in cells} >= {"71", "81", "82"}
    known = {region.code for region in library().regions()}
    assert {cell["code"] for cell in cells} == {code for code in known if code.endswith("0000")}


def test_a_tile_says_how_recent_what_we_hold_is() -> None:
    """天津: income and spending of the whole municipality, the newest of January 2024. 湖南: 桂阳县 2018 and 2019 and
    a window of 长沙 2016, nothing of the whole province. 北京's page shows no year. Of 西藏 we hold nothing."""
    chart = tiles(T, library())
    heat = chart.figure.data[0]
    at = {cell["short"]: (int(cell["row"]), int(cell["column"])) for cell in grid(library())}
    shown = {short: (heat.text[row][column], heat.z[row][column]) for short, (row, column) in at.items()}
    assert shown["津"] == ("津<br>2024", 2)
    assert shown["湘"] == ("湘<br>2019", 1)
    assert shown["京"] == ("京<br>不详", 2)
    assert shown["藏"] == ("藏<br>–", 0)
    row, column = at["湘"]
    assert heat.hovertext[row][column] == "湖南省<br>桂阳县 2018到2019<br>长沙市 2016"
    held = {one.region[:2] for one in figures(library()) if one.region not in ("", NATION)}
    assert chart.title == f"34 个省级地方里,有 {len(held)} 个的公布数我们收到了;格子里写的是最近哪一年"
    assert len({row.label.split()[0] for row in chart.rows}) == len(held)  # a line for each place of these alone
    assert any(note.startswith("手里没有的:") and "西藏自治区" in note for note in chart.notes)
    (line,) = [one for one in lines_of(chart) if one["项目"] == "湖南省 桂阳县"]
    assert (line["地方"], line["时间"], line["指标"]) == ("桂阳县", "2018年、2019年", "我们手里有几个公布的数")


@pytest.mark.parametrize("lang", ["zh-Hans", "zh-Hant", "en"])
def test_every_chart_says_where_its_numbers_are_from(lang: str) -> None:
    t = Texts(lang)
    rows = of_nation()
    charts = [
        flow(rows_of("431021", "2018"), t, library()),
        bars.payouts(rows_of("431021", "2018"), t, library()),
        bars.supervision(rows_of("431021", "2018"), t, library()),
        series.money_by_year(rows, "residents", t, library()),
        series.balance_by_year(rows, "residents", t, library()),
        series.heads_by_year(rows, "residents", t, library()),
        tiles(t, library()),
    ]
    for chart in charts:
        found = drawn(chart)
        assert found.title
        assert found.alt
        assert found.unit
        assert found.rows
        assert sources(found.figures, t, library())


def test_the_sentence_of_a_year() -> None:
    found = [one for one in shipped_findings(library()) if (one.region, one.year) == ("431021", "2018")]
    assert one_sentence(found, T, library()) == "这一年支出比收入多2,036.85万元,动用了历年结余。"


def test_every_figure_of_a_year_is_listed() -> None:
    """绍兴's half year has five figures, two of them of serious illness, and its balance is in no chart."""
    rows = every(rows_of("330600", "2023"), T, library())
    assert {row.label: said(row, T) for row in rows} == {
        "基金收入": "14.64亿元",
        "基金支出": "19.38亿元",
        "历年累计结余": "22.45亿元",
        "基金收入(大病保险)": "2.58亿元",
        "基金支出(大病保险)": "1.16亿元",
    }


def test_what_is_left_of_a_time_that_is_no_year_is_not_called_a_year_s() -> None:
    """北京 does not show its period: 115.55 - 111.97 = 3.58亿."""
    found = [one for one in shipped_findings(library()) if (one.region, one.year) == ("110000", "")]
    assert one_sentence(found, T, library()) == "原文没写是哪段时间:收入比支出多3.58亿元。"
    labels = {row.label for row in drawn(flow(rows_of("110000", ""), T, library())).rows}
    assert "这段时间的结余" in labels
    assert "当年结余" not in labels


def test_the_sentence_is_of_the_residents_fund_first() -> None:
    """The nation 2018, quick report: residents 6,973.94 - 6,284.51 = 689.43亿, not the rural scheme's 38.67."""
    found = [one for one in shipped_findings(library()) if (one.region, one.year) == (NATION, "2018")]
    assert one_sentence(found, T, library()) == "收入比支出多689.43亿元。"


def test_a_card_shows_print_result_gap_and_reading() -> None:
    found = [one for one in shipped_findings(library()) if (one.region, one.year) == ("431021", "2018")]
    by_id = {one.id: one for one in figures(library())}
    shown = str(cards(found, by_id, T, library()))
    for part in (
        "6.83亿元(68,308.46万元)",
        "6.83亿元(68,270.2万元)",
        "印的多 38.26万元",
        "可用基金是 682,702,000元,就处处对得上",
    ):
        assert part in shown
