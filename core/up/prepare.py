"""What stands before the first page: tables, and somebody to sign in as."""

from io import StringIO

from django.core.management import call_command, get_commands


def prepare() -> str:
    """Migrate and seed the demo; returns what the demo says about signing in."""
    call_command("migrate", interactive=False, verbosity=0)
    if "demo" not in get_commands():
        return ""
    return str(call_command("demo", stdout=StringIO()) or "")
