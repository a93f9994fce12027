"""Breathing and body scan: a list with seconds for everybody, and what keeps it safe."""

from typing import Any

import pytest
from django.urls import reverse

from plans.programmes import library
from plans.script_words import all_scripts, script_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", list(library.scripts()))
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_script_is_a_list_with_its_seconds_and_the_safety_sentence(
    ana: Any, browse: Any, name: str, language: str
) -> None:
    ana.language = language
    ana.save(update_fields=["language"])
    script = script_of(name, language)
    assert script is not None
    page = browse(ana).get(reverse("plans:script", args=[name])).content.decode()
    assert page.count("data-at=") == len(script.steps) == len(library.scripts()[name]["steps"])
    assert [step.at for step in script.steps] == sorted(step.at for step in script.steps)
    assert 120 <= script.seconds <= 300
    assert script.safety in page
    assert ("#eye" in page) == script.is_body_scan  # with open eyes, too


def test_clocks_are_minutes_and_seconds() -> None:
    script = script_of("scan_5", "en")
    assert script is not None
    assert [step.clock for step in script.steps] == ["0:00", "0:40", "1:40", "2:30", "3:20", "4:05", "4:40"]
    assert script.clock == "5:00"


def test_breathing_comes_first_and_short_ones_before_long_ones() -> None:
    assert [one.id for one in all_scripts("en")] == ["breath_2", "breath_3", "downshift_4", "scan_3", "scan_5"]


def test_an_unknown_script_is_not_found_and_strangers_sign_in(ana: Any, browse: Any) -> None:
    assert browse(ana).get("/plan/scripts/breath_9/").status_code == 404
    assert browse().get("/plan/scripts/breath_2/").status_code == 302


@pytest.mark.parametrize("with_plan", [True, False])
def test_the_plan_tab_links_all_scripts_for_everybody(ana: Any, browse: Any, with_plan: bool) -> None:
    from plans.following import start_plan

    if with_plan:
        start_plan(person=ana, programme="yoga_depth_6w", weekdays=range(7), today=ana.today())
    page = browse(ana).get("/plan/").content.decode()
    assert [f"/plan/scripts/{name}/" in page for name in library.scripts()] == [True] * 5
    assert ('id="splitting"' in page) == with_plan
