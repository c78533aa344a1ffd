"""`mingbai new-scheme` and `mingbai review`: for those who write rules down, and for those who read them again."""

import argparse
from pathlib import Path
from typing import Any

from engine.content import CONTENT, Library
from engine.errors import MingbaiError
from engine.wording import LANGUAGES, Words


def declare(commands: Any) -> None:
    """Adds both commands to the parser."""
    new = commands.add_parser(
        "new-scheme",
        help="给一个地方起一份新规定",
        description="写出三个文件:这份通知、它的条文、它的数。每处“待填”照通知填上,再用 mingbai check 检查。",
    )
    new.add_argument("region", metavar="REGION", help="地方:六位代码或者汉字名称")
    new.add_argument("year", metavar="YEAR", type=int, help="哪一年的规定")
    new.add_argument("--id", metavar="ID", help="规定的名字,平常是拼音加年份,像 guanxian-2018")
    new.add_argument("--document", metavar="CODE", help="通知的编号,大写,像 GX18;条文的编号用它开头")
    second = commands.add_parser(
        "review",
        help="核对单:第二个人照着文件对",
        description="打印核对单:规定里的每一个数,照文件的顺序,带条文、出处、把握和别的读法,对一条勾一条。",
    )
    second.add_argument("scheme", metavar="SCHEME", help="规定的名字(mingbai schemes 里的)")
    second.add_argument("--lang", default="zh-Hans", choices=LANGUAGES, help="语言")
    for command in (new, second):
        command.add_argument("--content", metavar="FOLDER", default=CONTENT, help="哪个文件夹,平常是自带的 content")


def start(args: argparse.Namespace) -> int:
    """Writes the skeleton of a scheme."""
    from engine.authoring.skeleton import new_scheme

    words = Words()
    for path, blanks in new_scheme(Path(args.content), args.region, args.year, args.id, args.document).items():
        print(words("{path}:{count} 处待填", path=path, count=blanks))
    print(words("按这个顺序填。填好运行 mingbai check,照它说的改。"))
    return 0


def review(args: argparse.Namespace) -> int:
    """Prints the sheet for the second reader."""
    from engine.authoring.review import review as sheet
    from engine.check import check

    content = Library(Path(args.content))
    content.scheme(args.scheme)
    faults = check(content.root)
    if faults:
        raise MingbaiError("内容还有 {count} 处毛病,先用 mingbai check 改好再核对。", count=len(faults))
    print(sheet(args.scheme, content, Words(args.lang)))
    return 0
