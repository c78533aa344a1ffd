"""`mingbai compare`: one case in two schemes, years or situations."""

import argparse
import textwrap
from collections.abc import Callable
from typing import Any

from engine.wording import LANGUAGES, Words

SITUATIONS = """
A 和 B 各写一种情形,几样用逗号连着写:
  guanxian-2018     用这份规定(名字看 mingbai schemes)
  year=2013         同一个地方那一年的规定
  region=重庆        这个地方、看病那天的规定
  事实=值            这一条不一样:tier=1  referral=none  place=outside
                    facility_level=tertiary  conditions=dialysis+diabetes
                    categories=none(一样都没有)  visits.1.place=city(只改第 2 次)
  as_is             单子上怎么写就怎么算
  not_registered    没参保
例:
  mingbai compare facility_level=primary facility_level=tertiary case.json
  mingbai compare guanxian-2018 chongqing-2013,tier=1 case.json
  mingbai compare as_is not_registered case.json
县医院对省城的省级医院(已备案):
  mingbai compare place=county,facility_level=secondary \\
    place=outside,facility_level=top,within_province=true,referral=filed case.json
用别的年份的规定时,看病的日子挪到那份规定管的时间里,并且说明。
"""


def declare(commands: Any) -> None:
    """Adds the command to the parser."""
    one = commands.add_parser(
        "compare",
        help="同一张单子,两种情形比一比",
        description="同一张单子在两份规定、两个年份或者两种情形里各报多少,一层一层比,差在哪一条。",
        epilog=textwrap.dedent(SITUATIONS),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    one.add_argument("a", metavar="A", help="一种情形")
    one.add_argument("b", metavar="B", help="另一种情形")
    one.add_argument("file", metavar="CASE", help="单子的文件名;- 表示从标准输入读")
    one.add_argument("--json", action="store_true", help="按 JSON 输出")
    one.add_argument("--lang", default="zh-Hans", choices=LANGUAGES, help="语言")


def run(args: argparse.Namespace, read: Callable[[str], Any]) -> int:
    """Compares and prints. `read`: a case file's name to its JSON."""
    from engine.compare.compare import compare
    from engine.compare.sentences import as_text
    from engine.content import library
    from engine.estimate import to_json

    found = compare(args.a, args.b, read(args.file), lang=args.lang)
    print(to_json(found) if args.json else as_text(found, Words(args.lang), library()))
    return 0
