"""The journal's bodies for the schema of the API, made from the same fields that read them (journal/validation.py).

Bodies are read by `validation.clean_*`, which pages and imports use too; these classes only describe.
"""

from typing import Any

from rest_framework import serializers

from journal import fields, psqi, session_templates, set_rules
from journal import validation as rules
from journal.heart_rate_rules import MINUTES, SAMPLES_LIMIT, SECONDS, ZONES, MinutesByZone, Samples
from journal.pause_fields import PAUSE_FIELDS
from journal.validation_measurement import MEASUREMENT_FIELDS
from journal.wins_facts import RULES


def _described(field: fields.Field) -> serializers.Field[Any, Any, Any, Any]:
    """What the schema says of one field."""
    said: dict[str, Any] = {"required": field.is_required, "help_text": field.help}
    if not field.is_required:
        said["allow_null"] = True
    match field:
        case fields.Whole():
            return serializers.IntegerField(min_value=field.low, max_value=field.high, **said)
        case fields.Number():
            return serializers.FloatField(min_value=field.low, max_value=field.high, **said)
        case fields.Text():
            return serializers.CharField(max_length=field.max_length, allow_blank=not field.is_required, **said)
        case fields.Choice():
            return serializers.ChoiceField(choices=field.choices, **said)
        case fields.Flag():
            return serializers.BooleanField(**said)
        case fields.Day():
            return serializers.DateField(**said)
        case fields.Instant():
            return serializers.DateTimeField(**said)
        case fields.Words():
            return serializers.ListField(child=serializers.CharField(max_length=field.max_length), **said)
        case fields.Choices():
            return serializers.ListField(child=serializers.ChoiceField(choices=field.choices), **said)
        case MinutesByZone():
            return ZoneMinutesSerializer(**said)
        case Samples():
            number = serializers.IntegerField(min_value=SECONDS.low, max_value=SECONDS.high)
            pair = serializers.ListField(child=number, min_length=2, max_length=2)
            return serializers.ListField(child=pair, max_length=SAMPLES_LIMIT, write_only=True, **said)
        case fields.Identifier():
            return serializers.UUIDField(**said)
    raise TypeError(f"{type(field).__name__} has no description.")


def described(
    name: str, doc: str, written: dict[str, fields.Field], **read: serializers.Field[Any, Any, Any, Any]
) -> type[serializers.Serializer[Any]]:
    """A serializer class: the id, what is written, and what is added when read."""
    attributes: dict[str, Any] = {"id": serializers.UUIDField(read_only=True)}
    attributes |= {field_name: _described(field) for field_name, field in written.items()}
    attributes |= read
    for place, field in enumerate(attributes.values()):
        field._creation_counter = place  # DRF sorts by it; the id comes first, what is only read last
    return type(name, (serializers.Serializer,), attributes | {"__doc__": doc})


def _read[Field: serializers.Field[Any, Any, Any, Any]](kind: type[Field], help_text: str = "", **kwargs: Any) -> Field:
    return kind(read_only=True, help_text=help_text, **kwargs)


WinSerializer = type(
    "WinSerializer",
    (serializers.Serializer,),
    {
        "__doc__": "A small win: a fact of the log worth a pause.",
        "id": _read(serializers.UUIDField),
        "rule": _read(serializers.CharField, ", ".join(RULES)),
        "kind": _read(serializers.CharField, "fact or trend"),
        "session": _read(serializers.UUIDField, allow_null=True),
        "day": _read(serializers.DateField),
        "exercise": _read(serializers.CharField, allow_null=True),
        "old": _read(serializers.FloatField, allow_null=True),
        "new": _read(serializers.FloatField, allow_null=True),
        "text": _read(serializers.CharField, "The sentence in the person's language"),
        "shared": serializers.BooleanField(required=False),
        "dismissed": serializers.BooleanField(required=False),
        "kept": serializers.BooleanField(required=False),
    },
)
ZoneMinutesSerializer = type(
    "ZoneMinutesSerializer",
    (serializers.Serializer,),
    {
        "__doc__": "Minutes of a session by heart-rate zone: pauses count as light, near the maximum as vigorous.",
        **{zone: _described(MINUTES) for zone in ZONES},
    },
)
SetSerializer = type(
    "SetSerializer",
    (serializers.Serializer,),
    {
        "__doc__": "One set of one exercise. `load_kg` may be sent as text.",
        **{name: _described(field) for name, field in set_rules.SET_FIELDS.items()},
    },
)
SessionSerializer = described(
    "TrainingSessionSerializer",
    "One training session with its sets.",
    rules.SESSION_FIELDS,
    sets=SetSerializer(many=True, required=False),
    emotion_after_at=_read(serializers.DateTimeField, "When the feeling afterwards was rated", allow_null=True),
    day=_read(serializers.DateField, "The local day on which it started"),
    load=_read(serializers.IntegerField, "Effort times minutes", allow_null=True),
    intensity=_read(serializers.CharField, "light, moderate or vigorous"),
    moderate_equivalent_minutes=_read(serializers.IntegerField, "Moderate plus twice the vigorous minutes"),
    wins=WinSerializer(many=True, read_only=True),
)
TemplateSetSerializer = type(
    "TemplateSetSerializer",
    (serializers.Serializer,),
    {
        "__doc__": "One set that a template lays out.",
        **{name: _described(field) for name, field in set_rules.TEMPLATE_SET_FIELDS.items()},
    },
)
TemplateSerializer = described(
    "SessionTemplateSerializer",
    "A session to start from.",
    session_templates.TEMPLATE_FIELDS,
    sets=TemplateSetSerializer(many=True, required=False),
)
MoodSerializer = described(
    "MoodRatingSerializer",
    "How a person felt, 0 very low to 10 very good.",
    rules.MOOD_FIELDS,
    day=_read(serializers.DateField),
)
RestDaySerializer = type(
    "RestDaySerializer",
    (serializers.Serializer,),
    {
        "__doc__": "A day on which the person chose to rest.",
        "id": _read(serializers.UUIDField),
        "day": serializers.DateField(required=False),
    },
)
PauseSerializer = described(
    "PauseSerializer",
    "Days on which training is not expected. Two pauses of a person never share a day.",
    PAUSE_FIELDS,
)
NightSerializer = described(
    "SleepDiarySerializer",
    "One night, named by the local day of waking.",
    rules.NIGHT_FIELDS,
    time_in_bed_min=_read(serializers.FloatField, allow_null=True),
    total_sleep_min=_read(serializers.FloatField, "Null without minutes to fall asleep and awake", allow_null=True),
    sleep_efficiency=_read(serializers.FloatField, "Per cent, one decimal", allow_null=True),
    mid_sleep=_read(serializers.CharField, "HH:MM", allow_null=True),
)
SleepWeekSerializer = described(
    "SleepWeekSerializer",
    "How the sleep of a week was in the person's own word: a journal item, no test. One a week, named by its Sunday.",
    rules.SLEEP_WEEK_FIELDS,
)
MeasurementSerializer = described(
    "MeasurementSerializer",
    "One measurement; read in the stored unit of its kind. A blood pressure has systolic, diastolic and pulse.",
    MEASUREMENT_FIELDS,
    value=serializers.FloatField(required=False, allow_null=True),
    day=_read(serializers.DateField),
)
_RATING: dict[str, Any] = {"min_value": 0, "max_value": 3, "allow_null": True, "required": False}
PsqiAnswersSerializer = type(
    "PsqiAnswersSerializer",
    (serializers.Serializer,),
    {
        "__doc__": "Raw answers. `latency_min` is a number of minutes or [low, high].",
        "bed_time": serializers.TimeField(allow_null=True, required=False),
        "rise_time": serializers.TimeField(allow_null=True, required=False),
        "latency_min": serializers.JSONField(allow_null=True, required=False),
        "sleep_min": serializers.IntegerField(min_value=0, max_value=1440, allow_null=True, required=False),
        **{name: serializers.IntegerField(**_RATING) for name in psqi.RATINGS},
        "d_j_reason": serializers.BooleanField(required=False),
    },
)
PsqiComponentsSerializer = type(
    "PsqiComponentsSerializer",
    (serializers.Serializer,),
    {
        "__doc__": "The seven components, each 0 to 3.",
        **{name: serializers.IntegerField(**_RATING) for name in psqi.COMPONENTS},
    },
)
PsqiSerializer = described(
    "PsqiSheetSerializer",
    "One PSQI sheet about the past month: answers, or a score worked out elsewhere.",
    rules.PSQI_FIELDS,
    answers=PsqiAnswersSerializer(required=False, allow_null=True),
    components=PsqiComponentsSerializer(required=False),
    global_score=serializers.IntegerField(min_value=0, max_value=21, allow_null=True, required=False),
    flags=_read(serializers.ListField, child=serializers.CharField()),
    scoring_version=_read(serializers.CharField),
)
ExerciseSerializer = described(
    "ExerciseSerializer",
    "An exercise of the catalogue or of the person's own.",
    rules.EXERCISE_FIELDS,
    id=_read(serializers.CharField),
    slug=_read(serializers.CharField, "Its name in sets"),
    equipment=_read(serializers.ListField, child=serializers.CharField()),
    merged_into=_read(serializers.CharField, "What an own exercise became; its slug goes on to work", allow_null=True),
    is_own=_read(serializers.BooleanField),
)
