"""One plan: its days, other exercises, pause, go on, end; and the list of all plans."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import consent_needed
from accounts.addresses import posted
from accounts.models import User
from journal.exercise_library import Library
from plans.adherence import adherence
from plans.admission import obstacle_of_health
from plans.following import change_days, end_plan, pause_plan, resume_plan, swap_exercise
from plans.forms_plan import DaysForm
from plans.hours import late_of_plan, train_earlier
from plans.models import Plan
from plans.offered import UnknownProgramme, programme_of, still_there
from plans.programme_cards import Card
from plans.swapping import instead_of, swappable
from plans.views_start import clash_words

INSTEAD_SHOWN = 24
PAST_SHOWN = 50


@consent_needed("training")
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Running plans, then past ones, newest first."""
    person = request.user
    plans = [*person.plans.running().order_by("created_at")]
    past = person.plans.exclude(pk__in=[plan.pk for plan in plans]).order_by("-created_at", "-pk")[:PAST_SHOWN]
    names = [plan.programme for plan in [*plans, *past]]
    known = {name: Card(name, programme) for name, programme in still_there(names, person).items()}
    context = {
        "running": [(plan, known.get(plan.programme)) for plan in plans],
        "past": [(plan, known.get(plan.programme)) for plan in past],
    }
    return render(request, "plans/plan_list.html", context)


@consent_needed("training")
def detail(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Where the plan stands; the form changes its days."""
    person, today = request.user, request.user.today()
    plan, card = _own(person, plan_id)
    form = DaysForm(posted(request)) if request.method == "POST" else DaysForm.of_plan(plan)
    is_running = plan.state in (Plan.State.ACTIVE, Plan.State.PAUSED)
    if is_running and form.is_valid():
        change_days(plan=plan, today=today, **form.values())
        messages.success(request, _("Saved. Open sessions lie on the new days."))
        return redirect("plans:plan-detail", plan.pk)
    context = {
        "plan": plan,
        "card": card,
        "form": form,
        "is_running": is_running,
        "kept": adherence(person, [plan], today)[plan.pk],
        "clashes": clash_words(person, plan.weekdays, plan) if is_running else [],
        "late_note": late_of_plan(plan, card.programme) if is_running else None,
        "exercises": swappable(plan, card.programme, Library(person)) if is_running else [],
    }
    return render(request, "plans/plan_detail.html", context, status=422 if form.errors else 200)


@consent_needed("training")
@require_POST
def earlier(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """The hour that leaves room before bed, by one tap."""
    plan, card = _own(request.user, plan_id, is_running=True)
    if train_earlier(plan=plan, programme=card.programme, today=request.user.today()):
        messages.success(request, _("Saved. Open sessions lie at the earlier hour."))
    return redirect("plans:plan-detail", plan.pk)


@consent_needed("training")
def swap(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Another exercise in the place of one of the template."""
    person = request.user
    plan, card = _own(person, plan_id, is_running=True)
    library = Library(person)
    exercise = request.POST.get("exercise", "") or request.GET.get("exercise", "")
    if exercise not in {one.slug for one in swappable(plan, card.programme, library)}:
        raise Http404
    query = request.GET.get("q", "").strip()
    found = instead_of(exercise, library.search(query) if query else library.all.values(), library)
    instead = request.POST.get("instead", "")
    if request.method == "POST" and instead in {exercise, *(choice.slug for choice in found)}:
        swap_exercise(plan=plan, exercise=exercise, instead=instead, today=person.today())
        messages.success(request, _("Saved. It holds for the open sessions and the weeks to come."))
        return redirect("plans:plan-detail", plan.pk)
    context = {
        "plan": plan,
        "card": card,
        "exercise": exercise,
        "name": library.name_of(exercise),
        "now": library.name_of(plan.swaps[exercise]) if exercise in plan.swaps else "",
        "found": found[:INSTEAD_SHOWN],
        "q": query,
    }
    return render(request, "plans/plan_swap.html", context)


@consent_needed("training")
@require_POST
def pause(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Nothing is planned until the person goes on."""
    plan, _card = _own(request.user, plan_id)
    if plan.state == Plan.State.ACTIVE:
        pause_plan(plan=plan, today=request.user.today())
        messages.success(request, _("Paused. Nothing is planned until you go on."))
    return redirect("plans:plan-detail", plan.pk)


@consent_needed("training")
@require_POST
def resume(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Goes on in this week, where the programme stood."""
    person, today = request.user, request.user.today()
    plan, card = _own(person, plan_id)
    if plan.state == Plan.State.PAUSED:
        if hindered := obstacle_of_health(person, card.programme, today):
            context = {"card": card, "obstacle": hindered, "here": request.path.removesuffix("resume/")}
            return render(request, "plans/programme_waits.html", context)
        resume_plan(plan=plan, today=today)
        messages.success(request, _("It goes on with the week where it stood."))
    return redirect("plans:plan-detail", plan.pk)


@consent_needed("training")
def end(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Asks once; ends the plan, and leads on to another programme where that was chosen."""
    plan, card = _own(request.user, plan_id, is_running=True)
    if request.method != "POST":
        return render(request, "plans/plan_end.html", {"plan": plan, "card": card})
    end_plan(plan=plan, today=request.user.today())
    messages.success(request, _("The plan has ended. What you did stays in your journal."))
    return redirect("plans:programme-list" if "switch" in request.POST else "plans:plan-list")


def _own(person: User, plan_id: UUID, *, is_running: bool = False) -> tuple[Plan, Card]:
    """The person's plan with its programme; anything else is not found."""
    plans = person.plans.running() if is_running else person.plans.all()
    plan = get_object_or_404(plans, pk=plan_id)
    try:
        return plan, Card(plan.programme, programme_of(plan.programme, person))
    except UnknownProgramme as error:
        raise Http404 from error
