"""Own programmes: held to the rules, refused with line and reason, kept while a plan follows them."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import User
from plans.following import end_plan, start_plan
from plans.offered import name_of
from plans.own_programmes import MOST
from plans.programmes import FOLDER

pytestmark = pytest.mark.django_db
OWN = "/plan/programmes/own/"
TEXT = (FOLDER / "yoga_depth_6w.yaml").read_text("utf-8").replace("id: yoga_depth_6w", "id: my_yoga")
MONDAY = date(2026, 3, 2)


def refusal(page: Any) -> str:
    return "".join(page.context["form"].non_field_errors())


def test_a_pasted_programme_is_offered_and_can_be_changed(ana: Any, browse: Any) -> None:
    client = browse(ana)
    added = client.post(OWN, {"template": TEXT.replace("\n", "\r\n")})
    row = ana.own_programmes.get()
    assert (added.status_code, added["Location"]) == (302, f"/plan/programmes/own:{row.pk}/")
    assert (row.name, row.template) == ("Yoga, a little deeper each week", TEXT)
    assert client.get(added["Location"]).status_code == 200
    assert [card.own_id for card in client.get("/plan/programmes/").context["others"]][-1] == str(row.pk)
    client.post(f"{OWN}{row.pk}/", {"template": TEXT.replace("Yoga, a little", "Yoga & <b>me</b>, a little")})
    row.refresh_from_db()
    assert row.name == "Yoga & <b>me</b>, a little deeper each week"
    assert "Yoga &amp; &lt;b&gt;me" in client.get(OWN).content.decode()


def test_a_file_is_read_too(ana: Any, browse: Any) -> None:
    sent = {"file": SimpleUploadedFile("mine.yaml", TEXT.encode("utf-8-sig")), "template": "no"}
    assert browse(ana).post(OWN, sent).status_code == 302
    assert ana.own_programmes.get().template == TEXT


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("", "Choose a file, or paste its text."),
        (" \n", "Choose a file, or paste its text."),
        ("a: [", "Line 2 is not accepted: This is no YAML"),
        (TEXT.replace("id: my_yoga", "id: my yoga"), "Line 1 is not accepted: The id is made of small letters"),
        (TEXT.replace("slot: any", "slot: never", 1), "is not accepted: slot is one of any, "),
        ("x: &a 1\ny: *a", "Line 2 is not accepted: Aliases (*name) are not read"),
    ],
)
def test_a_bad_template_is_refused_with_its_line(ana: Any, browse: Any, template: str, expected: str) -> None:
    page = browse(ana).post(OWN, {"template": template})
    assert page.status_code == 422
    assert expected in refusal(page)
    assert ana.own_programmes.count() == 0


def test_a_refusal_begins_in_the_language_of_the_person(ana: Any, browse: Any) -> None:
    User.objects.filter(pk=ana.pk).update(language="zh-hans")
    told = refusal(browse(ana).post(OWN, {"template": "a: ["}))
    assert "第 2 行未通过：这不是 YAML：" in told
    assert ("This is no YAML" in told, "is not accepted" in told) == (False, False)


def test_what_is_no_text_is_refused(ana: Any, browse: Any) -> None:
    page = browse(ana).post(OWN, {"file": SimpleUploadedFile("x.yaml", b"a: 1\nb: \xff\xfe")})
    assert "Line 2 is not accepted: This is no text in UTF-8." in refusal(page)


def test_a_programme_that_is_followed_stays(ana: Any, browse: Any) -> None:
    client = browse(ana)
    client.post(OWN, {"template": TEXT})
    row = ana.own_programmes.get()
    plan = start_plan(person=ana, programme=name_of(row), weekdays=[0, 2, 4], today=MONDAY)
    client.post(f"{OWN}{row.pk}/delete/")
    assert ana.own_programmes.count() == 1
    plan.programme_week = 6
    plan.save()
    short = TEXT[: TEXT.index('  - focus: {en: "', TEXT.index("weeks:\n") + 200)]
    assert client.post(f"{OWN}{row.pk}/", {"template": short}).status_code == 422
    end_plan(plan=plan, today=MONDAY)
    client.post(f"{OWN}{row.pk}/delete/")
    assert ana.own_programmes.count() == 0
    assert client.get("/plan/all/").status_code == 200


def test_another_persons_programme_is_not_found(ana: Any, chen: Any, browse: Any) -> None:
    browse(ana).post(OWN, {"template": TEXT})
    row = ana.own_programmes.get()
    client = browse(chen)
    for path in (f"{OWN}{row.pk}/", f"/plan/programmes/own:{row.pk}/", f"/plan/programmes/own:{row.pk}/start/"):
        assert client.get(path).status_code == 404
        assert client.post(path, {"template": TEXT}).status_code in (404, 405)
    assert client.post(f"{OWN}{row.pk}/delete/").status_code == 404
    assert ana.own_programmes.count() == 1


def test_there_is_a_most(ana: Any, browse: Any) -> None:
    for number in range(MOST):
        ana.own_programmes.create(name=f"{number}", template=TEXT)
    assert browse(ana).post(OWN, {"template": TEXT}).status_code == 422
    assert ana.own_programmes.count() == MOST
