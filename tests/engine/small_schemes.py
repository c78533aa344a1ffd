"""Schemes made up for one test each: written as a file, read like any other."""

from pathlib import Path

from engine.content import Library

HEAD = """
id: {id}
name: 样本
name_en: sample
short_name: 样本规定
short_name_en: the sample rules
region: {region}
period: {{from: {start}, to: {end}}}
insurance: [resident]
documents: []
"""


def content_of(folder: Path, **bodies: str) -> Library:
    """A content folder with a scheme of 2020 for each body (what follows the head of a scheme file)."""
    for name, body in bodies.items():
        add(folder, name, body)
    return Library(folder)


def add(
    folder: Path, name: str, body: str, region: str = "null", start: str = "2020-01-01", end: str = "2020-12-31"
) -> None:
    """One more scheme file."""
    place = folder / "schemes" / "none"
    place.mkdir(parents=True, exist_ok=True)
    head = HEAD.format(id=name, region=region, start=start, end=end)
    (place / f"{name}.yaml").write_text(head + body, encoding="utf-8")
