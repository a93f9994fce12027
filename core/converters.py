"""Path converters; importing this module registers them."""

from datetime import date

from django.urls import register_converter


class DateConverter:
    """A day such as 2026-03-02 in an address; one that does not exist or that no one remembers is not found."""

    regex = r"(?:19|[2-9]\d)\d{2}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        return value.isoformat()


register_converter(DateConverter, "date")
