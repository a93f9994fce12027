"""What must never be said (SPEC 8.3), rule by rule in both languages; each rule with sentences that break it."""

import re
from collections.abc import Iterable


class Rule:
    """Patterns for English (whole words) and Chinese; `bad` are sentences that they find.

    `fine` are near neighbours that may be said.
    """

    def __init__(
        self, name: str, *, english: Iterable[str], chinese: Iterable[str], bad: tuple[str, ...], fine: tuple[str, ...]
    ) -> None:
        self.name, self.bad, self.fine = name, bad, fine
        self.pieces = [*(rf"\b(?:{piece})(?!\w)" for piece in english), *chinese]
        self.pattern = re.compile("|".join(self.pieces), re.IGNORECASE)

    def __str__(self) -> str:
        return self.name

    def finds(self, text: str) -> str:
        """The first piece of the text that breaks the rule, or nothing."""
        found = self.pattern.search(text)
        return found[0] if found else ""


FIGURE = r"(?:%\(\w+\)[sd]|\{\{ ?\w|\{\w|\d)"  # or where one is filled in

RULES = (
    Rule(
        "1 diagnoses",
        english=[
            "depress(?:ed|ion|ive)", "insomniac?", "hypertensi(?:on|ve)", "over-?train(?:ed|ing)", "anxiety disorder",
            "sleep disorder", "burn-?out", "anorexi[ac]", "bulimi[ac]", "addict(?:ed|ion)?",
            "you (?:have|suffer from) an? (?:illness|disorder)",
        ],
        chinese=[
            "抑郁", "失眠", "高血压", "过度训练", "焦虑症", "睡眠障碍", "厌食", "暴食", "成瘾", "上瘾", "你患有",
            "确诊",
        ],
        bad=(
            "You are depressed.", "This looks like insomnia.", "Hypertension, stage 1", "You are overtrained.",
            "Overtraining is likely.", "You suffer from a disorder.", "你可能抑郁了。", "这是失眠。", "你有高血压。",
            "你已经过度训练。", "你患有焦虑症。",
            "An anxiety disorder", "A sleep disorder", "Close to burnout", "Signs of anorexia", "Signs of bulimia",
            "You are addicted.", "睡眠障碍", "厌食倾向", "暴食倾向", "训练成瘾", "你上瘾了", "已确诊",
        ),
        fine=(
            "Your sleep was poor.", "心情一直偏低", "A card is an offer, and no diagnosis.",
        ),
    ),
    Rule(
        "2 causes",
        english=[
            "because(?: of)?", "caus(?:e|es|ed|ing)", "leads? to", "led to", "improv(?:e|es|ed|ing)",
            "reduc(?:e|es|ed|ing)", "thanks to", "due to", "makes? you(?:r mood)?", "results? in", "boost(?:s|ed)?",
        ],
        chinese=[
            "因为", "导致", "引起", "造成", "使得", "改善了", "降低了", "提升了", "多亏", "归功于",
        ],
        bad=(
            "You slept well because you trained.", "Running causes better mood.", "Training leads to sleep.",
            "Exercise improved your mood.", "Walking reduces stress.", "Thanks to your training, you slept.",
            "Due to the run you felt better.", "Yoga makes you calm.", "因为你训练了，睡得更好。",
            "训练导致睡眠变好。", "跑步引起心情变化。", "运动使得你平静。", "训练改善了你的心情。",
            "散步降低了压力。", "多亏了训练。",
            "The run led to calm.", "Rest results in sleep.", "It boosts your mood.", "跑步造成疲劳", "提升了心情",
            "归功于训练",
        ),
        fine=(
            "On days with training you rated your mood higher.", "It goes with more sleep.",
            "在训练的日子里，你给心情的评分更高。",
        ),
    ),
    Rule(
        "3 promises",
        english=[
            "cur(?:e|es|ed|ing)", "treat(?:s|ed|ing|ment|ments|able)?", "heal(?:s|ed|ing)?",
            "instead of (?:therapy|medicine|a doctor)", "replaces? (?:therapy|your medicine)",
            "stop (?:your|the|taking) (?:medication|medicine)", "guarantee[ds]?",
        ],
        chinese=[
            "治愈", "治疗", "疗效", "治好", "根治", "替代药物", "代替药物", "停药", "保证(?:有效|见效)",
        ],
        bad=(
            "Yoga cures stress.", "A treatment for low mood.", "Walking heals.", "Train instead of therapy.",
            "Stop your medication.", "Guaranteed results.", "运动治愈一切。", "一种治疗方法。", "替代药物。",
            "可以停药了。",
            "It replaces therapy.", "疗效很好", "治好失落", "根治", "代替药物", "保证有效",
        ),
        fine=(
            "Keep healthy.", "Talk to a doctor.", "健康",
        ),
    ),
    Rule(
        "4 shame and pressure",
        english=[
            "fail(?:ed|s|ing)?", "laz(?:y|iness)", "missed again", "excuses?", rf"only {FIGURE}",
            "streak (?:lost|broken)", "lost your streak", "don'?t (?:give up|break)", "you should have",
            "slack(?:er|ed|ing)?", "disappointing", "at last", "finally", "no progress", "cheat(?:ed|ing)?",
        ],
        chinese=[
            "失败", "懒", "又没", "借口", "断签", "断了连续", rf"只有 ?{FIGURE}", "只完成", "只做了",
            rf"才 ?{FIGURE}", "别放弃", "终于", "没有进步", "偷懒",
        ],
        bad=(
            "You failed your week.", "Do not be lazy.", "Missed again.", "No excuses.", "Only 2 sessions this week.",
            "Only %(sessions)s sessions", "Only {n} left", "Streak lost", "Don't give up now.",
            "You finally made it.", "这周失败了。", "别偷懒。", "你又没来。", "不要找借口。", "断签了。",
            "只有 2 次训练。", "只有 %(n)s 次", "终于完成了。",
            "You lost your streak.", "You should have trained.", "Do not slack.", "A disappointing week", "At last",
            "No progress this week", "You cheated.", "断了连续记录", "只完成了一次", "只做了一次", "才 2 次",
            "别放弃", "没有进步",
        ),
        fine=(
            "A quiet week is a week.", "Only you can see it.", "只有你能看到。", "Failure",
        ),
    ),
    Rule(
        "5 appearance",
        english=[
            "thinner", "slim(?:mer|ming)?", "toned", "beach(?: body)?", "bikini",
            "burn (?:it|that|fat|calories)(?: off)?", "flat (?:belly|stomach)",
            "before(?:[- ]and[- ]|[/ -])after (?:pictures?|photos?)", "lose weight fast",
            "six-?pack", "skinny",
        ],
        chinese=[
            "变瘦", "显瘦", "瘦身", "身材好", "好身材", "马甲线", "燃脂", "前后对比照", "比基尼",
        ],
        bad=(
            "You look thinner.", "Slimmer by summer", "Toned arms", "Ready for the beach", "Burn it off.",
            "Before and after pictures", "before/after photos", "你变瘦了。", "显瘦动作", "身材好的秘诀", "燃脂训练",
            "Bikini season", "A flat belly", "Lose weight fast", "Six-pack", "Skinny", "瘦身计划", "好身材", "马甲线",
            "前后对比照", "比基尼",
        ),
        fine=(
            "Weight", "Feelings before and after training", "体重",
        ),
    ),
    Rule(
        "6 no response",
        english=[
            "non-?responders?", "(?:exercise|training|it|this) (?:does not|doesn'?t) work for you",
            "has no effect on you",
        ],
        chinese=[
            "无反应者", "运动对你无效", "对你没(?:用|有效果|有作用)",
        ],
        bad=(
            "You are a non-responder.", "Exercise does not work for you.", "Training has no effect on you.",
            "运动对你无效。", "对你没用。",
            "无反应者",
        ),
        fine=(
            "Still collecting: 12 of 21 days.",
        ),
    ),
    Rule(
        "7 pain as merit",
        english=[
            "no pain,? no gain",
            "(?:push|train(?:ed)?|work(?:ed)?) through (?:the |your )?(?:pain|illness|injury|fever|it)",
            "tough it out", "ignor(?:e|ed|ing) (?:the|your) (?:pain|tiredness)",
            "(?:well done|great|strong),? (?:even|although|though) (?:ill|injured|in pain)",
        ],
        chinese=[
            "没有痛苦就没有", "带病坚持", "带伤坚持", "忍(?:着|住)疼?痛", "咬牙坚持",
        ],
        bad=(
            "No pain, no gain.", "Push through the pain.", "You trained through your fever: strong.", "Tough it out.",
            "Well done, even ill.", "没有痛苦就没有收获。", "带病坚持训练，真棒。", "忍着痛也要练。", "咬牙坚持。",
            "Ignore the pain.", "带伤坚持",
        ),
        fine=(
            "Stop or leave out what hurts.", "会疼的动作，先停下或跳过。",
        ),
    ),
    Rule(
        "8 laboratory verdicts",
        english=[
            "abnormal(?:ly)?", "(?:your )?inflammation (?:is|went|has gone) (?:up|down|lower|higher)",
            "(?:crp|il-6|value|level|result)s? (?:is|are|looks?) (?:not )?normal",
            "within (?:the )?normal(?: range)?",
        ],
        chinese=[
            "异常(?!气短)", "炎症(?:下降|降低|升高|减轻)了?", "(?:指标|数值|结果)(?:不)?正常", "正常(?:值|范围)",
        ],
        bad=(
            "Your CRP is normal.", "An abnormal value", "Your inflammation is down.", "Within the normal range",
            "数值正常。", "结果异常。", "炎症下降了。", "在正常范围内。",
        ),
        fine=(
            "Text size: Normal", "正常",
        ),
    ),
    Rule(
        "9 comparison with others",
        english=[
            r"(?:better|worse|more|less|faster|fitter) than (?:others?|most|\d+ ?% of|average|the average)",
            "other users", "percentiles?", "rank(?:s|ed|ing|ings)?", "leader-?boards?", r"top \d+ ?%",
            "people like you", "you beat",
        ],
        chinese=[
            "排名", "排行", "名次", "百分位", r"超过了?全?.{0,6}\d+ ?%的?(?: ?的)?(?:人|用户)", "其他用户", "打败了",
            "击败了", "比别人", "像你这样的人",
        ],
        bad=(
            "Better than 80 % of people", "You sleep worse than most.", "Other users run more.", "80th percentile",
            "Rank 3 of 12", "Leaderboard", "People like you run.", "排名第三", "超过了 80% 的人", "比别人强",
            "其他用户",
            "Top 10 %", "You beat your group.", "排行榜", "名次", "百分位", "打败了别人", "击败了大家",
            "像你这样的人",
        ),
        fine=(
            "More than last time", "You can do more than you think.", "比上次多",
        ),
    ),
    Rule(
        "10 precision that is not there",
        english=[
            r"p ?[<=>] ?0?\.\d+", "proven", "proves?", "scientifically", "statistically significant", "clinically",
            r"mood (?:was|is|rose|went)(?: up)?(?: by)?(?: about)? \d+\.\d+",
        ],
        chinese=[
            r"[pP] ?[<=>] ?0?\.\d", "已?(?:被)?证实", "证明了", "科学(?:证明|表明)", "统计显著",
            "显著(?:提高|改善|降低)", "临床证明",
        ],
        bad=(
            "p < 0.05", "Proven to work", "Scientifically shown for you", "A statistically significant change",
            "Your mood was 1.37 points higher.", "科学证明有效。", "心情显著提高。", "证明了你的进步。",
            "The log proves it.", "Clinically tested", "已被证实", "统计显著", "临床证明",
        ),
        fine=(
            "Rated high in the review this product is built on.", "about 1 point",
        ),
    ),
    Rule(
        "tone",
        english=[
            "oops", "crushing it", "crushed it", "beast(?: mode)?", "you are a champion", "smash(?:ed)? it",
        ],
        chinese=[
            "您",
        ],
        bad=(
            "Oops, something broke.", "Beast mode on", "You are a champion.", "您的日志",
            "Crushing it", "You crushed it", "Smash it",
        ),
        fine=(
            "你的日志",
        ),
    ),
)  # fmt: skip


def broken(text: str) -> list[tuple[str, str]]:
    """Every rule that a text breaks, with the piece that breaks it."""
    return [(rule.name, piece) for rule in RULES if (piece := rule.finds(text))]
