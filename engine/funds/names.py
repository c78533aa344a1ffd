"""What a figure is of, in words: its place, whom, and for what care."""

from functools import lru_cache

from engine.content import Library, Region
from engine.funds.figures import NATION, Figure
from engine.funds.words import fund_words, sort_name
from engine.wording import Words

EVERYBODY = ("all", "residents", "rural_residents", "none")


@lru_cache(maxsize=4)
def _registered(content: Library) -> dict[str, Region]:
    return {region.code: region for region in content.regions()}


def place_name(one: Figure, words: Words, content: Library) -> str:
    """The place of a figure; as its document calls it where that is not a place of the register ("县名没写")."""
    if one.region == NATION:
        return words("全国")
    known = _registered(content).get(one.region)
    return words.pick(known.name, known.name_en) if known and known.name == one.region_name else one.region_name


def group_name(group: str, words: Words, content: Library) -> str:
    """Whom a figure is of; empty for everybody."""
    return "" if group in ("", *EVERYBODY) else whose(group, words, content)


def of_whom(service: str, group: str, words: Words, content: Library) -> str:
    """Care and people together; empty for all care of everybody."""
    care = "" if service in ("", *EVERYBODY) else service_name(service, words, content)
    return words.list([one for one in (care, group_name(group, words, content)) if one])


def whose(group: str, words: Words, content: Library) -> str:
    """Whom a figure is of."""
    odd = {
        "fake_papers": words("假材料"),
        "one_pharmacy": words("一家药店"),
        "residents_tier_1": words("一档"),
        "residents_tier_2": words("二档"),
        "resident_adults": words("成年居民"),
        "resident_children_and_pupils": words("儿童和学生"),
        "resident_college_students": words("大学生"),
        "serious_illness_patients": words("大病病人"),
        "case_a": words("一位病人"),
        "case_b": words("另一位病人"),
        "first_patient": words("第一位病人"),
        "expert_saying": words("专家打的比方"),
    }
    return odd.get(group) or sort_name(group, fund_words(content).groups, words)


def service_name(service: str, words: Words, content: Library) -> str:
    """A kind of care or of insurance."""
    odd = {
        "basic": words("基本医保"),
        "basic_and_cii": words("基本医保和大病保险"),
        "supplementary": words("补充保险"),
        "inpatient_primary": words("一级及以下医院住院"),
        "inpatient_secondary": words("二级医院住院"),
        "inpatient_tertiary": words("三级医院住院"),
        "cross_province_inpatient": words("跨省住院"),
        "cross_province_outpatient": words("跨省门诊"),
        "out_of_area": words("外地看病"),
        "out_of_city_inpatient": words("市外住院"),
    }
    return odd.get(service) or sort_name(service, fund_words(content).services, words)
