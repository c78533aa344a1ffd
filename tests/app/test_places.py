"""Where a scheme is of, as a page and its address say it."""

from app.places import COUNTRY, NOWHERE, place_name, places, scheme_of_address
from app.texts import Texts
from engine.content import library


def test_the_national_frame_is_of_the_whole_country_and_not_of_a_place_unknown() -> None:
    by_code = {place.code: place for place in places(library(), Texts())}
    assert by_code[COUNTRY].schemes == ("national-2024",)
    assert "national-2024" not in by_code[NOWHERE].schemes
    assert place_name(COUNTRY, library(), Texts()) == "全国"
    assert scheme_of_address(COUNTRY, "2024", library()) == "national-2024"
