"""Reads the bodies of the API. Apart from core/api.py, because DRF imports it while it builds its views."""

import json
from typing import Any

from django.conf import settings
from rest_framework import status
from rest_framework.exceptions import APIException, ParseError
from rest_framework.parsers import BaseParser


class TooLarge(APIException):
    """The body is larger than the limit."""

    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_detail = "The body is too large."


class JsonBody(BaseParser):
    """Reads a body of JSON up to the size limit; whatever else arrives is a 400 or 413, however deep it is nested."""

    media_type = "application/json"

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> Any:
        """The value that the body holds."""
        limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        raw = stream.read(limit + 1)
        if len(raw) > limit:
            raise TooLarge()
        try:
            value = json.loads(raw.decode("utf-8-sig"), parse_constant=_refuse_constant)
            if b"\\u" in raw:  # half of a surrogate pair is JSON, but no text that can be stored or shown
                json.dumps(value, ensure_ascii=False).encode()
            return value
        except (ValueError, RecursionError) as error:
            raise ParseError("The body is not valid JSON.") from error


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON.")
