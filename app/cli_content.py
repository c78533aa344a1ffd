"""`mingbai content`: publish content as a signed bundle, and take one in."""

import argparse
from datetime import date
from pathlib import Path
from typing import Any

from engine.content import CONTENT
from engine.edition import FILE, VERSION, Edition, edition_of
from engine.errors import MingbaiError
from engine.wording import Words


def declare(commands: Any) -> None:
    """Adds the command to the parser."""
    content = commands.add_parser("content", help="换上新内容,或者发布内容", description="换上新内容,或者发布内容。")
    what = content.add_subparsers(dest="what", required=True, metavar="做什么")
    pull = what.add_parser(
        "pull",
        help="换上网上发布的新内容",
        description="下载新内容,核对签名,检查一遍,没有毛病才换上;正在运行的网页不用重开。出了错,原来的照用。",
    )
    pull.add_argument("url", metavar="URL", help="内容包的网址,https 开头")
    pull.add_argument("--key", metavar="PUBLIC", help="发布的人的公钥,第一次要写;换成功了就记住,以后不用写")
    build = what.add_parser(
        "build", help="把内容做成一个签了名的包", description="检查内容,做成一个包,用私钥签名。把这个包放到网上就行。"
    )
    build.add_argument("folder", metavar="FOLDER", nargs="?", default=CONTENT, help="哪个文件夹,平常是自带的 content")
    build.add_argument("-o", "--output", metavar="FILE", required=True, help="写成哪个文件")
    build.add_argument("--key", metavar="PRIVATE", required=True, help="私钥的文件")
    build.add_argument("--version", metavar="V", help="版本号,平常照 edition.yaml;写了就把日期写成今天")
    key = what.add_parser("key", help="做一把新的私钥", description="做一把新的私钥,存成文件,并写出它的公钥。")
    key.add_argument("file", metavar="FILE", help="私钥存成哪个文件,不要放进代码库")


def run(args: argparse.Namespace) -> int:
    """One of pull, build and key."""
    return {"pull": _pull, "build": _build, "key": _key}[args.what](args)


def _pull(args: argparse.Namespace) -> int:
    from engine.net.pull import pull

    done, words = pull(args.url, args.key), Words()
    now = words("{version} 版({date})", version=done.now.version, date=done.now.date)
    if done.now == done.before:
        print(words("没有更新的。正在用的是 {now}。", now=now))
    else:
        print(words("换上了 {now}。正在运行的网页会跟着换,不用重开。", now=now))
    return 0


def _build(args: argparse.Namespace) -> int:
    from engine.net.bundle import build
    from engine.net.keys import private_key, public_of

    root, words = Path(args.folder), Words()
    edition = edition_of(root)
    if edition is None:
        raise MingbaiError("“{folder}”里没有能用的 {file}。请照自带的 content 写一个。", folder=str(root), file=FILE)
    if args.version is not None:
        if not VERSION.fullmatch(args.version):
            raise MingbaiError("“{given}”不是版本号。请写成用点隔开的数,像 2026.11.26。", given=args.version)
        today = date.today().isoformat()  # noqa: DTZ011 - the day where the publisher is
        edition = Edition(version=args.version, date=today, minimum_program=edition.minimum_program)
    private = private_key(Path(args.key))
    manifest = build(root, edition, private, Path(args.output))
    print(words("做好了:{version} 版,{count} 个文件。", version=manifest.version, count=len(manifest.files)))
    print(words("公钥(告诉用的人):{key}", key=public_of(private)))
    return 0


def _key(args: argparse.Namespace) -> int:
    from engine.net.keys import new_key

    public, words = new_key(Path(args.file)), Words()
    print(words("私钥存好了,只有您自己能读,请收好。"))
    print(words("公钥(告诉用的人):{key}", key=public))
    return 0
