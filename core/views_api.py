"""The API described for machines (OpenAPI) and for people (one page made from it)."""

from functools import cache
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, JsonResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import (
    OpenApiJsonRenderer,
    OpenApiJsonRenderer2,
    OpenApiYamlRenderer,
    OpenApiYamlRenderer2,
)
from drf_spectacular.views import SpectacularAPIView

METHODS = {"get": "GET", "post": "POST", "put": "PUT", "patch": "PATCH", "delete": "DELETE"}


class Schema(SpectacularAPIView):
    """OpenAPI 3.1, as JSON unless YAML is asked for."""

    renderer_classes = [OpenApiJsonRenderer, OpenApiJsonRenderer2, OpenApiYamlRenderer, OpenApiYamlRenderer2]


@login_not_required
def docs(request: HttpRequest) -> HttpResponse:
    """Every resource with its calls and fields, readable without scripts."""
    return render(request, "core/api_docs.html", {"resources": resources()})


@csrf_exempt
@login_not_required
def unknown(request: HttpRequest, address: str) -> HttpResponse:
    """No address of the API: 404 as JSON; a read that only lacks its last slash is led there."""
    if request.method in ("GET", "HEAD") and not address.endswith("/"):
        return HttpResponsePermanentRedirect(request.get_full_path(force_append_slash=True))
    return JsonResponse({"detail": "Not found. Every address of the API ends with a slash."}, status=404)


@cache
def resources() -> list[dict[str, Any]]:
    """The schema as the page tells it: resource by resource, made once a process."""
    schema: dict[str, Any] = SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    told: dict[str, dict[str, Any]] = {}
    for path, operations in schema["paths"].items():
        for method, operation in operations.items():
            if method not in METHODS or not operation.get("tags"):
                continue
            name = operation["tags"][0]
            resource = told.setdefault(name, {"name": name, "calls": [], "fields": {}})
            resource["calls"].append(_call(path, method, operation))
            for body in _bodies(operation):
                resource["fields"] |= {row["name"]: row for row in fields_of(schema, body)}
    return [one | {"fields": list(one["fields"].values())} for one in told.values()]


def fields_of(schema: dict[str, Any], body: dict[str, Any]) -> list[dict[str, str]]:
    """Name, type and meaning of each field of a body."""
    body = _resolved(schema, body)
    if "results" in body.get("properties", {}):
        body = _resolved(schema, body["properties"]["results"].get("items", {}))
    return [_field(schema, name, said) for name, said in body.get("properties", {}).items()]


def _call(path: str, method: str, operation: dict[str, Any]) -> dict[str, Any]:
    parameters = [one for one in operation.get("parameters", []) if one["in"] != "path"]
    summary = operation.get("description", "").strip()
    return {"method": METHODS[method], "path": path, "summary": summary, "parameters": parameters}


def _bodies(operation: dict[str, Any]) -> list[dict[str, Any]]:
    """What is sent, then what is answered."""
    parts = [operation.get("requestBody", {}), *(operation["responses"].get(code, {}) for code in ("200", "201"))]
    contents = [part.get("content", {}).get("application/json", {}) for part in parts]
    return [content["schema"] for content in contents if "schema" in content]


def _field(schema: dict[str, Any], name: str, said: dict[str, Any]) -> dict[str, str]:
    known = _resolved(schema, said)
    kind = known.get("format") or known.get("type", "")
    words = [kind] if isinstance(kind, str) else [str(one) for one in kind if one != "null"]
    if "enum" in known:
        words = [str(one) for one in known["enum"] if one]
    if known.get("type") == "array":
        words = ["list"]
    if "minimum" in known and "maximum" in known:
        words.append(f"{known['minimum']} – {known['maximum']}")
    kind_words = ", ".join(words)
    return {
        "name": name,
        "kind": kind_words,
        "help": said.get("description", known.get("description", "")).partition("* `")[0],  # choices stand in `kind`
        "only_read": "yes" if said.get("readOnly") else "",
    }


def _resolved(schema: dict[str, Any], said: dict[str, Any]) -> dict[str, Any]:
    """Follows references; of several possibilities the first that says something."""
    if "$ref" in said:
        return _resolved(schema, schema["components"]["schemas"][said["$ref"].rpartition("/")[2]])
    for word in ("allOf", "oneOf", "anyOf"):
        for part in said.get(word, []):
            if found := _resolved(schema, part):
                return found
    return said
