"""How the API describes itself: what all resources share, so that no resource has to say it."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter

UUID_TEXT = {"type": "string", "format": "uuid"}
DAY_TEXT = {"type": "string", "format": "date"}

ERRORS = {
    "400": "A field map: what is wrong with which field. Nothing was stored.",
    "401": "No token, or one that is not known or has expired.",
    "403": "`consent_required` names a category of data that is not agreed to; or the token lacks a scope.",
    "404": "There is none with this id, or it is another person's.",
    "409": "It contradicts an entry that is there.",
    "413": "The body is too large.",
    "422": "The Idempotency-Key came with another body before.",
    "429": "Too many writes in a minute.",
}
OF_WRITES = ("400", "401", "403", "404", "409", "413", "422", "429")
OF_READS = ("400", "401", "403", "404")


def query(name: str, description: str, schema: dict[str, Any]) -> dict[str, Any]:
    """A parameter of the query string."""
    return {"name": name, "in": "query", "required": False, "description": description, "schema": schema}


class BearerScheme(OpenApiAuthenticationExtension):
    """`Authorization: Bearer <token>`."""

    target_class = "accounts.tokens.BearerAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, str]:
        """As OpenAPI names it."""
        return {"type": "http", "scheme": "bearer"}


class Page:
    """How a list is wrapped and walked through; the schema reads it from `pagination_class`."""

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        """What a list understands."""
        return [
            query("since", "The first local day, included.", DAY_TEXT),
            query("until", "The last local day, included.", DAY_TEXT),
            query("limit", "Rows on a page, 100 unless told.", {"type": "integer", "minimum": 1, "maximum": 500}),
            query("cursor", "Where the page begins; taken from `next`.", {"type": "string"}),
        ]

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """{results, next}."""
        following = {"type": ["string", "null"], "format": "uri", "description": "The next page's address, or null."}
        return {"type": "object", "required": ["results", "next"], "properties": {"results": schema, "next": following}}


class OnePage(Page):
    """A list that is short enough to come whole."""

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        """Nothing to choose."""
        return []


class OwnedSchema(AutoSchema):
    """Ids are UUIDs of the address; a POST may carry an Idempotency-Key."""

    def _resolve_path_parameters(self, variables: list[str]) -> list[dict[str, Any]]:
        known = getattr(self.view, "lookup_schema", UUID_TEXT)
        return [{"name": name, "in": "path", "required": True, "schema": known} for name in variables]

    def get_override_parameters(self) -> list[Any]:
        """The header that makes a repeated POST one write."""
        if self.method != "POST":
            return []
        told = "The same key with the same body is the same write, for 30 days."
        return [OpenApiParameter("Idempotency-Key", str, OpenApiParameter.HEADER, description=told)]


def add_errors(result: dict[str, Any], generator: Any, request: Any, public: bool) -> dict[str, Any]:
    """Adds the answers to a refused request to every operation."""
    for operations in result["paths"].values():
        for method, operation in operations.items():
            for status in OF_READS if method == "get" else OF_WRITES:
                operation["responses"].setdefault(status, {"description": ERRORS[status]})
    return result
