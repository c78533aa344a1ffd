"""A chart of fund figures on the page: the sources and grades of its figures, and its table."""

from app.parts.funds.chart import Chart
from app.parts.funds.taking import apart, as_csv, cells, head
from app.parts.markup import Markup, tag
from app.parts.panel import Panel
from app.parts.panel import panel as draw
from app.texts import Texts
from engine.clauses import grade_in_words
from engine.content import Library
from engine.funds.figures import Figure
from engine.funds.listing import document_of

MOST = 8  # documents that are named beneath a chart


def panel(chart: Chart | None, t: Texts, content: Library) -> None:
    """Draws a chart with all that belongs to it; nothing where there is none."""
    if chart is None:
        return
    draw(
        Panel(
            key=chart.key,
            title=chart.title,
            unit=chart.unit,
            figure=chart.figure,
            alt=chart.alt,
            notes=chart.notes,
            sources=sources(chart.figures, t, content),
            head=head(t),
            lines=[cells(row, t, content) for row in chart.rows],
            csv=as_csv(chart.rows, t, content),
        ),
        t,
    )


def sources(rows: list[Figure], t: Texts, content: Library) -> Markup:
    """The documents that figures are from, by how good our copy of the figures is."""
    found: dict[str, dict[str, None]] = {}
    for one in rows:
        found.setdefault(grade_in_words(one.grade, t.words), {})[document_of(one, t.words, content)] = None
    documents = {name for names in found.values() for name in names}
    if len(documents) > MOST:
        told = t("出处:{count} 份文件,表格里逐条写着。", count=len(documents))
        return tag("p", told, class_="mb-note mb-sources")
    listed = [t.list(list(names)) + t.words.aside([grade]) for grade, names in found.items()]
    return tag("p", t("出处:{sources}", sources=apart(listed, t)), class_="mb-note mb-sources")
