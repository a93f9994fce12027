"""`{% fixed %}`: a part of a page that is the same for everybody, drawn once a language and process."""

from typing import Any

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()


class FixedNode(template.Node):
    """What it drew, by language and by the values of the named variables."""

    def __init__(self, nodelist: NodeList, varies: list[FilterExpression]) -> None:
        self.nodelist, self.varies = nodelist, varies
        self.drawn: dict[tuple[Any, ...], SafeString] = {}

    def render(self, context: Context) -> SafeString:
        """Draws the part the first time."""
        key = (get_language(), *(each.resolve(context, ignore_failures=True) for each in self.varies))
        if key not in self.drawn:
            self.drawn[key] = self.nodelist.render(context)
        return self.drawn[key]


@register.tag
def fixed(parser: Parser, token: Token) -> FixedNode:
    """`{% fixed score %}...{% endfixed %}`: all that is inside may depend on the language and on `score` alone.

    Never on the person: no name, no token, no address of theirs. The variables take few values, since every
    drawing is kept. A third of the time of a small page went into texts and links that no request changes.
    """
    varies = [parser.compile_filter(word) for word in token.split_contents()[1:]]
    nodelist = parser.parse(("endfixed",))
    parser.delete_first_token()
    return FixedNode(nodelist, varies)
