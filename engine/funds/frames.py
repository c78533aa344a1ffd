"""The figures as a frame, for charts and comparison: what may stand beside what."""

from functools import lru_cache

import polars as pl

from engine.content import Library
from engine.funds.figures import UNCHECKED, Figure, figures

AMOUNT = pl.Decimal(38, 4)
SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "id": pl.String,
    "region": pl.String,
    "region_name": pl.String,
    "level": pl.String,
    "period": pl.String,
    "year": pl.String,
    "part_year": pl.Boolean,
    "indicator": pl.String,
    "service": pl.String,
    "group": pl.String,
    "value": AMOUNT,
    "low": AMOUNT,
    "high": AMOUNT,
    "unit": pl.String,
    "nature": pl.String,
    "grade": pl.String,
    "compare_key": pl.String,
}


def frame_of(rows: tuple[Figure, ...]) -> pl.DataFrame:
    """Figures as rows, in their order; amounts are decimals in base units (yuan, per cent …), null where lost."""
    return pl.DataFrame([{name: getattr(one, name) for name in SCHEMA} for one in rows], schema=SCHEMA)


@lru_cache(maxsize=4)
def frame(content: Library) -> pl.DataFrame:
    """`frame_of` all figures of a content folder."""
    return frame_of(figures(content))


def checked(rows: pl.DataFrame) -> pl.DataFrame:
    """Without what was not checked itself (grade C and mere background)."""
    return rows.filter(~pl.col("grade").is_in(UNCHECKED))


ALIKE = ["compare_key", "nature", "group", "level", "part_year"]  # in which figures that are compared agree


def _settled(rows: pl.DataFrame) -> pl.DataFrame:
    """What is disclosed of a time that is known."""
    return rows.filter(pl.col("nature").is_in(["final", "provisional"]) & (pl.col("period") != ""))


def comparable(rows: pl.DataFrame, indicator: str) -> list[pl.DataFrame]:
    """The figures of an indicator in sets that may stand beside each other, those of several places only; each set by
    place and then by year: of the same people, of places of the same level, of a time that is known. What is worked
    out, claimed or lost stands in none."""
    sets = _settled(rows).filter(pl.col("indicator") == indicator).sort("region", "period")
    return [one for one in sets.partition_by(ALIKE, maintain_order=True) if one["region"].n_unique() > 1]


def comparable_indicators(rows: pl.DataFrame) -> list[str]:
    """The indicators that can be compared between places, in the order of the figures."""
    counted = (
        _settled(rows)
        .group_by([*ALIKE, "indicator"], maintain_order=True)
        .agg(pl.col("region").n_unique().alias("places"))
    )
    names: list[str] = counted.filter(pl.col("places") > 1)["indicator"].unique(maintain_order=True).to_list()
    return names
