"""Turns that greet, thank, or ask for what we do not do: a kind word, and where to turn."""

from typing import TYPE_CHECKING

from engine.talk.standing import put_question
from engine.talk.turn import Turn

if TYPE_CHECKING:
    from engine.talk.talk import Talk


def greet(talk: "Talk", turn: Turn) -> None:
    """Hello, thanks, goodbye."""
    words = turn.words
    if talk.reader.words.parting.search(turn.found.text):
        turn.say(words("不客气。单子还有不明白的,随时来问。最后以医保窗口的结算单为准。"))
    else:
        example = words("比如“我娘在县医院住院花了三万五,能报多少”。")
        turn.say(words("您好,我在。您像说话一样讲就行,{example}不要写身份证号和电话。", example=example))
    put_question(talk, turn, quiet=not talk.state.has_totals())


def refuse(talk: "Talk", turn: Turn) -> None:
    """What we do not do, and who does."""
    words = turn.words
    why = next((name.partition(".")[2] for name in turn.found.words if name.startswith("out_of_scope.")), "")
    ours = words("居民医保、大病保险和医疗救助能报多少,我可以帮您算。")
    said = {
        "medical": words("看病吃药的事要问大夫,我不懂,不敢乱说。急的话请去医院或打 120。报销的事我可以帮您算。"),
        "other_insurance": words("这一项不归居民医保管,我这里没有它的规定。请问办这份保险的单位,或打 12333。") + ours,
        "elsewhere": words("这件事不归医保管,我这里没有它的规定。可以打 12345 问该找哪个窗口。") + ours,
        "orders": words("金额只按写明出处的规定来算,这个改不了。您把单子上的数告诉我,我照规定算给您听。"),
        "cheating": words(
            "这样做是骗保,要退钱、罚款,严重的要负刑事责任,我不能帮。有难处可以问村里、民政和医保窗口,看有没有医疗救助。"
        ),
        "other": words("这个我帮不上忙。我只管一件事:医保能报多少、按哪一条。"),
    }
    unclear = words("这个我没听懂,也可能不归我管。我能帮您算医保报多少、查规定、讲名词;别的请打 12345 或问村里。")
    turn.say(said.get(why, unclear))
    put_question(talk, turn, quiet=not talk.state.has_totals())
