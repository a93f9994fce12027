"""What health checks look at: the database, the broker, and work that was really done."""

from datetime import timedelta

from celery import current_app
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from core import help_contacts
from core.models import Heartbeat, OutboxMail

HEARTBEAT_LIMIT = timedelta(seconds=120)
MAIL_LIMIT = timedelta(minutes=10)
BACKUP_LIMIT = timedelta(hours=26)
OK = "ok"
BACKUP = "backup"
NEVER = "never seen"
_applied: list[bool] = []  # filled once all migrations were seen applied: a process's code does not change


def record_heartbeat(name: str) -> None:
    """Note that `name` (worker, beat) just did something real."""
    Heartbeat.objects.update_or_create(name=name, defaults={"at": timezone.now()})


def heartbeat_state(name: str) -> str:
    """`ok`, or how long ago `name` last worked."""
    at = Heartbeat.objects.filter(name=name).values_list("at", flat=True).first()
    if at is None:
        return NEVER
    age = timezone.now() - at
    return OK if age < HEARTBEAT_LIMIT else f"last seen {age.total_seconds():.0f} s ago"


def database_state() -> str:
    """`ok`, or the kind of error that a query meets."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        return type(error).__name__
    return OK


def migrations_state() -> str:
    """`ok`, or how many migrations are still to be applied."""
    if not _applied:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if waiting:
            return f"{len(waiting)} waiting"
        _applied.append(True)
    return OK


def broker_state() -> str:
    """`ok`, or the kind of error that a connection to the broker meets."""
    try:
        with current_app.connection_for_write(connect_timeout=2) as broker:
            broker.ensure_connection(max_retries=1, timeout=2)
    except Exception as error:  # each transport has exceptions of its own
        return type(error).__name__
    return OK


def outbox_state() -> str:
    """`ok`, or how long the oldest due mail has waited for its first try, also while the mail server is away."""
    waiting = OutboxMail.objects.filter(state=OutboxMail.State.WAITING, attempts=0, due_at__lte=timezone.now())
    oldest = waiting.order_by("due_at").values_list("due_at", flat=True).first()
    age = timezone.now() - oldest if oldest else timedelta(0)
    return OK if age < MAIL_LIMIT else f"oldest due mail {age.total_seconds():.0f} s late"


def backup_state() -> str:
    """`ok`, or how long ago the last back-up was made; where this product never made one, others do."""
    try:
        made = Heartbeat.objects.filter(name=BACKUP).values_list("at", flat=True).first()
    except DatabaseError:
        return OK  # without a database there is another trouble to tell
    age = timezone.now() - made if made else timedelta(0)
    return OK if age <= BACKUP_LIMIT else f"last made {age.total_seconds() // 3600:.0f} h ago"


def is_ready(states: dict[str, str]) -> bool:
    """All is well; a worker or beat that this site never had (one process, no broker) does not count against it."""
    return all(state == OK or (name in {"worker", "beat"} and state == NEVER) for name, state in states.items())


def readiness() -> dict[str, str]:
    """Each check's state by name; what cannot be asked without a database is left out when it is away."""
    states = {"database": database_state(), "broker": broker_state()}
    if states["database"] == OK:
        states["migrations"] = migrations_state()
    if states.get("migrations") == OK:
        states |= {"outbox": outbox_state(), "worker": heartbeat_state("worker"), "beat": heartbeat_state("beat")}
    return states


def hints() -> dict[str, str]:
    """What runs, and should be looked after by the operator: never a reason to take the site out of service."""
    states = {"help_contacts": help_contacts.age_state(timezone.now().date()), "backup": backup_state()}
    return {name: state for name, state in states.items() if state != OK}
