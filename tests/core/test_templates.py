"""The building blocks of pages: the form renderer, the tags, and what no template may contain."""

import re
from datetime import date
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.template import Context, Template
from django.template.loader import render_to_string
from django.urls import ResolverMatch
from django.utils import translation

from core.forms import Chips, RatingField
from core.templatetags.ui import weekday_letter

ROOT = Path(settings.BASE_DIR)
TEMPLATES = sorted(path for path in ROOT.glob("*/templates/**/*.html") if ".venv" not in path.parts)
FORBIDDEN = re.compile(r"<style|<script(?![^>]*\bsrc=)|\sstyle\s*=|\son[a-z]+\s*=|javascript:", re.IGNORECASE)


class Night(forms.Form):
    bed = forms.CharField(label="In <b>bed</b>", help_text="Local time.")
    how = forms.ChoiceField(label="How?", choices=[("a", "Well"), ("b", "So & so")], widget=Chips)
    quality = RatingField(label="Quality", low="very poor", high="very good", words={2: "poor"}, required=True)
    adult = forms.BooleanField(label="I am 16 or older")


def draw(text: str, **context: object) -> str:
    return Template("{% load ui i18n %}" + text).render(Context(context))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_template_holds_no_inline_script_or_style(path: Path) -> None:
    assert FORBIDDEN.findall(path.read_text()) == []


@pytest.mark.parametrize(
    "text", ["<p style='x'>", "<style>", "<script>1</script>", "<a onclick=x>", "<a href='javascript:1'>"]
)
def test_forbidden_pattern_finds_inline_code(text: str) -> None:
    assert FORBIDDEN.search(text)


def test_every_icon_in_use_is_in_the_sprite() -> None:
    sprite = set(re.findall(r'<symbol id="([^"]+)"', (ROOT / "core/static/core/icons.svg").read_text()))
    pattern = re.compile(r'{% (?:icon|empty) "([^"]+)"|{% tab "[^"]+" "([^"]+)"')
    used = {name for path in TEMPLATES for match in pattern.findall(path.read_text()) for name in match if name}
    assert len(used) > 5
    assert used - sprite == set()


def test_icon_is_decoration_unless_labelled() -> None:
    assert draw("{% icon 'bed' %}") == (
        '<svg class="icon" aria-hidden="true"><use href="/static/core/icons.svg#bed"></use></svg>'
    )
    assert 'aria-label="Close" role="img"' in draw("{% icon 'x' label='Close' %}")


def test_icon_escapes_name_and_label() -> None:
    drawn = draw("{% icon name label=label %}", name='"><script>', label='"><script>')
    assert "<script>" not in drawn
    assert drawn.count("&lt;script&gt;") == 2


def test_strip_has_eleven_radios_and_none_is_chosen() -> None:
    drawn = draw("{% rating_strip 'value' 'How?' 'very low' 'very good' %}")
    assert re.findall(r'<input type="radio" name="value" value="(\d+)"', drawn) == [str(number) for number in range(11)]
    assert "checked" not in drawn
    assert "0 very low" in drawn
    assert 'aria-label="10 of 10"' in drawn


def test_strip_marks_the_value_that_was_saved() -> None:
    drawn = draw("{% rating_strip 'value' 'How?' 'low' 'high' value=0 %}")
    assert re.findall(r'value="(\d+)"[^>]*\bchecked', drawn) == ["0"]


@pytest.mark.parametrize(("sent", "value"), [("0", 0), ("10", 10)])
def test_rating_field_gives_an_integer(sent: str, value: int) -> None:
    assert RatingField().clean(sent) == value


def test_rating_field_may_stay_empty() -> None:
    assert RatingField().clean("") is None


@pytest.mark.parametrize("sent", ["11", "-1", "5.5", "x"])
def test_rating_field_refuses_what_is_not_on_the_strip(sent: str) -> None:
    with pytest.raises(forms.ValidationError):
        RatingField().clean(sent)


def test_field_ties_label_help_and_error_to_its_input() -> None:
    drawn = Night({})["bed"].as_field_group()
    assert '<label for="id_bed">In &lt;b&gt;bed&lt;/b&gt;</label>' in drawn
    assert 'aria-describedby="id_bed_helptext id_bed_error"' in drawn
    assert 'aria-invalid="true"' in drawn
    assert set(re.findall(r'id="(id_bed_\w+)"', drawn)) == {"id_bed_helptext", "id_bed_error"}


def test_choices_are_a_fieldset_with_a_legend() -> None:
    drawn = Night({})["how"].as_field_group()
    assert '<fieldset aria-describedby="id_how_error">' in drawn
    assert "<legend>How?</legend>" in drawn
    assert drawn.count('<label class="chip">') == 2
    assert "So &amp; so" in drawn


def test_rating_in_a_form_reads_its_words() -> None:
    drawn = Night()["quality"].as_field_group()
    assert 'aria-label="2 of 10, poor"' in drawn
    assert "0 very poor" in drawn


def test_single_checkbox_stands_beside_its_label() -> None:
    drawn = Night()["adult"].as_field_group()
    assert re.search(r'<label class="check" for="id_adult"><input type="checkbox"[^>]+><span class="g">', drawn)


def test_form_says_what_is_wrong_with_it_as_a_whole() -> None:
    form = Night({"bed": "22:00"})
    form.add_error(None, "Times are out of order.")
    assert '<div class="alert" role="alert">' in form.render()
    assert "Times are out of order." in form.render()


def test_current_tab_says_so() -> None:
    request = HttpRequest()
    request.resolver_match = ResolverMatch(lambda: None, (), {}, "help", namespaces=["core"])
    here = draw("{% tab 'core:help' 'info' %}Help{% endtab %}", request=request)
    near = draw("{% tab 'core:healthz' 'info' %}Health{% endtab %}", request=request)
    there = draw("{% tab 'insights:trends' 'info' %}Trends{% endtab %}", request=request)
    assert 'aria-current="page"' in here
    assert 'aria-current="true"' in near
    assert "aria-current" not in there


@pytest.mark.parametrize(("language", "letters"), [("en", "MTWTFSS"), ("zh-hans", "一二三四五六日")])
def test_weekday_letters(language: str, letters: str) -> None:
    with translation.override(language):
        drawn = "".join(weekday_letter(date(2026, 10, 5 + number)) for number in range(7))
    assert drawn == letters


def test_empty_day_shows_no_number_and_is_named() -> None:
    drawn = draw("{% day_cell 'Friday, no entry' %}")
    assert 'aria-label="Friday, no entry"' in drawn
    assert re.findall(r"\bm\d+\b|>0<", drawn) == []


def test_number_line_puts_values_on_the_scale() -> None:
    drawn = draw("{% number_line 'six' 6 high=21 mark=5 last=21 %}")
    assert re.findall(r'<circle class="(\w+)" cx="(\d+)"', drawn) == [("last", "310"), ("dot", "96")]


@pytest.mark.parametrize("code", ["400", "403", "403_csrf", "404", "500"])
def test_error_page_needs_neither_request_nor_database(code: str) -> None:
    page = render_to_string(f"{code}.html")
    assert page.count("<h1>") == 1
    assert 'href="/help/"' in page
    assert "Reference" not in page
    assert "Reference 7F3A" in render_to_string(f"{code}.html", {"reference": "7F3A"})
