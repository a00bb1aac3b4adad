"""What staff do on the pages of a day of meetings, each deed with the right that it needs."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from seminars.forms.meeting_desk import RuleForm, WalkInForm
from seminars.models import Meeting, MeetingDay, MeetingParty, MeetingRule, MeetingSlot, Registration, TimetableRun
from seminars.queries.meetings import name_of, parties_of, side_of
from seminars.queries.plans import AGAINST
from seminars.services import meeting_day as preparing
from seminars.services import timetable_changes as changes
from seminars.services import timetable_runs as runs
from seminars.services.people import PersonValues
from seminars.services.registrations import AlreadyRegistered, Full, NotForThem, NotOpen

RUNS_ALREADY = gettext_lazy("A timetable of this day is being solved already.")
NOT_POSSIBLE = gettext_lazy("The search has ended meanwhile, or is not there any more.")


def only(request: HttpRequest, permission: str) -> Any:
    user: Any = request.user
    if not user.has_perm(f"seminars.{permission}"):
        raise PermissionDenied
    return user


def _key(request: HttpRequest, name: str) -> int:
    key = request.POST.get(name, "")
    if not (key.isascii() and key.isdigit() and len(key) < 19):
        raise Http404("no such row")
    return int(key)


# Organizations --------------------------------------------------------------------------------------------


def act_on_parties(request: HttpRequest, day: MeetingDay) -> tuple[str, WalkInForm]:
    """What was done, in a sentence; or nothing, and the form of a walk-in with what is wrong."""
    do = request.POST.get("do", "")
    if do == "walk_in":
        return _walk_in(request, day)
    only(request, "change_meetingparty")
    if do == "take":
        made = preparing.take_parties(day=day)
        told = ngettext("%(number)s organization was added.", "%(number)s organizations were added.", len(made))
        return told % {"number": len(made)}, WalkInForm()
    if do == "seat":
        registration = get_object_or_404(Registration, event=day.event_id, pk=_key(request, "registration"))
        try:
            party = changes.seat_registration(day=day, registration=registration)
        except changes.IsParty:
            return _("This organization sits at the tables already, or has no place any more."), WalkInForm()
        return _("%(name)s sits at the tables. Enter its wishes, then solve again.") % {
            "name": name_of(party)
        }, WalkInForm()
    party = get_object_or_404(parties_of(day=day), pk=_key(request, "party"))
    if do not in _ABOUT:
        raise Http404("no such deed")
    return _ABOUT[do](party), WalkInForm()


def _absent(party: MeetingParty) -> str:
    changes.note_absence(party=party, is_absent=True)
    return _("%(name)s is noted as not there. Solve again with few changes to free its tables.") % {
        "name": name_of(party)
    }


def _came(party: MeetingParty) -> str:
    changes.note_absence(party=party, is_absent=False)
    return _("%(name)s is there after all. Solve again to seat it.") % {"name": name_of(party)}


def _leaves(party: MeetingParty) -> str:
    number = changes.note_departure(party=party)
    told = ngettext(
        "%(name)s leaves: it is not there at %(number)s time that is to come. Solve again with few changes.",
        "%(name)s leaves: it is not there at %(number)s times that are to come. Solve again with few changes.",
        number,
    )
    return told % {"name": name_of(party), "number": number}


_ABOUT = {"absent": _absent, "came": _came, "leaves": _leaves}


def _walk_in(request: HttpRequest, day: MeetingDay) -> tuple[str, WalkInForm]:
    user = only(request, "change_registration")
    form = WalkInForm(request.POST)
    if not form.is_valid():
        return "", form
    person = PersonValues(name=form.cleaned_data["name"], language=form.cleaned_data["language"])
    try:
        party = changes.seat_walk_in(day=day, organization=form.organization, by=user, person=person)
    except changes.IsParty:
        form.add_error("public_id", _("This organization sits at the tables already."))
    except NotOpen:
        form.add_error(None, _("Without a registration places are given on the day of the event only."))
    except NotForThem:
        form.add_error("public_id", _("The event has no places for organizations of this kind."))
    except AlreadyRegistered:
        form.add_error(
            "public_id", _("This organization waits for a decision on its registration. Decide on it first.")
        )
    except Full:
        form.add_error(None, _("No place is free."))
    except ValidationError as error:
        form.add_error(None, error.messages)
    else:
        told = _("%(name)s has a place and sits at the tables. Enter its wishes, then solve again.")
        return told % {"name": name_of(party)}, WalkInForm()
    return "", form


# The timetable --------------------------------------------------------------------------------------------


def act_on_timetable(request: HttpRequest, day: MeetingDay) -> tuple[str | TimetableRun, RuleForm]:
    """What was done; a run that was begun; or nothing, and the form of a rule with what is wrong."""
    do = request.POST.get("do", "")
    if do in ("solve", "solve_changes"):
        return _solve(request, day, is_change=do == "solve_changes")
    only(request, "add_meetingrule")
    if do == "rule":
        return _rule(request, day)
    if do == "remove_rule":
        only(request, "delete_meetingrule")
        changes.remove_rule(rule=get_object_or_404(MeetingRule, day=day, pk=_key(request, "rule")))
        return _("It is fixed or forbidden no longer."), RuleForm(day=day)
    meeting = get_object_or_404(Meeting.objects.select_related("day"), day=day, pk=_key(request, "meeting"))
    if do == "pin":
        try:
            changes.pin_meeting(meeting=meeting)
        except changes.AlreadyFixed:
            return _("These two have a fixed meeting already."), RuleForm(day=day)
        return _("The meeting is fixed: it stays in every timetable made from now on."), RuleForm(day=day)
    if do == "forbid":
        changes.forbid(day=day, sending=meeting.sending, supervising=meeting.supervising)
        return _("These two do not meet any more, once a new timetable is published."), RuleForm(day=day)
    raise Http404("no such deed")


def _solve(request: HttpRequest, day: MeetingDay, *, is_change: bool) -> tuple[str | TimetableRun, RuleForm]:
    user = only(request, "add_timetablerun")
    try:
        return runs.start_run(day=day, by=user, is_change=is_change), RuleForm(day=day)
    except runs.RunsAlready:
        messages.warning(request, RUNS_ALREADY)
    except runs.NothingToSolve:
        messages.error(
            request, _("There is nothing to solve: times, tables and organizations of both sides are needed.")
        )
    return "", RuleForm(day=day)


def _rule(request: HttpRequest, day: MeetingDay) -> tuple[str, RuleForm]:
    form = RuleForm(request.POST, day=day)
    if not form.is_valid():
        return "", form
    values = form.cleaned_data
    parties = {party.pk: party for party in parties_of(day=day)}
    sending, supervising = parties.get(values["sending"]), parties.get(values["supervising"])
    if any(party and side_of(party) != side for side, party in (("sending", sending), ("supervising", supervising))):
        raise Http404("of the other side")
    slot = MeetingSlot.objects.filter(day=day, pk=values["slot"]).first() if values["slot"] else None
    if values["kind"] == MeetingRule.Kind.PINNED and sending and supervising and slot:
        try:
            changes.pin(day=day, sending=sending, supervising=supervising, slot=slot, reason=values["reason"])
        except changes.AlreadyFixed:
            form.add_error(None, _("These two have a fixed meeting already."))
            return "", form
    else:
        changes.forbid(day=day, sending=sending, supervising=supervising, slot=slot, reason=values["reason"])
    return _("It holds for every timetable made from now on."), RuleForm(day=day)


# A run ----------------------------------------------------------------------------------------------------


def act_on_run(request: HttpRequest, run: TimetableRun) -> str:
    """Where to go on: ``timetable``, or the page of the run itself."""
    do = request.POST.get("do", "")
    only(request, "change_timetablerun")
    if do == "stop":
        try:
            runs.stop_run(run=run)
        except runs.HasEnded:
            messages.info(request, NOT_POSSIBLE)
        else:
            messages.success(request, _("The search ends in a moment, with the best timetable that it has."))
        return "run"
    if do == "discard":
        try:
            runs.discard_run(run=run)
        except runs.HasEnded:
            messages.info(request, NOT_POSSIBLE)
            return "run"
        messages.success(request, _("The timetable is discarded."))
        return "timetable"
    if do == "publish":
        try:
            published = runs.publish_run(run=run)
        except runs.NotPublishable as error:
            messages.error(request, AGAINST[error.reason])
            return "run"
        told = ngettext(
            "Version %(revision)s of the timetable is published. %(number)s organization is told by mail.",
            "Version %(revision)s of the timetable is published. %(number)s organizations are told by mail.",
            published.told,
        )
        messages.success(request, told % {"revision": published.revision, "number": published.told})
        return "timetable"
    raise Http404("no such deed")
