"""Killed workers, a flushed Redis, two beats and a failing mail server: nothing is lost, nearly nothing comes twice.

Real processes on the tests' own PostgreSQL and Redis, and a real SMTP server.
"""

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import pytest
import redis
from django.conf import settings
from django.db import connection
from django.utils import timezone

from accounts.models import Consent, User
from core import sender
from core.models import OutboxMail
from journal.models import MoodRating
from reviews import actions
from reviews.models import WeeklyReview
from tests.factories import make_mood
from tests.reviews.sink import Sink, listening

LIMIT = 45  # seconds
TRANSPORT = "django.core.mail.backends.smtp.EmailBackend"


def make_people(prefix: str, number: int) -> None:
    """People whose review became due six hours ago, all at once."""
    due = timezone.now() - timedelta(hours=6)
    schedule = {"review_weekday": due.weekday(), "review_time": due.time().replace(microsecond=0)}
    people = User.objects.bulk_create(
        User(email=f"{prefix}{n}@example.org", password="!", **schedule) for n in range(number)
    )
    for category in ("training", "wellbeing"):
        Consent.objects.bulk_create(
            Consent(person=person, category=category, text_version="1", language="en") for person in people
        )
    rated = due - timedelta(days=7)
    moods = (MoodRating(person=person, rated_at=rated, day=rated.date(), score=5) for person in people)
    MoodRating.objects.bulk_create(moods)
    User.objects.filter(email__startswith=prefix).update(next_review_at=due)  # last: workers look all the time


class Cluster:
    """Celery workers and beats as processes of their own."""

    def __init__(self, mail_port: int, scratch: Path) -> None:
        self.scratch, self.log = scratch, (scratch / "chaos.log").open("w")
        database = connection.settings_dict
        url = f"postgresql://{database['USER']}@{database['HOST']}:{database['PORT']}/{database['NAME']}"
        self.environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "tests.reviews.chaos_settings",
            "DATABASE_URL": url,
            "CELERY_BROKER_URL": settings.CELERY_BROKER_URL,
            "EMAIL_URL": f"smtp://127.0.0.1:{mail_port}",
        }
        self.workers: list[subprocess.Popen] = []
        self.beats: list[subprocess.Popen] = []

    def start(self, name: str, *command: str) -> subprocess.Popen:
        folder = self.scratch / name
        folder.mkdir(exist_ok=True)
        return subprocess.Popen(
            [sys.executable, "-m", "celery", "-A", "config.celery", *command],
            env=self.environment | {"VAR_DIR": str(folder)},
            cwd=settings.BASE_DIR,
            stdout=self.log,
            stderr=self.log,
        )

    def start_worker(self) -> None:
        name = f"worker{len(self.workers)}"
        quiet = ("--without-gossip", "--without-mingle", "--without-heartbeat")
        self.workers.append(self.start(name, "worker", "-P", "solo", "-n", name, *quiet))

    def start_beat(self) -> None:
        name = f"beat{len(self.beats)}"
        self.beats.append(self.start(name, "beat", "--pidfile="))

    def kill_a_worker(self) -> None:
        victim = random.choice([worker for worker in self.workers if worker.poll() is None])
        victim.send_signal(signal.SIGKILL)
        victim.wait()

    def stop(self) -> None:
        for process in (*self.beats, *self.workers):
            process.kill()
            process.wait()
        self.log.close()
        print(Path(self.log.name).read_text()[-4000:])


def wait_until(done, what: str) -> None:
    ends_at = time.monotonic() + LIMIT
    while not done():
        assert time.monotonic() < ends_at, (what, sent())
        time.sleep(0.05)


def sent() -> int:
    return OutboxMail.objects.filter(state=OutboxMail.State.SENT).count()


@pytest.mark.django_db(transaction=True)
def test_two_beats_three_workers_kills_and_a_flushed_redis(tmp_path):
    if connection.vendor != "postgresql":
        pytest.skip("Several machines need PostgreSQL.")
    sink, broker = Sink(delay=0.004), redis.Redis.from_url(settings.CELERY_BROKER_URL)
    with ExitStack() as stack:
        stack.callback(broker.close)
        cluster = Cluster(stack.enter_context(listening(sink)), tmp_path)
        stack.callback(cluster.stop)
        for _ in range(3):
            cluster.start_worker()
        for _ in range(2):
            cluster.start_beat()

        make_people("calm", 150)
        wait_until(lambda: sent() == 150, "the calm mails")
        assert len(sink.taken) == 150
        assert sink.duplicates == 0

        make_people("wild", 400)
        kills = 3
        for n in range(1, kills + 1):
            wait_until(lambda n=n: sent() >= 150 + 60 * n, "mails between kills")
            cluster.kill_a_worker()
            broker.flushall()
            cluster.start_worker()
        wait_until(lambda: sent() == 550, "all mails")
    assert len(set(sink.taken)) == 550
    assert sink.duplicates <= kills
    assert WeeklyReview.objects.count() == 550
    assert set(OutboxMail.objects.values_list("state", flat=True)) == {OutboxMail.State.SENT}
    assert not User.objects.filter(next_review_at__lte=timezone.now()).exists()


@pytest.fixture
def sink(settings):
    sink = Sink()
    with listening(sink) as port:
        options = {"host": "127.0.0.1", "port": port, "timeout": 5}
        settings.MAILERS = {"default": {"BACKEND": TRANSPORT, "OPTIONS": options}}
        yield sink


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fault", "state_after", "tries", "copies"),
    [
        ("421 4.3.2 closing", "waiting", 2, 1),
        ("451 4.3.0 later", "waiting", 2, 1),
        ("drop before", "waiting", 2, 1),
        ("drop after", "waiting", 2, 2),
        ("550 5.1.1 no such person", "bounced", 1, 0),
    ],
)
def test_each_fault_of_a_mail_server(sink, ana, bo, fault, state_after, tries, copies):
    for person in (ana, bo):
        make_mood(person, 5, timezone.now() - timedelta(days=7))
        User.objects.filter(pk=person.pk).update(next_review_at=timezone.now() - timedelta(days=1))
    actions.write_due_reviews()
    OutboxMail.objects.update(next_try_at=timezone.now())
    sink.faults = {ana.email: [fault]}
    sender.send_due()
    assert OutboxMail.objects.get(person=bo).state == "sent"
    row = OutboxMail.objects.get(person=ana)
    assert row.state == state_after
    if state_after == "waiting":
        assert timedelta(seconds=50) < row.next_try_at - timezone.now() <= timedelta(minutes=1)
    OutboxMail.objects.update(next_try_at=timezone.now())
    sender.send_due()
    row.refresh_from_db()
    assert (row.attempts, row.state) == (tries, "sent" if copies else "bounced")
    assert sink.taken.count((ana.email, row.message_id)) == copies
    assert [address for address, _ in sink.taken].count(bo.email) == 1


@pytest.mark.django_db
def test_a_server_that_is_away_and_comes_back(settings, ana):
    make_mood(ana, 5, timezone.now() - timedelta(days=7))
    User.objects.filter(pk=ana.pk).update(next_review_at=timezone.now() - timedelta(days=1))
    actions.write_due_reviews()
    OutboxMail.objects.update(next_try_at=timezone.now())
    sink = Sink()
    with listening(sink) as port:
        options = {"host": "127.0.0.1", "port": port, "timeout": 5}
    settings.MAILERS = {"default": {"BACKEND": TRANSPORT, "OPTIONS": options}}
    assert sender.send_due() == {}
    row = OutboxMail.objects.get()
    assert (row.state, row.attempts) == ("waiting", 0)
    with listening(sink) as port:
        settings.MAILERS["default"]["OPTIONS"]["port"] = port
        OutboxMail.objects.update(next_try_at=timezone.now())
        assert sender.send_due() == {"sent": 1}
    assert sink.taken == [(ana.email, row.message_id)]
