"""HTML as text: every value is escaped here, so that nothing a person types can become markup."""

import re
from html import escape

_DAY = re.compile(r"(\d{4}-\d\d-\d\d)")


class Markup(str):
    """Text that is HTML already."""

    __slots__ = ()


def tag(name: str, *inside: object, **attributes: object) -> Markup:
    """An element. `class_` and `data_say` become class and data-say; what is None or False is left out."""
    written = "".join(
        f" {key.rstrip('_').replace('_', '-')}" + ("" if value is True else f'="{escape(str(value))}"')
        for key, value in attributes.items()
        if value is not None and value is not False
    )
    return Markup(f"<{name}{written}>{join(*inside)}</{name}>")


def join(*parts: object) -> Markup:
    """Parts one after another; what is no Markup is escaped, None is nothing."""
    return Markup(
        "".join(part if isinstance(part, Markup) else escape(str(part)) for part in parts if part is not None)
    )


def period(text: str) -> Markup:
    """A period in words, none of its days broken at a hyphen."""
    parts = _DAY.split(text)
    return join(*(tag("span", part, class_="mb-day") if _DAY.fullmatch(part) else part for part in parts))


def table(caption: str, head: list[str], rows: list[list[object]], **attributes: object) -> Markup:
    """A table whose first column names the row; a row that is a tuple of (cells, class) carries that class."""
    lines = []
    for row in rows:
        cells, name = row if isinstance(row, tuple) else (row, None)
        first, *others = cells
        lines.append(tag("tr", tag("th", first, scope="row"), *(tag("td", cell) for cell in others), class_=name))
    return tag(
        "table",
        tag("caption", caption),
        tag("thead", tag("tr", *(tag("th", cell, scope="col") for cell in head))),
        tag("tbody", *lines),
        **attributes,
    )


def as_label(text: str) -> str:
    """Text for the label of a Streamlit widget, which reads it as Markdown: none of it becomes any."""
    return "".join(f"\\{char}" if char in "\\`*_{}[]<>#+!|$~:^&" else char for char in text)
