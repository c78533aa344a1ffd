"""One YAML file with its places: plain mappings, lists and texts, and file, line and column for every fault.

Files are a YAML subset (no anchors, tags or several documents); every scalar stays the text that was written, so that
010, on and 1.10 mean what they say.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from engine.errors import ContentError

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
Place = tuple[int, int]
Path_ = tuple[str | int, ...]
START = yaml.Mark("", 0, 0, 0, None, 0)
CORE = "tag:yaml.org,2002:"  # what "!!" stands for


class Document:
    """One YAML file as plain mappings, lists and texts; `marks` says where each key or item stands.

    The first fault is raised as a ContentError; where `faults` is given, all are put there and reading goes on.
    """

    def __init__(self, path: Path, faults: list[ContentError] | None = None) -> None:
        self.path = path
        self.faults = faults
        self.marks: dict[Path_, Place] = {(): (1, 1)}
        self.content: Any = {}
        try:
            text = path.read_text(encoding="utf-8")
            if set(text) & set("&*!") and self._refers(text):
                return
            node = yaml.compose(text, Loader=Loader)
        except yaml.MarkedYAMLError as error:
            from engine.checks.syntax import said_of

            self._fault(error.problem_mark or START, said_of(error.problem))
        except UnicodeDecodeError:
            self._fault(START, "这个文件不是 UTF-8 的文字。请存成 UTF-8。")
        except OSError as error:
            self._fault(START, "打不开这个文件({problem})。看看它在不在,让不让读。", problem=error.strerror)
        except yaml.YAMLError:
            self._fault(START, "文件里有看不见的控制字符。请删掉。")
        else:
            self.content = self._plain(node, ()) if node is not None else {}

    def _fault(self, mark: Any, template: str, **values: object) -> None:
        fault = ContentError(f"{self.path}:{mark.line + 1}:{mark.column + 1}", template, **values)
        if self.faults is None:
            raise fault from None
        self.faults.append(fault)

    def _refers(self, text: str) -> bool:
        """Whether there are anchors, references or tags: one would have to jump, and a file could hold itself."""
        found = False
        for event in yaml.parse(text, Loader=Loader):
            mark = getattr(event, "tag", None) or getattr(event, "anchor", None)
            if mark:
                found = True
                self._fault(
                    event.start_mark,
                    "这里用了引用或标签“{name}”。请把内容照写出来。",
                    name=str(mark).replace(CORE, "!!"),
                )
        return found

    def _plain(self, node: yaml.Node, at: Path_) -> Any:
        self.marks.setdefault(at, (node.start_mark.line + 1, node.start_mark.column + 1))
        if isinstance(node, yaml.MappingNode):
            found: dict[str, Any] = {}
            for key_node, value in node.value:
                if not isinstance(key_node, yaml.ScalarNode):
                    self._fault(key_node.start_mark, "名字要写成一个词,不能是一列。请照同目录的其他文件改。")
                    continue
                key = str(key_node.value)
                place = (*at, key)
                if key in found:
                    self._fault(key_node.start_mark, "“{key}”写了两次。留一个,删一个。", key=key)
                    continue
                self.marks[place] = (key_node.start_mark.line + 1, key_node.start_mark.column + 1)
                found[key] = self._plain(value, place)
            return found
        if isinstance(node, yaml.SequenceNode):
            return [self._plain(item, (*at, number)) for number, item in enumerate(node.value)]
        plain = not getattr(node, "style", None)  # "null" in quotes is a word
        return None if plain and node.value in ("", "null") else node.value

    def known(self, loc: Iterable[str | int]) -> Path_:
        """A path of pydantic's as far as this file has it; a list may stand for {"figures": list}."""
        at: Path_ = ()
        here = self.content
        for part in loc:
            if isinstance(here, list) and part == "figures":
                continue
            in_list = isinstance(here, list) and isinstance(part, int) and part < len(here)
            if not in_list and not (isinstance(here, dict) and part in here):
                break
            here = here[part]
            at = (*at, part)
        return at

    def place(self, at: Iterable[str | int]) -> str:
        """file:line:column of a key, or of the nearest thing around it."""
        path = tuple(at)
        while path not in self.marks:
            path = path[:-1]
        line, column = self.marks[path]
        return f"{self.path}:{line}:{column}"
