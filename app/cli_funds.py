"""`mingbai funds` of figures that an office gives itself: a template, a check, what is kept on this machine."""

import argparse
import json
import sys
from pathlib import Path

from app.texts import Texts
from engine.content import library
from engine.errors import MingbaiError
from engine.funds import keeping, listing, template
from engine.funds.own import LARGEST, read_own


def own_funds(args: argparse.Namespace) -> int:
    """What an office gives itself. Exit 1 where a cell could not be read."""
    content, t = library(), Texts(args.lang)
    if args.template:
        _write(args.template, template.template_of(args.template, content))
        print(t("写好了:{name}。一个数一行,填好后用 --own 核对。", name=args.template))
        return 0
    if args.drop:
        keeping.drop(args.drop)
        print(t("删掉了:{name}。", name=args.drop))
        return 0
    if args.kept:
        kept = keeping.kept_own(content)
        if args.json:
            rows = [{"name": one.name, **listing.own_disclosed(one.own, t.words, content)} for one in kept]
            print(json.dumps(rows, ensure_ascii=False, indent=1))
        else:
            print("\n\n".join(f"{one.name}\n{listing.own_as_text(one.own, t.words, content)}" for one in kept))
        return 0
    own = read_own(_bytes(args.own), Path(args.own).name, content)
    if args.json:
        print(json.dumps(listing.own_disclosed(own, t.words, content), ensure_ascii=False, indent=1))
    else:
        print(listing.own_as_text(own, t.words, content))
    if args.keep:
        print(t("留下了:{name}。删掉用 --drop。", name=keeping.keep(own, content)), file=sys.stderr)
    return 1 if own.faults else 0


def _bytes(name: str) -> bytes:
    try:
        with Path(name).open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError as error:
        raise MingbaiError("打不开“{name}”({why})。请核对文件名。", name=name[:200], why=error.strerror) from None


def _write(name: str, raw: bytes) -> None:
    try:
        Path(name).write_bytes(raw)
    except OSError as error:
        raise MingbaiError("“{name}”写不进去({why})。", name=name[:200], why=error.strerror) from None
