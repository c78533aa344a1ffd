"""The corridor's chart: built from values alone."""

from app.parts.funds.corridor import alt, as_table, bars, figure, title
from app.texts import Texts
from engine.content import library
from engine.funds.corridor import corridor

T = Texts()
CONTENT = library()
TEN_MILLION = 1_000_000_000  # fen


def test_above_the_corridor() -> None:
    # 11,000,000 − 10,300,000 = 700,000: 350,000, 175,000, 175,000; the insurer loses 300,000 within the corridor too
    found = corridor(TEN_MILLION, 1_100_000_000, CONTENT)
    rows = bars(found, T)
    assert rows == [("保险公司", -65_000_000), ("医保统筹基金", -17_500_000), ("区政府", -17_500_000)]
    drawn = figure(rows, T)
    assert list(drawn.data[0].x) == ["-65.00", "-17.50", "-17.50"]  # 万元
    assert list(drawn.data[0].text) == ["担 650,000.00 元", "担 175,000.00 元", "担 175,000.00 元"]
    assert drawn.layout.xaxis.title.text == "万元"
    assert title(found, T) == "保费差 1,000,000.00 元,这样担"  # 350,000 + 300,000 + 2 × 175,000
    assert alt(rows, T).startswith("条形图:保险公司 担 650,000.00 元、")
    assert "<td>担 175,000.00 元</td>" in as_table(rows, T)


def test_below_and_within() -> None:
    # 9,700,000 − 8,000,000 = 1,700,000, of which 4% of the premium, 400,000, to the insurer beside its 300,000
    below = corridor(TEN_MILLION, 800_000_000, CONTENT)
    assert bars(below, T) == [("保险公司", 70_000_000), ("医疗保障专项基金", 130_000_000)]
    assert title(below, T) == "保费多出 2,000,000.00 元,这样分"  # 700,000 + 1,300,000
    within = corridor(TEN_MILLION, 980_000_000, CONTENT)
    assert bars(within, T) == [("保险公司", 20_000_000)]
    assert title(within, T) == "保费多出 200,000.00 元,都归保险公司"
    loss = corridor(TEN_MILLION, 1_030_000_000, CONTENT)
    assert title(loss, T) == "保费差 300,000.00 元,都由保险公司担"
    assert title(corridor(TEN_MILLION, TEN_MILLION, CONTENT), T) == "保费正好够赔付和费用"
