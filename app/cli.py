"""The command `mingbai`. Only `serve` knows Streamlit; what authors and publishers need has rooms of its own."""

import argparse
import gc
import json
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # none is used, and looking costs time

from app import cli_authors, cli_compare, cli_content
from engine.errors import ContentError, MingbaiError
from engine.wording import LANGUAGES, Words

LARGEST = 2_000_000  # characters of a case file


class _Parser(argparse.ArgumentParser):
    """Says in one line what is wrong with the command line."""

    def error(self, message: str) -> NoReturn:
        line = Words()("命令写得不对({message})。用法看 {program} --help。", message=message, program=self.prog)
        print(" ".join(line.split())[:1000], file=sys.stderr)
        raise SystemExit(2)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="mingbai", description="明白:一张单子能报多少,一层一层讲清楚。")
    commands = parser.add_subparsers(dest="command", required=True, metavar="命令")
    serve = commands.add_parser("serve", help="打开网页", description="在这台机器上打开网页。")
    serve.add_argument("--port", type=int, default=8501, help="端口,平常是 8501")
    schemes = commands.add_parser(
        "schemes", help="有哪些地方的规定", description="列出我们手里的规定:地方、时间、能算哪几层。"
    )
    schemes.add_argument("--json", action="store_true", help="按 JSON 输出")
    schemes.add_argument("--lang", default="zh-Hans", choices=LANGUAGES, help="语言")
    one = commands.add_parser(
        "estimate", help="一份单子能报多少", description="读一份 JSON 写的单子,算出每一层报多少,并讲清为什么。"
    )
    one.add_argument("file", metavar="FILE", help="单子的文件名;- 表示从标准输入读")
    one.add_argument("--json", action="store_true", help="按 JSON 输出")
    one.add_argument("--lang", default="zh-Hans", choices=LANGUAGES, help="语言")
    ask = commands.add_parser(
        "ask",
        help="像说话一样问",
        description="像说话一样问一句,答一句;不写 TEXT 就是一问一答,一行一句。不要写身份证号和电话。",
    )
    ask.add_argument("text", metavar="TEXT", nargs="?", help="要问的话")
    ask.add_argument("--json", action="store_true", help="按 JSON 输出,一句一个对象")
    ask.add_argument("--facts", metavar="FILE", help="已经知道的事:一个 JSON 对象,键是事实的路径,还可以有 today")
    ask.add_argument("--lang", choices=LANGUAGES, help="用哪种话回答,平常跟着问话")
    search = commands.add_parser(
        "search", help="查规定", description="查规定:像平常说话那样写,先给数,再给条文;没有就明说。"
    )
    search.add_argument("text", metavar="TEXT", help="要查的话")
    search.add_argument("--scheme", metavar="ID", help="只查这一份规定(mingbai schemes 里的名字)")
    search.add_argument("--region", metavar="R", help="只查这个地方,代码或名称")
    search.add_argument("--on", metavar="DATE", help="只查这一天管用的,2018-03-05、2018-03 或 2018")
    search.add_argument("--topic", metavar="T", help="只查这一个题目")
    search.add_argument("--limit", metavar="N", type=int, default=10, help="最多几条,平常是 10")
    search.add_argument("--json", action="store_true", help="按 JSON 输出")
    search.add_argument("--lang", choices=LANGUAGES, help="语言,平常跟着问话")
    funds = commands.add_parser(
        "funds", help="各地公布的医保基金", description="各地公布的医保基金:公布的数,哪些对得上,哪些对不上。"
    )
    funds.add_argument("--region", metavar="R", help="只看这个地方,代码或名称;全国写 000000")
    own = funds.add_mutually_exclusive_group()
    own.add_argument("--own", metavar="FILE", help="核对自己填的模板(csv、xlsx):哪些格子没读懂,哪些对得上")
    own.add_argument("--template", metavar="FILE", help="写一份空模板,文件名以 .csv 或 .xlsx 结尾")
    own.add_argument("--kept", action="store_true", help="列出留在这台机器上的自填数")
    own.add_argument("--drop", metavar="NAME", help="删掉留下的一份,名字看 --kept")
    funds.add_argument("--keep", action="store_true", help="跟 --own 一起用:核对以后留在这台机器上,标明是自填的")
    funds.add_argument("--json", action="store_true", help="按 JSON 输出")
    funds.add_argument("--lang", default="zh-Hans", choices=LANGUAGES, help="语言")
    document = commands.add_parser(
        "add-document",
        help="收进一份正式文件",
        description="收进一份正式文件(txt、docx、带文字的 pdf):按标题分开,只存在这台机器上,查规定时一起查。",
    )
    document.add_argument("file", metavar="FILE", help="文件名")
    document.add_argument("--source", metavar="ID", help="它是我们哪一份文件的正式文本,像 GX18")
    check = commands.add_parser(
        "check", help="检查规定的文件", description="检查 content 里的文件:每处毛病在哪个文件第几行,怎么改。"
    )
    check.add_argument("path", metavar="PATH", nargs="?", help="要检查的文件夹,平常是自带的 content")
    check.add_argument("--documents", action="store_true", help="拿收进来的正式文件核对每一个数")
    check.add_argument("--schema", action="store_true", help="输出规定文件的 JSON Schema,给编辑器用")
    cli_compare.declare(commands)
    cli_authors.declare(commands)
    cli_content.declare(commands)
    return parser


def _read(name: str) -> str:
    try:
        raw = sys.stdin.buffer.read(LARGEST * 4) if name == "-" else Path(name).read_bytes()
        text = raw.decode("utf-8-sig")
    except OSError as error:
        raise MingbaiError("打不开“{name}”({why})。请核对文件名。", name=name[:200], why=error.strerror) from None
    except UnicodeDecodeError:
        raise MingbaiError("“{name}”不是 UTF-8 编码的文字。请另存为 UTF-8。", name=name[:200]) from None
    if len(text) > LARGEST:
        raise MingbaiError("“{name}”太大了。一份单子最多 {most} 个字。", name=name[:200], most=LARGEST)
    return text


def _estimate(args: argparse.Namespace) -> int:
    gc.disable()  # the process ends with its one answer
    from engine.estimate import estimate, to_json
    from engine.wording.explain import explain

    answer = estimate(_case(args.file), lang=args.lang)
    print(to_json(answer) if args.json else explain(answer, Words(args.lang)))
    return 0


def _case(name: str) -> Any:
    """A case file, asked today where it does not say when."""
    from engine.case import read_json

    given = read_json(_read(name))
    if isinstance(given, dict) and given.get("today") is None:
        given = {**given, "today": date.today().isoformat()}  # noqa: DTZ011 - the day where the person is
    return given


def _compare(args: argparse.Namespace) -> int:
    return cli_compare.run(args, _case)


def _ask(args: argparse.Namespace) -> int:
    from engine.case import read_json
    from engine.errors import CaseError
    from engine.talk.talk import Talk

    given = read_json(_read(args.facts)) if args.facts else {}
    if not isinstance(given, dict):
        raise CaseError("", '要一个 JSON 对象,像 {{"scheme": …, "visits": [ … ]}}。')
    talk = Talk(date.today().isoformat(), given, lang=args.lang)  # noqa: DTZ011 - the day where the person is
    if args.text is not None:
        _say(talk.say(args.text), talk.words, as_json=args.json)
        return 0
    for raw in sys.stdin.buffer:
        text = raw.decode("utf-8", "replace").strip()
        if text:
            _say(talk.say(text), talk.words, as_json=args.json)
    return 0


def _say(turn: dict[str, Any], words: Words, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(turn, ensure_ascii=False), flush=True)
        return
    labels = (turn["ask"] or {}).get("labels")
    offered = words("可以这样答:{options}", options=" / ".join(labels)) if labels else None
    print("\n".join(line for line in (turn["reply"], offered) if line), flush=True)


def _search(args: argparse.Namespace) -> int:
    from engine.lookup.lookup import MOST, Filters, look_up

    if not 1 <= args.limit <= MOST:
        raise MingbaiError("--limit 要在 1 到 {most} 之间。", most=MOST)
    filters = Filters(args.scheme, args.region, args.on, args.topic)
    today = date.today()  # noqa: DTZ011 - the day where the person is
    found = look_up(args.text, filters, limit=args.limit, today=today, lang=args.lang)
    if args.json:
        print(json.dumps(found, ensure_ascii=False, indent=1))
        return 0
    _print_found(found)
    return 0


def _funds(args: argparse.Namespace) -> int:
    from engine.content import library
    from engine.funds.listing import as_text, disclosed

    words = Words(args.lang)
    if args.keep and not args.own:
        raise MingbaiError("--keep 要跟 --own FILE 一起用。")
    if args.own or args.template or args.kept or args.drop:
        from app.cli_funds import own_funds

        return own_funds(args)
    if args.json:
        print(json.dumps(disclosed(args.region, words, library()), ensure_ascii=False, indent=1))
    else:
        print(as_text(args.region, words, library()))
    return 0


def _print_found(found: dict[str, Any]) -> None:
    """A look-up as text: the figures and whose they are, or why there is none; then the rules."""
    for said in (found["note"], found["nothing"]):
        if said:
            print(said)
    if found["lines"]:
        print("\n".join(found["lines"]))
        print(f"    {found['whose']} · {found['period']}", end="\n\n")
    for one in found["results"] or found["nearest"]:
        name = f"{one['place']}:" if one["topic"] == "glossary" and one["document"] is None else ""
        about = " · ".join(str(part) for part in (one["source"], one["period"], one["copy"]) if part)
        print(f"{name}{one['text']}\n    {one['id']} · {about}")


def _add_document(args: argparse.Namespace) -> int:
    from engine.content import library
    from engine.lookup.entries import documents
    from engine.lookup.held import add

    known = documents(library())
    if args.source is not None and args.source not in known:
        raise MingbaiError("没有“{source}”这份文件。有的是:{known}。", source=args.source[:40], known="、".join(known))
    found = add(Path(args.file), args.source)
    print(Words()("收好了:{title},{count} 段。查规定时会一起查。", title=Path(args.file).stem, count=len(found)))
    return 0


def _schemes(args: argparse.Namespace) -> int:
    from engine.listing import listing

    rows = listing(Words(args.lang))
    if args.json:
        print(json.dumps(rows, ensure_ascii=False, indent=1))
        return 0
    for row in rows:
        end = row["period"]["to"] or f"({row['until_known'] or '…'})"
        print(f"{row['id']:<30}{row['period']['from']} – {end:<14}{row['name']}")
        print(f"{'':<30}{row['says']}")
    return 0


def _serve(args: argparse.Namespace) -> int:
    from app.serve import serve

    return serve(args.port)


def _check(args: argparse.Namespace) -> int:
    from engine.check import check
    from engine.content import CONTENT
    from engine.scheme import Scheme

    if args.schema:
        print(json.dumps(Scheme.model_json_schema(by_alias=True), ensure_ascii=False, indent=1))
        return 0
    if args.documents:
        return _check_documents()
    asked = Path(args.path) if args.path else CONTENT
    if not asked.exists():
        raise MingbaiError("没有“{path}”这个文件夹或文件。", path=str(asked)[:200])
    root = next((folder for folder in (asked, *asked.absolute().parents) if (folder / "schemes").is_dir()), asked)
    if not root.is_dir():
        raise MingbaiError("“{path}”不在一个 content 文件夹里。", path=str(asked)[:200])
    within = asked.absolute()
    faults = [fault for fault in check(root) if Path(fault.place.rsplit(":", 2)[0]).absolute().is_relative_to(within)]
    for fault in faults:
        print(fault)
    if faults:
        print(f"{len(faults)} 处要改。", file=sys.stderr)
        return 1
    print("没有发现毛病。")
    return 0


def _check_documents() -> int:
    from engine.content import library
    from engine.lookup.held import held_texts
    from engine.lookup.official import missing_figures

    if not held_texts():
        raise MingbaiError("还没有收进正式文件。先用 mingbai add-document FILE --source ID。")
    words = Words()
    missing = missing_figures(library())
    for one in missing:
        print(one.line(words))
    if missing:
        print(words("{count} 个数在正式文件里没找到。", count=len(missing)), file=sys.stderr)
        return 1
    print(words("每一个数都在正式文件引的那一段里。"))
    return 0


COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "estimate": _estimate,
    "compare": _compare,
    "ask": _ask,
    "search": _search,
    "funds": _funds,
    "add-document": _add_document,
    "schemes": _schemes,
    "serve": _serve,
    "check": _check,
    "new-scheme": cli_authors.start,
    "review": cli_authors.review,
    "content": cli_content.run,
}


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command. Exit 0 when it did its work, 2 with one line on stderr for input it cannot take."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure: Any = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="backslashreplace")
    args = _parser().parse_args(argv)
    try:
        return COMMANDS[args.command](args)
    except ContentError as error:
        print(str(error), file=sys.stderr)
        return 2
    except MingbaiError as error:
        line = error.text(Words(getattr(args, "lang", None) or "zh-Hans").translate)
        print(" ".join(line.split()), file=sys.stderr)
        return 2
    except BrokenPipeError:
        return 0
