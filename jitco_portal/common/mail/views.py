"""Which mails a person gets: by the link in a mail without logging in, or on their own page."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from jitco_portal.common.mail.forms import MailChoicesForm
from jitco_portal.common.mail.kinds import kinds_to_choose
from jitco_portal.common.mail.unsubscribing import BrokenLink, read_link, subscribe, unsubscribe, unwanted_kinds, wants
from jitco_portal.common.models import User
from jitco_portal.common.registry import Panel


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@csrf_exempt  # mail programs post here by themselves (RFC 8058); who has the link may, and nobody can guess it
def mail_unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """A look changes nothing: mail scanners open every link. A post ends the mails at once, or takes them up again."""
    try:
        found = read_link(token=token)
    except BrokenLink:
        return render(request, "account/unsubscribe_broken.html", status=404)
    if request.method == "POST":
        change = subscribe if "subscribe" in request.POST else unsubscribe
        change(address=found.address, kind=found.kind)
    context = {
        "address": found.address,
        "title": found.row.title,
        "wants": wants(address=found.address, kind=found.kind),
        "changed": request.method == "POST",
    }
    return render(request, "account/unsubscribe.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def mail_choices(request: HttpRequest) -> HttpResponse:
    form = MailChoicesForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Your choice of mails is saved."))
        return redirect("mail_choices")
    return render(request, "account/mail_choices.html", {"form": form})


def mail_panel(user: User) -> Panel:
    """On a person's own page: which mails they get."""
    unwanted = unwanted_kinds(address=user.email)
    rows = [
        {"title": kind.title, "wanted": name not in unwanted}
        for name, kind in kinds_to_choose(for_staff=user.is_staff).items()
    ]
    return Panel(_("Mails to you"), "mails", "account/_mail_panel.html", {"address": user.email, "rows": rows})
