"""Traditional script: the words that a conversion by dictionary takes for others."""

import pytest

from engine.wording.traditional import traditional


@pytest.mark.parametrize(
    ("simplified", "written"),
    [
        ("这个数在我们的抄本里丢了", "這個數在我們的抄本裡丟了"),
        ("乡里、报道里、医保里、从药物里扣", "鄉裡、報道裡、醫保裡、從藥物裡扣"),
        ("阿里地区离这里三公里", "阿里地區離這裡三公里"),
        ("不是只花自己账户里的钱", "不是只花自己賬戶裡的錢"),
        ("还是只按看了几次", "還是只按看了幾次"),
        ("三只鸡", "三隻雞"),
        ("和医院签协议、签合同", "和醫院簽協議、簽合同"),
        ("或标签", "或標籤"),
        ("假发票", "假發票"),
        ("看表格", "看表格"),
        ("病历复印件,下面几段", "病歷複印件,下面幾段"),
    ],
)
def test_what_is_meant_is_written(simplified: str, written: str) -> None:
    assert traditional(simplified) == written
