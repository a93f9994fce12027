"""S25: why we suggest this. The eight strategies and mediators with their strength, and where each lives."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from plans.catalogue import MEDIATORS, STRATEGIES
from plans.offered import offered
from plans.programme_cards import Card


@require_safe
def why(request: HttpRequest) -> HttpResponse:
    """Reads no data of the person but the own programmes."""
    cards = [Card(name, programme) for name, programme in offered(request.user)]
    rows = [
        (strategy, MEDIATORS[strategy.mediator], [card for card in cards if strategy in card.strategies])
        for strategy in STRATEGIES.values()
    ]
    return render(request, "plans/why.html", {"rows": rows})
