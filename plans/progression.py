"""The progression rules of SPEC 6.2 as pure functions: what was logged in, one proposal out, with its reasons.

Evaluated in this order, and the first that applies wins: pain, a gap, back, advance, hold. All numbers are in the
`params` of the rule (`programmes/rules.yaml`). Effort that was not rated never advances a week; repetitions in reserve
may be missing. A repeated week is "again", however often.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_DOWN, Decimal
from statistics import fmean, median
from typing import Any
from uuid import UUID

type Params = Mapping[str, Any]

START = "start"


@dataclass(frozen=True, slots=True)
class SetDone:
    """One working set: whole repetitions, kg, seconds, repetitions in reserve 0-5, pose level 1-5."""

    reps: int | None = None
    load_kg: Decimal | None = None
    seconds: int | None = None
    rir: float | None = None
    pose_level: int | None = None


@dataclass(frozen=True, slots=True)
class Exposure:
    """One session's part in one exercise, as it was logged."""

    session: UUID
    day: date
    sets: tuple[SetDone, ...]
    effort: int | None = None
    """Of the whole session, 0-10."""
    pain: int | None = None
    paces: tuple[float, ...] = ()
    """Seconds a kilometre of each repetition of an interval."""


@dataclass(frozen=True, slots=True)
class WeekDone:
    """One programme week as it was logged."""

    sessions: tuple[UUID, ...]
    planned: int
    done: int
    efforts: tuple[int | None, ...] = ()
    pain: int | None = None
    """The worst of the week."""
    minutes: int = 0
    """Moderate-equivalent minutes that were done."""
    minutes_planned: int = 0
    nights: tuple[UUID, ...] = ()
    rounds: int | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a rule proposes. `change` is what accepting sets, `reasons` are codes with figures, `basis` logged rows."""

    rule: str
    outcome: str
    """pause, gap, back, advance or hold."""
    change: Mapping[str, Any]
    reasons: tuple[tuple[str, Mapping[str, Any]], ...]
    basis: tuple[UUID, ...] = field(default=())

    @property
    def offers_substitute(self) -> bool:
        """With pain another exercise of the same pattern is offered as well."""
        return any(code == "pain" for code, _ in self.reasons) and self.outcome == "back"


# ---- After a session, for one exercise ------------------------------------------------------------------------------


def lift_double(
    done: Sequence[Exposure], *, load_kg: Decimal, reps: tuple[int, int], increment_kg: Decimal | None, today: date,
    params: Params,
) -> Proposal | None:  # fmt: skip
    """The next load of a lift and its repetitions; None before anything was logged. `done` is oldest first."""
    if not done:
        return None
    last, (least, most) = done[-1], reps
    make = _maker("lift_double", last)
    if _hurts(last, params):
        return make("back", {"load_kg": _lighter(load_kg, params["back_factor"], params)}, _pain(last))
    if gap := _gap(last.day, today, params["gaps"]):
        days, step = gap
        change = {"load_kg": None} if step == START else {"load_kg": _lighter(load_kg, step, params)}
        return make("gap", change, ("gap", {"days": (today - last.day).days, "from": days}))
    recent = done[-params["fails_in_a_row"] :]
    if len(recent) == params["fails_in_a_row"] and all(_misses(one, least) for one in recent):
        change = {"load_kg": _lighter(load_kg, params["back_factor"], params)}
        return _maker("lift_double", *recent)("back", change, ("below_least", {"reps": least, "times": len(recent)}))
    if last.sets and all((one.reps or 0) >= most for one in last.sets) and _has_reserve(last, params):
        step_kg = increment_kg or Decimal(str(params["default_increment_kg"]))
        reason = ("all_at_most", {"reps": most, **_reserve(last)})
        return make("advance", {"load_kg": load_kg + step_kg, "reps": least}, reason)
    if last.sets and all((one.reps or 0) >= most for one in last.sets):
        is_rated = last.effort is not None or any(one.rir is not None for one in last.sets)
        return make(
            "hold", {"load_kg": load_kg, "reps": most}, ("no_reserve" if is_rated else "unrated", {"reps": most})
        )
    goal = min(most, min((one.reps or 0 for one in last.sets), default=least) + 1)
    return make("hold", {"load_kg": load_kg, "reps": max(least, goal)}, ("not_yet", {"reps": most}))


def reps_or_hold(
    done: Sequence[Exposure], *, target: int, unit: str, bounds: tuple[int, int], today: date, params: Params
) -> Proposal | None:
    """More repetitions or seconds, then a harder version. `unit` is "reps" or "seconds", `bounds` start and most."""
    if not done:
        return None
    last, (start, most) = done[-1], bounds
    make = _maker("reps_or_hold", last)
    step = params[f"step_{unit}"]
    fewer = {unit: max(step, target - step)}
    if _hurts(last, params):
        return make("back", fewer, _pain(last))
    if gap := _gap(last.day, today, params["gaps"]):
        change = {unit: start} if gap[1] == START else fewer
        return make("gap", change, ("gap", {"days": (today - last.day).days, "from": gap[0]}))
    if last.effort is not None and last.effort >= params["effort_back_min"]:
        return make("back", fewer, ("effort", {"effort": last.effort}))
    recent = done[-params["sessions_in_a_row"] :]
    is_met = len(recent) == params["sessions_in_a_row"] and all(_reaches(one, unit, target) for one in recent)
    if is_met and last.effort is not None and last.effort <= params["effort_advance_max"]:
        reached = target + step
        change = {unit: start, "is_harder": True} if reached > most else {unit: reached}
        reason = ("target_met", {"target": target, "times": len(recent), "effort": last.effort})
        return _maker("reps_or_hold", *recent)("advance", change, reason)
    return make("hold", {unit: target}, ("not_yet", {unit: target}))


def pose_level(
    done: Sequence[Exposure], *, level: int, seconds: int, today: date, is_calm: bool = True, params: Params
) -> Proposal | None:
    """A deeper level only when the pose was held with a calm breath in two sessions running."""
    if not done:
        return None
    last = done[-1]
    make = _maker("pose_level", last)
    shallower = {"pose_level": max(1, level - 1), "seconds": seconds}
    if _hurts(last, params):
        return make("back", shallower, _pain(last))
    if gap := _gap(last.day, today, params["gaps"]):
        return make("gap", shallower, ("gap", {"days": (today - last.day).days, "from": gap[0]}))
    recent = done[-params["sessions_in_a_row"] :]
    is_held = len(recent) == params["sessions_in_a_row"] and all(_held(one, level, seconds) for one in recent)
    if is_held and is_calm and (last.pain or 0) <= params["pain_advance_max"] and level < params["max_level"]:
        change = {"pose_level": level + 1, "seconds": params["restart_seconds"]}
        reason = ("held", {"seconds": seconds, "times": len(recent)})
        return _maker("pose_level", *recent)("advance", change, reason)
    longer = min(params["max_seconds"], seconds + params["step_seconds"])
    return make("hold", {"pose_level": level, "seconds": max(seconds, longer)}, ("not_yet", {"seconds": longer}))


def pace_step(
    done: Sequence[Exposure], *, target_s_per_km: Decimal, reps: int, today: date, params: Params
) -> Proposal | None:
    """The target pace of the next intervals, one per cent at a time."""
    if not done:
        return None
    last = done[-1]
    make = _maker("pace_step", last)
    slower = {"pace_s_per_km": _pace(target_s_per_km, params["slower"])}
    if _hurts(last, {"pain_back_min": 4} | dict(params)):
        return make("back", slower, _pain(last))
    if gap := _gap(last.day, today, params["gaps"]):
        is_new = gap[1] == "baseline"
        change = {"pace_s_per_km": None if is_new else _pace(target_s_per_km, gap[1])}
        return make("gap", change, ("gap", {"days": (today - last.day).days, "from": gap[0]}))
    missed = reps - len(last.paces)
    if missed >= params["missed_reps_back"] or (last.effort or 0) >= params["effort_back_min"]:
        reason = ("missed", {"reps": missed}) if missed >= params["missed_reps_back"] else _effort(last)
        return make("back", slower, reason)
    limit = float(target_s_per_km) * (1 + params["tolerance"])
    is_even = missed <= 0 and all(pace <= limit for pace in last.paces)
    if is_even and last.effort is not None and last.effort <= params["effort_advance_max"]:
        change = {"pace_s_per_km": _pace(target_s_per_km, params["faster"])}
        return make("advance", change, ("even", {"reps": reps, "effort": last.effort}))
    return make("hold", {"pace_s_per_km": target_s_per_km}, ("not_yet", {}))


# ---- At the end of a programme week ---------------------------------------------------------------------------------


def week_step(done: WeekDone, *, week: int, away: int | None, params: Params) -> Proposal:
    """The next programme week. `away`: days since the last session of the plan, None when there was none yet."""
    make = _week_maker("week_step", done)
    if (stop := _week_hurts(done, week, params, make)) or (stop := _week_gap(week, away, params, make)):
        return stop
    felt = _felt(done)
    if felt is not None and felt >= params["effort_back_min"]:
        return make("back", {"programme_week": max(1, week - params["back_weeks"])}, ("effort", {"effort": felt}))
    enough = math.ceil(round(params["min_share_done"] * done.planned, 2))
    if done.done >= enough and _is_manageable(done, params):
        reason = ("manageable", {"done": done.done, "planned": done.planned, "effort": felt})
        return make("advance", {"programme_week": week + 1}, reason)
    return make("hold", {"programme_week": week}, _why_again(done, enough, felt, params))


def volume_step(done: WeekDone, *, week: int, away: int | None, params: Params) -> Proposal:
    """The next week once 80 per cent of its minutes were done at a manageable effort."""
    make = _week_maker("volume_step", done)
    if (stop := _week_hurts(done, week, params, make)) or (stop := _week_gap(week, away, params, make)):
        return stop
    felt = _felt(done)
    if felt is not None and felt >= params["effort_back_min"]:
        return make("back", {"programme_week": max(1, week - params["back_weeks"])}, ("effort", {"effort": felt}))
    enough = params["min_share_minutes"] * done.minutes_planned
    figures = {"minutes": done.minutes, "planned": done.minutes_planned}
    if done.minutes >= enough and _is_manageable(done, params):
        return make("advance", {"programme_week": week + 1}, ("minutes_done", figures | {"effort": felt}))
    if done.minutes < enough:
        return make("hold", {"programme_week": week}, ("minutes_short", figures))
    return make("hold", {"programme_week": week}, _why_again(done, 0, felt, params))


def attendance_only(done: WeekDone, *, week: int, away: int | None, params: Params) -> Proposal:
    """Turning up is the goal: always on, with a round less after a very hard week."""
    make = _week_maker("attendance_only", done)
    if (stop := _week_hurts(done, week, params, make)) or (stop := _week_gap(week, away, params, make)):
        return stop
    felt = _felt(done)
    if felt is not None and felt >= params["effort_back_min"]:
        fewer = max(params["min_rounds"], (done.rounds or params["min_rounds"] + 1) - 1)
        return make("back", {"programme_week": week + 1, "rounds": fewer}, ("effort", {"effort": felt}))
    return make("advance", {"programme_week": week + 1}, ("turned_up", {"done": done.done}))


def rhythm_step(done: WeekDone, *, week: int, away: int | None, params: Params) -> Proposal:
    """A narrower window once enough nights were logged; `away` counts from the last logged night."""
    make = _week_maker("rhythm_step", done, done.nights)
    if (stop := _week_hurts(done, week, params, make)) or (stop := _week_gap(week, away, params, make)):
        return stop
    figures = {"nights": len(done.nights), "least": params["min_nights"]}
    if len(done.nights) >= params["min_nights"]:
        return make("advance", {"programme_week": week + 1}, ("nights_logged", figures))
    return make("hold", {"programme_week": week}, ("nights_short", figures))


WEEK_RULES = {
    "week_step": week_step,
    "volume_step": volume_step,
    "attendance_only": attendance_only,
    "rhythm_step": rhythm_step,
}
"""Rules that move a programme from week to week; programmes of the other rules go on a week at a time."""

# ---- What the rules share -------------------------------------------------------------------------------------------


def _maker(rule: str, *rests_on: Exposure) -> Any:
    basis = tuple(dict.fromkeys(one.session for one in rests_on))
    return lambda outcome, change, *reasons: Proposal(rule, outcome, change, reasons, basis)


def _week_maker(rule: str, done: WeekDone, more: tuple[UUID, ...] = ()) -> Any:
    return lambda outcome, change, *reasons: Proposal(rule, outcome, change, reasons, (*done.sessions, *more))


def _hurts(one: Exposure, params: Params) -> bool:
    return one.pain is not None and one.pain >= params["pain_back_min"]


def _pain(one: Exposure) -> tuple[str, dict[str, Any]]:
    return "pain", {"pain": one.pain}


def _effort(one: Exposure) -> tuple[str, dict[str, Any]]:
    return "effort", {"effort": one.effort}


def _gap(last: date, today: date, gaps: Sequence[Sequence[Any]]) -> tuple[int, Any] | None:
    """The longest gap of the rule that has passed: its days and its step."""
    away = (today - last).days
    passed = [(days, step) for days, step in gaps if away >= days]
    return max(passed, key=lambda gap: gap[0]) if passed else None


def _lighter(load_kg: Decimal, factor: float, params: Params) -> Decimal:
    """Times the factor, rounded down to the smallest plate step."""
    step = Decimal(str(params["round_down_kg"]))
    return (load_kg * Decimal(str(factor)) / step).to_integral_value(ROUND_DOWN) * step


def _pace(target: Decimal, factor: float) -> Decimal:
    return (target * Decimal(str(factor))).quantize(Decimal("0.1"))


def _misses(one: Exposure, least: int) -> bool:
    return any((done.reps or 0) < least for done in one.sets)


def _has_reserve(one: Exposure, params: Params) -> bool:
    """Two repetitions left on average, or a session that did not feel very hard; and no pain to speak of."""
    if (one.pain or 0) > params["pain_advance_max"]:
        return False
    logged = [done.rir for done in one.sets if done.rir is not None]
    if logged:
        return fmean(logged) >= params["rir_min"]
    return one.effort is not None and one.effort <= params["effort_max_without_rir"]


def _reserve(one: Exposure) -> dict[str, Any]:
    logged = [done.rir for done in one.sets if done.rir is not None]
    return {"rir": round(fmean(logged), 1)} if logged else {"effort": one.effort}


def _reaches(one: Exposure, unit: str, target: int) -> bool:
    return bool(one.sets) and all((getattr(done, unit) or 0) >= target for done in one.sets)


def _held(one: Exposure, level: int, seconds: int) -> bool:
    at_level = [done for done in one.sets if (done.pose_level or 0) >= level]
    return (
        bool(at_level) and len(at_level) == len(one.sets) and all((done.seconds or 0) >= seconds for done in at_level)
    )


def _felt(done: WeekDone) -> float | None:
    rated = [effort for effort in done.efforts if effort is not None]
    return median(rated) if rated else None


def _is_manageable(done: WeekDone, params: Params) -> bool:
    """Whether the median effort allows the next week; an effort that was not rated counts as one too high."""
    most = params["effort_advance_max"]
    counted = [most + 1 if effort is None else effort for effort in done.efforts]
    return bool(counted) and median(counted) <= most


def _week_hurts(done: WeekDone, week: int, params: Params, make: Any) -> Proposal | None:
    pain, reason = done.pain or 0, ("pain", {"pain": done.pain})
    if pain >= params.get("pain_pause_min", 7):
        paused: Proposal = make("pause", {"state": "paused"}, reason)
        return paused
    if pain >= params.get("pain_back_min", 4):
        back: Proposal = make("back", {"programme_week": max(1, week - params.get("back_weeks", 1))}, reason)
        return back
    return None


def _week_gap(week: int, away: int | None, params: Params, make: Any) -> Proposal | None:
    """After days without a session: again, some weeks back, or from the first week."""
    passed = [(days, step) for days, step in params["gaps_weeks_back"] if away is not None and away >= days]
    if not passed:
        return None
    days, step = max(passed, key=lambda gap: gap[0])
    to = 1 if step == START else max(1, week - step)
    gap: Proposal = make("gap", {"programme_week": to}, ("gap", {"days": away, "from": days}))
    return gap


def _why_again(done: WeekDone, enough: int, felt: float | None, params: Params) -> tuple[str, dict[str, Any]]:
    if done.done < enough:
        return "sessions_short", {"done": done.done, "enough": enough}
    if felt is None or felt <= params["effort_advance_max"]:
        return "no_effort", {"rated": sum(effort is not None for effort in done.efforts), "of": len(done.efforts)}
    return "effort", {"effort": felt}
