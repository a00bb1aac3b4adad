"""The public board of open wishes."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from matching.forms.answers import InterestForm
from matching.models import MatchRequest
from matching.queries.board import MOST_SHOWN, open_wishes, shown_wishes
from matching.services import answers
from matching.services.steps import NotAllowed, WrongState
from organizations.models import Organization
from organizations.queries.members import Membered, memberships_of
from organizations.views.disclosure import logged_in_person as person
from organizations.views.members import get_and_post


@require_safe
def wish_list(request: HttpRequest) -> HttpResponse:
    """Anybody reads it; nothing on it names who asks."""
    kind = request.GET.get("kind", "")
    kind = kind if kind in Organization.Kind.values else ""
    wishes = shown_wishes(kind=kind, user=request.user)
    context = {"wishes": wishes, "kind": kind, "most": MOST_SHOWN if len(wishes) == MOST_SHOWN else None}
    return render(request, "matching/wish_list.html", context)


@get_and_post
@login_required
def wish_interest(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask to be considered, for an organization of the kind that is looked for."""
    wish = get_object_or_404(open_wishes(), pk=pk)
    able = _able(request, wish)
    if not able:
        raise Http404("acts for no organization that is looked for")
    form = InterestForm(request.POST if request.method == "POST" else None, memberships=able)
    if request.method == "POST" and form.is_valid():
        organization = form.memberships[form.cleaned_data["organization"]].organization
        try:
            answers.show_interest(request=wish, organization=organization, by=person(request))
        except answers.AlreadyConsidered:
            form.add_error("organization", _("This organization is being considered already, or was."))
        except (NotAllowed, WrongState) as error:
            raise Http404("not open to them") from error
        else:
            messages.success(
                request, _("The Affairs Dept. knows that you are interested. It tells you if it proposes you.")
            )
            return redirect("matching:home")
    shown = shown_wishes(user=request.user, pk=pk)
    if not shown:  # it left the board this moment
        raise Http404("no wish any more")
    return render(request, "matching/wish_interest.html", {"wish": shown[0], "form": form})


def _able(request: HttpRequest, wish: MatchRequest) -> list[Membered]:
    wanted = Organization.Kind.SENDING if wish.asks_for_sending else Organization.Kind.SUPERVISING
    return [
        each
        for each in memberships_of(request.user)
        if each.may_edit and each.is_published and each.kind == wanted and each.organization_id != wish.organization_id
    ]
