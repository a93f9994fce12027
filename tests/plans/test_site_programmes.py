"""Programmes that the operator adds: by the same rules, for everybody or for one person; refusals in both languages."""

import io
import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import translation

from accounts.actions import delete_account
from accounts.models import User
from plans.following import end_plan, start_plan
from plans.models import OwnProgramme
from plans.offered import SITE, name_of
from plans.programmes import FOLDER
from plans.stepping import step_batch

pytestmark = pytest.mark.django_db
TEXT = (FOLDER / "yoga_depth_6w.yaml").read_text("utf-8").replace("id: yoga_depth_6w", "id: site_yoga")
MONDAY = date(2026, 3, 2)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "site.yaml"
    path.write_text(TEXT, "utf-8")
    return path


def said(*arguments: Any) -> str:
    out = io.StringIO()
    call_command(*map(str, arguments), stdout=out)
    return out.getvalue().strip()


def titles(client: Any) -> list[str]:
    return [card.id for card in client.get("/plan/programmes/").context["others"] if ":" in card.id]


def test_one_for_everybody_stands_in_every_list_and_belongs_to_nobody(
    ana: User, chen: User, browse: Any, api: Any, file: Path
) -> None:
    told = said("add_programme", file)
    row = OwnProgramme.objects.get()
    name = f"{SITE}{row.pk}"
    assert (told, row.person) == (f"Yoga, a little deeper each week is there: {name}", None)
    assert said("list_programmes") == f"{row.pk}  Yoga, a little deeper each week"
    for person in (ana, chen):
        assert titles(browse(person)) == [name]
        assert [one["id"] for one in api(person).get("programmes/").data["results"]][-1] == name
    page = browse(ana).get(f"/plan/programmes/{name}/").content.decode()
    assert ("own/" in page, "Choose days and start" in page) == (False, True)
    assert browse(ana).get(f"/plan/programmes/own/{row.pk}/").status_code == 404
    assert browse(ana).post(f"/plan/programmes/own/{row.pk}/delete/").status_code == 404
    for wrong in (f"own:{row.pk}", "site:", "site:none"):
        assert browse(ana).get(f"/plan/programmes/{wrong}/").status_code == 404


def test_it_is_followed_from_week_to_week_and_stays_while_it_is(ana: User, file: Path) -> None:
    said("add_programme", file)
    row = OwnProgramme.objects.get()
    with time_machine.travel(datetime(2026, 3, 2, 12, tzinfo=UTC), tick=False):
        plan = start_plan(person=ana, programme=name_of(row), weekdays=[0, 2, 4], today=MONDAY)
    assert step_batch(now=datetime(2026, 3, 9, 12, tzinfo=UTC)) == 1
    with pytest.raises(CommandError, match="Somebody follows it"):
        said("remove_programme", row.pk)
    end_plan(plan=plan, today=MONDAY)
    assert said("remove_programme", row.pk) == "Yoga, a little deeper each week is gone."
    assert (OwnProgramme.objects.count(), ana.plans.count()) == (0, 1)


def test_one_for_one_person_is_theirs(ana: User, chen: User, browse: Any, file: Path) -> None:
    said("add_programme", file, "--for", "ANA@example.org")
    row = ana.own_programmes.get()
    assert (titles(browse(ana)), titles(browse(chen)), said("list_programmes")) == ([f"own:{row.pk}"], [], "")
    with pytest.raises(CommandError, match="no such programme"):
        said("remove_programme", row.pk)
    delete_account(person=ana)
    assert OwnProgramme.objects.count() == 0


def test_one_can_be_replaced(ana: User, file: Path) -> None:
    said("add_programme", file)
    row = OwnProgramme.objects.get()
    file.write_text(TEXT.replace("Yoga, a little", "Yoga, much"), "utf-8")
    said("add_programme", file, "--replace", row.pk)
    row.refresh_from_db()
    assert (row.name, OwnProgramme.objects.count()) == ("Yoga, much deeper each week", 1)
    with pytest.raises(CommandError, match="no such programme"):
        said("add_programme", file, "--replace", row.pk, "--for", "ana@example.org")


@pytest.mark.parametrize(
    ("text", "more", "message"),
    [
        ("a: [", [], r"site\.yaml, line 2: This is no YAML: "),
        (TEXT.replace("id: site_yoga", "id: site yoga"), [], r"site\.yaml, line 1: The id is made of small letters"),
        (TEXT, ["--for", "nobody@example.org"], "Nobody here has the address nobody@example.org"),
    ],
    ids=["no yaml", "bad id", "nobody"],
)
def test_a_refusal_names_the_line_and_stores_nothing(
    ana: User, file: Path, text: str, more: list[str], message: str
) -> None:
    file.write_text(text, "utf-8")
    with pytest.raises(CommandError, match=message):
        said("add_programme", file, *more)
    assert OwnProgramme.objects.count() == 0


def test_a_file_that_is_not_there_is_said(file: Path) -> None:
    with pytest.raises(CommandError, match="cannot be read"):
        said("add_programme", file.with_name("none.yaml"))


def test_every_reason_of_a_refusal_is_translated_with_its_places() -> None:
    sources = [path.read_text("utf-8") for path in [*FOLDER.glob("*.py"), FOLDER.parent / "own_programmes.py"]]
    reasons = [reason for source in sources for reason in re.findall(r'gettext_noop\("([^"]+)"\)', source)]
    raised = sum(len(re.findall(r"refusal\(|BadTemplate\(", source)) for source in sources)
    with translation.override("zh-hans"):
        told = {reason: translation.gettext(reason) for reason in reasons}
    assert [reason for reason, words in told.items() if reason == words] == []
    for reason, words in told.items():
        assert sorted(re.findall(r"%\(\w+\)s", reason)) == sorted(re.findall(r"%\(\w+\)s", words)), reason
    assert (len(reasons) > 25, raised > 25) == (True, True)
