"""The sentences of small wins, in both languages and in the units of a person."""

from decimal import Decimal
from uuid import UUID

import pytest

from journal.load_units import Units
from journal.win_texts import METRIC, SENTENCES, text
from journal.wins import Win
from journal.wins_facts import RULES
from tests.journal.small_logs import MONDAY

POUNDS, JIN = Units("lb", "mi"), Units("jin", "km")


def win(rule: str, old: str | None = None, new: str | None = None, extra: str | None = None, of: str = "") -> Win:
    numbers = (None if one is None else Decimal(one) for one in (old, new, extra))
    return Win(rule, UUID(int=1), MONDAY, of, *numbers)


TOLD = [
    (
        win("SW01", "60.00", "62.50", of="back_squat"),
        "Back squat: 62.5 kg, 2.5 kg more than before. You did that.",
        "杠铃深蹲：62.5 公斤，比之前多 2.5 公斤。你做到了。",
    ),
    (
        win("SW02", "8", "10", "100.00", of="back_squat"),
        "Back squat: 10 times at 100 kg, 2 more than before.",
        "杠铃深蹲：100 公斤做了 10 次，比之前多 2 次。",
    ),
    (
        win("SW02", "8", "10", "0", of="push_up"),
        "Push-up (wall, bench or floor): 10 times, 2 more than before.",
        "俯卧撑（墙面、凳上或地面）：做了 10 次，比之前多 2 次。",
    ),
    (
        win("SW03", "67.50", "70.31", of="back_squat"),
        "Back squat: looks like about 70.3 kg for one repetition, 2.8 kg more than a month ago.",
        "杠铃深蹲：看起来单次最大约 70.3 公斤，比一个月前多约 2.8 公斤。",
    ),
    (
        win("SW04", "900.00", "945.00", of="back_squat"),
        "Back squat: 945 kg in all, 45 kg more than in any session of the last eight weeks.",
        "杠铃深蹲：总量 945 公斤，比过去八周里任何一次都多 45 公斤。",
    ),
    (
        win("SW05", "1200", "1500"),
        "25 minutes without a break, 5 more than your best so far.",
        "连续 25 分钟，比之前的最好多 5。",
    ),
    (
        win("SW05", "1200", "1299"),
        "21.6 minutes without a break, 1.6 more than your best so far.",
        "连续 21.6 分钟，比之前的最好多 1.6。",
    ),
    (
        win("SW05", "359", "420"),  # 61 seconds, never 1.1 minutes
        "7 minutes without a break, 1 more than your best so far.",
        "连续 7 分钟，比之前的最好多 1。",
    ),
    (
        win("SW06", "300.00", "294.00", of="running"),
        "Looks like 4:54 min a km at the same effort instead of 5:00.",
        "看起来，同样的强度下，速度从 5:00 变成了每公里 4:54 分钟。",
    ),
    (
        win("SW07", "6.50", "5.00", of="running"),
        "Looks like the same work felt like 5 instead of 6.5.",
        "看起来，同样的训练，感觉从 6.5 变成了 5。",
    ),
    (
        win("SW08", "150.00", "145.00", of="running"),
        "Looks like 145 heartbeats a minute at the same pace, 5 fewer than before.",
        "看起来，同样的配速下每分钟心跳 145 次，比之前少 5 次。",
    ),
    (win("SW09", "2", "3", of="yoga_tree"), "Tree: level 3, with a calm breath.", "树式：第 3 级，呼吸平稳。"),
    (
        win("SW10", "45", "50", of="plank"),
        "Plank: held for 50 seconds, 5 more than before.",
        "平板支撑：保持了 50 秒，比之前多 5 秒。",
    ),
    (win("SW12"), "Back again. That is a skill of its own.", "你回来了。这本身就是一种能力。"),
    (win("SW11", of="all"), "All tasks of the week are done.", "这周的任务都完成了。"),
    (
        win("SW11", of="again"),
        "One task kept after a quiet week. That is a beginning.",
        "安静的一周之后，完成了一个任务。这就是开始。",
    ),
    (win("SW14"), "The short version counts.", "短版也算数。"),
    (win("SW13", None, "4", "5"), "Active in 4 of the last 5 weeks.", "过去 5 周里有 4 周动了起来。"),
    (
        win("SW15", None, "3", "4"),
        "An unpleasant feeling eased in 3 of your last 4 rated sessions.",
        "最近 4 次有评分的训练里，有 3 次不愉快的感觉减轻了。",
    ),
    (
        win("SW17", None, "6", "420"),
        "Up within half an hour of 07:00 on 6 mornings of the week.",
        "这一周有 6 天在 07:00 前后半小时内起床。",
    ),
    (
        win("SW18"),
        "Looks like you are surer of your next session than you were.",
        "看起来，你对下一次训练比之前更有把握了。",
    ),
    (win("SW16", of="family"), "A session together with family.", "和家人一起完成了一次训练。"),
    (win("SW16", of="encouragement"), "A word of encouragement in your group this week.", "这周小组里有了一句鼓励。"),
    (
        win("SW19", None, "150", of="minutes"),
        "First week with 150 active minutes, vigorous ones counted twice.",
        "第一次一周达到 150 分钟，高强度按两倍计。",
    ),
    (win("SW19", None, "2", of="resistance"), "First week with 2 resistance days.", "第一次一周有 2 个力量日。"),
    (
        win("SW19", "8000", "8120", of="steps"),
        "8120 steps a day over seven days: your own level of 8000 is reached.",
        "七天平均每天 8120 步，达到了你自己的 8000 步。",
    ),
]


@pytest.mark.parametrize(("one", "english", "chinese"), TOLD)
def test_sentence(one, english, chinese):
    assert text(one, "en") == english
    assert text(one, "zh-hans") == chinese


def test_every_rule_has_its_sentence_and_trends_say_what_they_are():
    assert set(SENTENCES) == set(RULES) == {one.rule for one, *_ in TOLD}
    for one, english, chinese in TOLD:
        assert ("looks like" in english.lower()) is (one.kind == "trend")
        assert ("看起来" in chinese) is (one.kind == "trend")


@pytest.mark.parametrize(
    ("one", "units", "sentence"),
    [
        (
            win("SW01", "60", "61.23", of="back_squat"),
            POUNDS,
            "Back squat: 135 lb, 2.7 lb more than before. You did that.",
        ),
        (win("SW01", "60", "62.5", of="back_squat"), JIN, "Back squat: 125 jin, 5 jin more than before. You did that."),
        (
            win("SW02", "8", "10", "61.23", of="back_squat"),
            POUNDS,
            "Back squat: 10 times at 135 lb, 2 more than before.",
        ),
        (
            win("SW03", "67.50", "70.31", of="back_squat"),
            POUNDS,
            "Back squat: looks like about 155 lb for one repetition, 6.2 lb more than a month ago.",
        ),
        (
            win("SW06", "300.00", "294.00", of="walking"),
            POUNDS,
            "Looks like 7:53 min a mile at the same effort instead of 8:03.",
        ),
        (
            win("SW06", "150.00", "144.00", of="cycling"),
            METRIC,
            "Looks like 25 km an hour at the same effort instead of 24.",
        ),
        (
            win("SW06", "1500.00", "1200.00", of="swimming"),
            METRIC,
            "Looks like 2:00 min for 100 m at the same effort instead of 2:30.",
        ),
    ],
)
def test_sentence_in_the_units_of_the_person(one, units, sentence):
    assert text(one, "en", units=units) == sentence


def test_sentence_names_an_own_exercise():
    own = win("SW01", "40", "42.5", of="my_machine")
    assert (
        text(own, "en", exercise_name="{Leg} press") == "{Leg} press: 42.5 kg, 2.5 kg more than before. You did that."
    )


@pytest.mark.parametrize("rule", ["SW15", "SW18"])
def test_a_feeling_is_told_without_any_value(rule):
    for hidden in (win(rule, "8", "3", "4"), win(rule, "9", "3", "4")):
        assert text(hidden, "en") == text(win(rule, None, "3", "4"), "en", units=METRIC)


def test_sentence_of_an_unknown_rule_is_an_error():
    with pytest.raises(ValueError, match="SW99"):
        text(type("Row", (), {"rule": "SW99"})(), "en")
