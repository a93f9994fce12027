"""Moves a mail's styles into its tags, where every mail reader keeps them."""

from functools import cache

import css_inline
from django.template.loader import render_to_string


@cache
def inliner() -> css_inline.CSSInliner:
    """One inliner with the sheet of all mails; rules for dark mode stay in the head."""
    sheet = render_to_string("core/mail/mail.css")
    return css_inline.CSSInliner(extra_css=sheet, keep_at_rules=True, load_remote_stylesheets=False)


def styled(html: str) -> str:
    """The HTML with its styles in place."""
    return inliner().inline(html)
