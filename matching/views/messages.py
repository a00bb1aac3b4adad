"""Writing in a match-up."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from jitco_portal.common.virus_scan import InfectedFile, ScannerUnavailable
from matching.forms.answers import MessageForm
from matching.queries.pages import candidate_page
from matching.queries.shown import MOVED_ON
from matching.services import messages as writing
from matching.services.steps import NotAllowed, WrongState
from matching.views.candidates import acting_side
from matching.views.requests import INFECTED, NO_SCANNER
from organizations.views.disclosure import logged_in_person as person
from organizations.views.members import get_and_post


@get_and_post
@login_required
def candidate_message(request: HttpRequest, pk: int) -> HttpResponse:
    candidate, side = acting_side(request, pk)
    page = candidate_page(candidate=candidate, user=request.user)
    form = MessageForm(request.POST or None, request.FILES or None, threads=page.threads)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            writing.write(
                candidate=candidate,
                side=side,
                by=person(request),
                text=values["text"],
                thread=values["thread"],
                files=[values["file"]] if values["file"] else [],
            )
        except InfectedFile:
            form.add_error("file", INFECTED)
        except ScannerUnavailable:
            form.add_error("file", NO_SCANNER)
        except writing.TooManyMessages:
            told = _("Your organization has written %(number)s messages today, the most that it may. Write tomorrow.")
            form.add_error(None, told % {"number": writing.MOST_A_DAY})
        except WrongState:
            messages.info(request, MOVED_ON)
            return redirect(candidate)
        except NotAllowed as error:
            raise Http404("not theirs") from error
        else:
            messages.success(request, _("Your message is sent."))
            return redirect(f"{candidate.get_absolute_url()}#messages")
    return render(request, "matching/candidate_message.html", {"page": page, "candidate": candidate, "form": form})
