"""What can go wrong, as one tree.

    MingbaiError          one clear line: what is wrong, where, what to do
    ├── CaseError         a fact of the case cannot be taken (`path` says which)
    ├── SchemeError       no such scheme, or none for this place and date
    ├── RegionError       an unknown or ambiguous place
    ├── ContentError      a content file is wrong (file, line, column, mend)
    └── BalanceError      layers and self-pay do not add up to the bill: a fault of ours, so no figure is shown

A message is a Chinese template with its parameters; `text(translate)` words it in another language.
"""

from collections.abc import Callable


def shortened(value: object, most: int = 60) -> str:
    """What somebody wrote, cut so that the message beside it is still read."""
    text = str(value).encode("utf-8", "replace").decode()
    return text if len(text) <= most else text[: most - 1] + "…"


class MingbaiError(Exception):
    """Base of all. `template` is a Chinese sentence with {names}, `values` fills them."""

    def __init__(self, template: str, **values: object) -> None:
        super().__init__(template)
        self.template = template
        self.values = {
            name: shortened(value, 400) if isinstance(value, str) else value for name, value in values.items()
        }

    def text(self, translate: Callable[[str], str] = str) -> str:
        """The line in the language of `translate`, at most 1,000 characters."""
        return translate(self.template).format(**self.values)[:1000]

    def __str__(self) -> str:
        return self.text()


class CaseError(MingbaiError):
    """A fact of the case that cannot be taken. `path`: where, as in "visits.0.bill.total"."""

    def __init__(self, path: str, template: str, **values: object) -> None:
        super().__init__(template, path=path, **values)
        self.path = path

    def text(self, translate: Callable[[str], str] = str) -> str:
        sentence = translate(self.template).format(**self.values)
        return (f"{shortened(self.path, 200)}: {sentence}" if self.path else sentence)[:1000]

    @property
    def sentence(self) -> str:
        """The message without its path, for showing beside the field."""
        return self.template.format(**self.values)


class SchemeError(MingbaiError):
    """No such scheme, or none for this place and date."""


class RegionError(MingbaiError):
    """A place that we do not know, or a name that two places share."""


class ContentError(MingbaiError):
    """A fault in a content file; `place` is "file:line:column"."""

    def __init__(self, place: str, template: str, **values: object) -> None:
        super().__init__(template, **values)
        self.place = place

    def text(self, translate: Callable[[str], str] = str) -> str:
        return f"{self.place}: {translate(self.template).format(**self.values)}"[:1000]


class BalanceError(MingbaiError):
    """Layers plus self-pay differ from the bill."""
