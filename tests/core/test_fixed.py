"""What is the same for everybody is drawn once a language, and once for each value that it names."""

from django.template import Context, Template
from django.utils import translation


class Counted:
    """Says its text and counts how often it was asked."""

    def __init__(self, text: str) -> None:
        self.text, self.times = text, 0

    def __str__(self) -> str:
        self.times += 1
        return self.text


def test_a_fixed_part_is_drawn_once_and_escapes_what_it_holds() -> None:
    page = Template("{% load fixed %}{% fixed %}{{ word }}{% endfixed %}")
    word = Counted("<b>")
    assert [page.render(Context({"word": word})) for _ in range(3)] == ["&lt;b&gt;"] * 3
    assert word.times == 1


def test_each_language_and_each_named_value_has_its_own_drawing() -> None:
    page = Template("{% load fixed i18n %}{% fixed score %}{% translate 'Save' %} {{ score }}{% endfixed %}")
    drawn = []
    for language, score in (("en", 7), ("zh-hans", 7), ("en", 8), ("en", 7), ("en", None)):
        with translation.override(language):
            drawn.append(page.render(Context({"score": score})))
    assert drawn == ["Save 7", "保存 7", "Save 8", "Save 7", "Save None"]


def test_two_pages_of_the_same_words_share_nothing() -> None:
    first, second = (Template("{% load fixed %}{% fixed %}{{ word }}{% endfixed %}") for _ in range(2))
    assert (first.render(Context({"word": "a"})), second.render(Context({"word": "b"}))) == ("a", "b")
