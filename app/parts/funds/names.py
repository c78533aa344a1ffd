"""Whom a figure is of and for what care, in words."""

from functools import lru_cache

from app.texts import Texts
from engine.content import Library, Region
from engine.funds.figures import NATION, Figure
from engine.funds.words import fund_words, sort_name

EVERYBODY = ("all", "residents", "rural_residents", "none")


@lru_cache(maxsize=4)
def _registered(content: Library) -> dict[str, Region]:
    return {region.code: region for region in content.regions()}


def place_name(one: Figure, t: Texts, content: Library) -> str:
    """The place of a figure; as its document calls it where that is not a place of the register ("县名没写")."""
    if one.region == NATION:
        return t("全国")
    known = _registered(content).get(one.region)
    return t.pick(known.name, known.name_en) if known and known.name == one.region_name else one.region_name


def group_name(group: str, t: Texts, content: Library) -> str:
    """Whom a figure is of; empty for everybody."""
    return "" if group in EVERYBODY else whose(group, t, content)


def whose(group: str, t: Texts, content: Library) -> str:
    """Whom a figure is of."""
    odd = {
        "fake_papers": t("假材料"),
        "one_pharmacy": t("一家药店"),
        "residents_tier_1": t("一档"),
        "residents_tier_2": t("二档"),
        "resident_adults": t("成年居民"),
        "resident_children_and_pupils": t("儿童和学生"),
        "resident_college_students": t("大学生"),
        "serious_illness_patients": t("大病病人"),
        "case_a": t("一位病人"),
        "case_b": t("另一位病人"),
        "first_patient": t("第一位病人"),
        "expert_saying": t("专家打的比方"),
    }
    return odd.get(group) or sort_name(group, fund_words(content).groups, t.words)


def service_name(service: str, t: Texts, content: Library) -> str:
    """A kind of care or of insurance."""
    odd = {
        "basic": t("基本医保"),
        "basic_and_cii": t("基本医保和大病保险"),
        "supplementary": t("补充保险"),
        "inpatient_primary": t("一级及以下医院住院"),
        "inpatient_secondary": t("二级医院住院"),
        "inpatient_tertiary": t("三级医院住院"),
        "cross_province_inpatient": t("跨省住院"),
        "cross_province_outpatient": t("跨省门诊"),
        "out_of_area": t("外地看病"),
        "out_of_city_inpatient": t("市外住院"),
    }
    return odd.get(service) or sort_name(service, fund_words(content).services, t.words)
