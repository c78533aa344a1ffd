"""Where a scheme is of, as a page and its address say it."""

from app.places import COUNTRY, NOWHERE, Place, place_name, places, places_served, scheme_of_address
from app.texts import Texts
from engine.content import library


def test_the_national_frame_is_of_the_whole_country_and_not_of_a_place_unknown() -> None:
    by_code = {place.code: place for place in places(library(), Texts())}
    assert by_code[COUNTRY].schemes == ("national-2024",)
    assert "national-2024" not in by_code[NOWHERE].schemes
    assert place_name(COUNTRY, library(), Texts()) == "全国"
    assert scheme_of_address(COUNTRY, "2024", library(), "2026-11-26") == "national-2024"


def served(name: str) -> Place:
    return next(place for place in places_served(library(), Texts(), "2026-11-26") if place.label.endswith(name))


def test_a_place_has_the_rules_of_what_it_lies_in_and_those_in_force_come_first() -> None:
    assert served("郴州市").schemes == ("hunan-2023",)
    assert served("桂阳县").schemes == ("hunan-2023", "guiyang-county-2018")
    assert served("冠县").schemes[0] == "liaocheng-2025"
    # The frame of Zhejiang computes nothing: where Hangzhou's own rules do, it is no choice.
    assert served("西湖区").schemes == ("hangzhou-2023",)
    assert not [place for place in places_served(library(), Texts(), "2026-11-26") if not place.schemes]


def test_an_address_with_a_county_has_the_rules_that_hold_there() -> None:
    assert scheme_of_address("431021", None, library(), "2026-11-26") == "hunan-2023"
    assert scheme_of_address("431021", "2018", library(), "2026-11-26") == "guiyang-county-2018"
    assert scheme_of_address("999999", "2018", library(), "2026-11-26") is None
