"""Strict readers of the environment: every variable may have a `_FILE` twin that names a file with the value."""

import os
from pathlib import Path

import environ

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off", ""}


class UnusableSetting(Exception):
    """A variable holds something that cannot be used; the message names it."""


def text(name: str, default: str = "") -> str:
    """The variable's text; where it is unset or empty, that of the file which `NAME_FILE` names."""
    value = os.environ.get(name)
    path = os.environ.get(f"{name}_FILE")
    if not value and path:
        return Path(path).read_text(encoding="utf-8").strip()
    return default if value is None else value


def flag(name: str, default: bool = False) -> bool:
    """A yes or no; anything else is refused by name."""
    value = text(name, "yes" if default else "no").strip().lower()
    if value in TRUE:
        return True
    if value in FALSE:
        return False
    raise UnusableSetting(f"{name} must be yes or no, not {value!r}.")


def number(name: str, default: int) -> int:
    """A whole number; anything else is refused by name."""
    value = text(name, str(default))
    try:
        return int(value)
    except ValueError as error:
        raise UnusableSetting(f"{name} must be a whole number, not {value!r}.") from error


def words(name: str, default: str = "") -> list[str]:
    """A list separated by commas."""
    return [part.strip() for part in text(name, default).split(",") if part.strip()]


def database(default: str) -> dict[str, object]:
    """`DATABASE_URL` as Django's settings."""
    return dict(environ.Env.db_url_config(text("DATABASE_URL", default)))


def mailer(default: str) -> dict[str, object]:
    """`EMAIL_URL` (smtp+tls://, smtp+ssl://, consolemail://, ...) as an entry of Django's MAILERS."""
    url = environ.Env.email_url_config(text("EMAIL_URL", default))
    backend = str(url["EMAIL_BACKEND"])
    if not backend.endswith("smtp.EmailBackend"):
        return {"BACKEND": backend}
    options = {
        "host": url.get("EMAIL_HOST") or "localhost",
        "port": url.get("EMAIL_PORT") or None,
        "username": url.get("EMAIL_HOST_USER") or "",
        "password": url.get("EMAIL_HOST_PASSWORD") or "",
        "use_tls": bool(url.get("EMAIL_USE_TLS")),
        "use_ssl": bool(url.get("EMAIL_USE_SSL")),
        "timeout": 20,
    }
    return {"BACKEND": backend, "OPTIONS": options}
