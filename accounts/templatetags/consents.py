"""The consent texts, for templates."""

from django import template

from accounts.consent_texts import ConsentText, current_text

register = template.Library()


@register.simple_tag
def consent_text(category: str) -> ConsentText:
    """What somebody who is asked for `category` now has to read."""
    return current_text(category)
