"""The three small multiples of one week: training, mood and sleep, each with its own gaps."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import partial
from typing import Any

from django.db.models import FloatField, Value
from django.db.models.functions import Cast
from django.utils.formats import date_format, number_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from core.charts import Caption, Chart, bars, dotline
from core.dates import Week
from core.day_names import long_day
from core.mood_bands import are_hidden, mood
from plans.progress import SessionDone


def week_charts(person: Any, week: Week, facts: dict[str, Any], sessions: Iterable[SessionDone]) -> list[Chart]:
    """The charts of whatever the person agrees to keep; one query beside the `sessions` of the week."""
    charts = [training_chart(week, [(session.day, session.minutes) for session in sessions])]
    entries = _moods_and_nights(person, week)
    if "wellbeing" in person.consent_categories:
        charts.append(mood_chart(week, entries["mood"], facts["mood"]))
    if "sleep" in person.consent_categories:
        charts.append(sleep_chart(week, entries["night"], facts["sleep"]))
    return charts


def _moods_and_nights(person: Any, week: Week) -> dict[str, list[tuple[date, Any]]]:
    """Days with a mood's score, and days with the minutes asleep; one query."""
    parts = []
    if "wellbeing" in person.consent_categories:
        moods = person.mood_ratings.in_week(week).order_by().annotate(what=Value("mood"))
        parts.append(moods.values_list("what", "day", Cast("score", FloatField())))
    if "sleep" in person.consent_categories:
        nights = person.sleep_diary.in_week(week).order_by().annotate(what=Value("night"))
        parts.append(nights.values_list("what", "day", Cast("total_sleep_min", FloatField())))
    found: dict[str, list[tuple[date, Any]]] = defaultdict(list)
    for what, day, value in parts[0].union(*parts[1:], all=True) if parts else ():
        found[what].append((day, value))
    return found


def training_chart(week: Week, rows: Any) -> Chart:
    """Minutes of training a day."""
    minutes: dict[date, int] = defaultdict(int)
    for day, length in rows:
        minutes[day] += length
    total = sum(minutes.values())
    caption = Caption(
        ident="week-training",
        title=_("Training, minutes"),
        description=_("Minutes of training on each day of the week."),
        headers=(_("Day"), _("Minutes")),
        value=number_format(total),
    )
    return bars([minutes.get(day) for day in week.days], labels(week), caption, ticks=ticks(week))


def mood_chart(week: Week, rows: Any, facts: dict[str, Any]) -> Chart:
    """A dot for each day with a rating, joined between neighbouring days only."""
    scores: dict[date, list[int]] = defaultdict(list)
    for day, score in rows:
        scores[day].append(score)
    count = sum(map(len, scores.values()))
    entries = ngettext("%(n)s entry", "%(n)s entries", count) % {"n": count}
    caption = Caption(
        ident="week-mood",
        title=_("Mood") if are_hidden() else _("Mood, 0–10"),
        description=_("Mood on each day with an entry; a day with several shows their mean and their range."),
        headers=(_("Day"), _("Mood"), _("lowest"), _("highest")),
        value=entries if facts["mean"] is None else f"{mood(facts['mean'])} · {entries}",
    )
    means = [sum(scores[day]) / len(scores[day]) if day in scores else None for day in week.days]
    ranges = [(min(scores[day]), max(scores[day])) if day in scores else None for day in week.days]
    show = partial(mood, number=one_decimal)
    return dotline(means, labels(week), caption, show=show, ranges=ranges, ticks=ticks(week))


def sleep_chart(week: Week, rows: Any, facts: dict[str, Any]) -> Chart:
    """Hours asleep in each night, named by the day of waking."""
    asleep = {day: minutes for day, minutes in rows if minutes is not None}
    count = facts["nights"]
    nights = ngettext("%(n)s night", "%(n)s nights", count) % {"n": count}
    mean = facts["mean_total_sleep_min"]
    caption = Caption(
        ident="week-sleep",
        title=_("Sleep, hours"),
        description=_("Hours of sleep in each night, by the day of waking."),
        headers=(_("Day"), _("Sleep")),
        value=nights if mean is None else f"{hours(mean)} · {nights}",
    )
    values = [asleep.get(day) for day in week.days]
    return bars(values, labels(week), caption, colour="c-sleep", show=hours, ticks=ticks(week))


def hours(minutes: float) -> str:
    """Minutes as hours and minutes: 7 h 05."""
    whole = int(minutes + 0.5)
    return _("%(hours)s h %(minutes)02d") % {"hours": whole // 60, "minutes": whole % 60}


def one_decimal(value: float) -> str:
    """With a decimal where there is one."""
    return number_format(round(value, 1), decimal_pos=None if value % 1 else 0)


def labels(week: Week) -> list[str]:
    """The days in full for the table twin."""
    return [long_day(day) for day in week.days]


def ticks(week: Week) -> list[str]:
    """One letter a day under the columns."""
    place = -1 if (get_language() or "").startswith("zh") else 0
    return [date_format(day, "D")[place] for day in week.days]
