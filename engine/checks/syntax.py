"""What the YAML reader complains of, in words that say where to look."""

_SAYS = {
    "mapping values are not allowed": "这里多了一个冒号,或者这一行没有对齐。把文字放进引号,或者对齐。",
    "could not find expected ':'": "名字后面少了冒号。请补上。",
    "did not find expected ','": "括号没有配好,或者少了逗号。请补上。",
    "did not find expected": "这一行没有对齐,或者前面的引号没有配好。请对齐。",
    "found unexpected end of stream": "引号没有配好。请补上另一半。",
    "tab character": "这里有制表符。请换成空格。",
    "cannot start any token": "这里有不能开头的符号。把文字放进引号。",
    "found unknown escape": "双引号里有反斜杠。请换成单引号。",
    "found another document": "一个文件里有两份。请拆成两个文件。",
    "nesting depth": "套得太深。请照同目录的其他文件改。",
}


def said_of(problem: str | None) -> str:
    """The sentence for a problem of the YAML reader."""
    return next((text for part, text in _SAYS.items() if part in (problem or "")), "写法不对。请照同目录的其他文件改。")
