"""Templates: made from a session, started, renamed, deleted with a way back."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.uuid7 import uuid7
from journal.actions import save_template
from tests.journal.plain_form import PlainForm
from tests.journal.session_pages import NEW, NOW, lifted, loads

LIST = "/sessions/templates/"
PUSH = [
    {"exercise": "bench_press", "load_kg": 20, "reps": 8, "kind": "warmup", "superset": 1},
    {"exercise": "bench_press", "load_kg": 52.5, "reps": 5, "superset": 1, "rpe": 8, "note": "elbows in"},
    {"exercise": "row", "load_kg": 40, "reps": 8, "superset": 1},
]


@pytest.fixture(autouse=True)
def _wednesday():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def client(ana, browse):
    return browse(ana)


def saved(client, session, name="Push"):
    return client.post(reverse("journal:template-save", args=[session.pk]), {"name": name}, follow=True)


def test_a_session_becomes_a_template_without_effort_and_notes(ana, client):
    page = saved(client, lifted(ana, 1, *PUSH, title="Morning")).content.decode()
    assert "Template saved." in page
    template = ana.session_templates.get()
    assert (template.name, template.activity, template.minutes) == ("Push", "strength", 40)
    assert [(one["exercise"], one["kind"], one["load_kg"], one["reps"], one["superset"]) for one in template.sets] == [
        ("bench_press", "warmup", 20, 8, 1), ("bench_press", "working", 52.5, 5, 1), ("row", "working", 40, 8, 1),
    ]  # fmt: skip
    assert [{"rpe", "note"} & one.keys() for one in template.sets] == [set()] * 3


def test_the_same_name_replaces_and_another_adds(ana, client):
    saved(client, lifted(ana, 2, *PUSH))
    assert "Template replaced." in saved(client, lifted(ana, 1, *PUSH[:1])).content.decode()
    assert [len(one.sets) for one in ana.session_templates.all()] == [1]
    saved(client, lifted(ana, 1, *PUSH), name="Other")
    assert ana.session_templates.count() == 2


@pytest.mark.parametrize("name", ["", " ", "x" * 81])
def test_a_template_has_a_name(ana, client, name):
    assert "Give the template a name." in saved(client, lifted(ana, 1), name).content.decode()
    assert not ana.session_templates.exists()


def test_it_is_started_with_its_numbers_in_grey(ana, client):
    saved(client, lifted(ana, 30, *PUSH))
    page = client.get(NEW).content.decode()
    template = ana.session_templates.get()
    assert page.index("Templates") < page.index(f'value="{template.pk}"') < page.index("Again")
    ana.training_sets.all().delete()
    form = PlainForm(client.post(NEW, {"template": str(template.pk)}))
    assert (form["title"], form["activity"], form.grey["minutes"]) == ("Push", "strength", "40")
    assert (form.values["exercise"], form["0-superset"], form["1-superset"]) == (["bench_press", "row"], "1", "1")
    assert (loads(form), loads(form, 1), form["0-0-kind"]) == (["20", "52.5"], ["40"], "warmup")
    form = PlainForm(form.press(client, NEW, "add_set", "0"))
    assert loads(form) == ["20", "52.5", ""]  # what was planned stays planned
    form.fill(_0__1__done="on", _1__0__done="on").press(client, NEW, "save")
    session = ana.training_sessions.newest_first()[0]
    assert list(session.sets.values_list("exercise", "reps")) == [("bench_press", 5), ("row", 8)]
    assert session.minutes == 40


def test_what_was_done_since_is_newer_than_the_template(ana, client):
    session = lifted(ana, 30, *PUSH)
    with time_machine.travel(NOW - timedelta(days=20), tick=False):
        saved(client, session)
    lifted(ana, 2, {"exercise": "row", "load_kg": 45, "reps": 8})
    form = PlainForm(client.post(NEW, {"template": str(ana.session_templates.get().pk)}))
    assert (loads(form), loads(form, 1)) == (["20", "52.5"], ["45"])


def test_it_is_renamed(ana, client):
    saved(client, lifted(ana, 1, *PUSH))
    rename = reverse("journal:template-rename", args=[ana.session_templates.get().pk])
    assert "Saved." in client.post(rename, {"name": "Press"}, follow=True).content.decode()
    template = ana.session_templates.get()
    assert (template.name, len(template.sets)) == ("Press", 3)
    assert "Give the template a name." in client.post(rename, {"name": ""}, follow=True).content.decode()


def test_a_deleted_template_comes_back(ana, client):
    saved(client, lifted(ana, 1, *PUSH))
    template = ana.session_templates.get()
    page = client.post(reverse("journal:template-delete", args=[template.pk]), follow=True).content.decode()
    assert not ana.session_templates.exists()
    undo = reverse("journal:entry-restore", args=[ana.deleted_entries.get().pk])
    assert f'action="{undo}"' in page
    assert client.post(undo).headers["Location"] == LIST
    back = ana.session_templates.get()
    assert (back.pk, back.name, back.sets) == (template.pk, "Push", template.sets)


def test_another_persons_template_is_not_found(ana, chen, client, browse):
    session = lifted(ana, 1, *PUSH)
    saved(client, session)
    template, theirs = ana.session_templates.get(), browse(chen)
    answers = [
        theirs.post(NEW, {"template": str(template.pk)}),
        theirs.post(reverse("journal:template-save", args=[session.pk]), {"name": "Mine"}),
        theirs.post(reverse("journal:template-rename", args=[template.pk]), {"name": "Mine"}),
        theirs.post(reverse("journal:template-delete", args=[template.pk])),
    ]
    assert [answer.status_code for answer in answers] == [404] * 4
    assert "Push" not in theirs.get(LIST).content.decode() + theirs.get(NEW).content.decode()
    assert (ana.session_templates.get().name, chen.session_templates.count()) == ("Push", 0)


def test_the_list_says_how_to_begin(client):
    assert "No template yet" in client.get(LIST).content.decode()


@pytest.mark.parametrize("page", [LIST, NEW])
def test_pages_cost_the_same_for_one_and_for_three(ana, client, page):
    costs = []
    for _count in range(3):
        body = {"name": f"Push {_count}", "activity": "strength", "sets": PUSH * (_count + 1)}
        save_template(person=ana, object_id=uuid7(), data=body)
        client.get(page)
        with CaptureQueriesContext(connection) as queries:
            client.get(page)
        costs.append(len(queries))
    assert costs == [costs[0]] * 3
