"""`me`: what the signed-in person may read and change of themselves."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import Throttled, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import BaseRouter
from rest_framework.views import APIView

from accounts.actions import save_profile
from accounts.forms import MAX_HEART_RATES, REST_MAX
from accounts.models import Consent, User
from accounts.validators import birth_years, validate_line
from core.api import ConsentRequired, ScopeRequired
from core.rates import WRITES_PER_MINUTE, take_write

TIMES: dict[str, Any] = {"format": "%H:%M", "input_formats": ["%H:%M", "%H:%M:%S"], "required": False}


class MeSerializer(serializers.ModelSerializer[User]):
    """A person's own profile; only the fields named in `Meta.writable` are taken from a body."""

    display_name = serializers.CharField(max_length=60, allow_blank=True, required=False, validators=[validate_line])
    usual_bed_time = serializers.TimeField(allow_null=True, **TIMES)
    usual_rise_time = serializers.TimeField(allow_null=True, **TIMES)
    review_time = serializers.TimeField(**TIMES)
    review_weekday = serializers.IntegerField(min_value=0, max_value=6, required=False)
    birth_year = serializers.IntegerField(allow_null=True, required=False)
    rest_seconds = serializers.IntegerField(min_value=0, max_value=REST_MAX, required=False)
    max_heart_rate = serializers.IntegerField(
        min_value=MAX_HEART_RATES[0], max_value=MAX_HEART_RATES[1], allow_null=True, required=False
    )
    consents = serializers.SerializerMethodField()

    class Meta:
        model = User
        fields = [
            "email", "display_name", "time_zone", "language", "units", "birth_year", "usual_bed_time",
            "usual_rise_time", "review_weekday", "review_time", "mail_level", "load_unit", "set_effort",
            "rest_seconds", "uses_heart_rate", "max_heart_rate", "motion", "hides_numbers", "consents",
        ]  # fmt: skip
        read_only_fields = ["email"]

    def get_consents(self, person: User) -> dict[str, bool]:
        return {category: person.has_consent(category) for category in Consent.Category.values}

    def validate_birth_year(self, year: int | None) -> int | None:
        years = birth_years(timezone.localdate())
        if year is not None and year not in years:
            raise ValidationError(_("Use a year from %(first)s to %(last)s.") % {"first": years[0], "last": years[-1]})
        return year


class Me(APIView):
    """The signed-in person."""

    @extend_schema(responses=MeSerializer)
    def get(self, request: Request) -> Response:
        """The profile, with the consents by category."""
        self._check_scope(request, {"read"})
        return Response(MeSerializer(request.user).data)

    @extend_schema(request=MeSerializer, responses=MeSerializer)
    def patch(self, request: Request) -> Response:
        """Changes the fields that the body names."""
        self._check_scope(request, set())
        if not take_write(str(request.user.pk)):
            raise Throttled(wait=60, detail=f"At most {WRITES_PER_MINUTE} writes a minute.")
        if not isinstance(request.data, dict):
            raise ValidationError({"non_field_errors": ["Send one JSON object."]})
        serializer = MeSerializer(request.user, data=request.data, partial=True)
        serializer.is_valid(raise_exception=True)
        if serializer.validated_data.get("max_heart_rate") is not None and not request.user.has_consent("body"):
            raise ConsentRequired("body")
        save_profile(person=request.user, changes=dict(serializer.validated_data))
        return Response(MeSerializer(request.user).data)

    @extend_schema(request=MeSerializer, responses=MeSerializer)
    def put(self, request: Request) -> Response:
        """The same as PATCH: a profile has no field that a body must name."""
        return self.patch(request)

    @staticmethod
    def _check_scope(request: Request, sufficient: set[str]) -> None:
        scopes = getattr(request.auth, "scopes", None)
        if scopes and not sufficient & set(scopes):
            raise ScopeRequired("read" if sufficient else "everything")


def register(router: BaseRouter) -> None:
    """Nothing: `me` is one object, so its address stands in accounts/urls.py."""
