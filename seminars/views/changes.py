"""What an organization changes of its registration: people, answers, one's place to a colleague, or all of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from organizations.views.disclosure import logged_in_person as person
from organizations.views.members import get_and_post
from seminars.forms.people import CHECKED_IN as PERSON_CHECKED_IN
from seminars.forms.people import PeopleForms, PersonForm, initial_answers
from seminars.forms.registrations import OrganizationForm, ReasonForm
from seminars.models import Attendee, EventQuestion, Place, Registration
from seminars.queries.own import coming, fit_now, is_changeable, members_to_choose, people_of
from seminars.queries.places import moves_to_the_end
from seminars.queries.prices import charge_now, terms_of
from seminars.services import registrations as services
from seminars.views.registrations import MOST_ROWS, about, add_errors, editable, too_many

MOVED_ON = gettext_lazy("The registration has moved on since. This is what stands now.")
BEGUN = gettext_lazy("The event has begun: the registration cannot be changed any more.")
CHECKED_IN = gettext_lazy(
    "Somebody of the registration is checked in: it cannot be cancelled any more. Whoever does not come after all gives"
    " up one by one."
)
COSTS_MORE = gettext_lazy("What it costs has changed while you read. Please look at it once more.")


@get_and_post
@login_required
def registration_change(request: HttpRequest, pk: int) -> HttpResponse:
    """People and answers; ``?person=`` for one of them. What costs or waits is shown before it is done."""
    registration = editable(request, pk)
    if not is_changeable(registration):
        messages.info(request, BEGUN if registration.is_living else MOVED_ON)
        return redirect(registration)
    return _Changing(request, registration).answer()


class _Changing:
    """The page on which a registration is changed, through its clicks until it is done."""

    def __init__(self, request: HttpRequest, registration: Registration) -> None:
        self.request, self.registration, self.event = request, registration, registration.event
        self.do, _colon, self.key = request.POST.get("do", "").partition(":")
        is_judged = self.do in ("keep", "send")
        data = request.POST if request.method == "POST" else None
        people = coming(list(people_of(registration)))
        self.one = _one(people, request.GET.get("person", ""))
        self.shown = [self.one] if self.one else people if len(people) <= MOST_ROWS // 2 else []
        self.too_many_to_show = not self.shown and bool(people)
        most = registration.group.most_per_organization - len(people)
        questions = list(self.event.questions.all())
        self.people = PeopleForms(
            data,
            check=is_judged,
            most_added=min(most, MOST_ROWS - len(self.shown)) if self.event.is_open and not self.one else 0,
            attendees=self.shown,
            begins_with=0,
            initial={"language": get_language()},
            event=self.event,
            members=members_to_choose(organization=registration.organization, user=request.user),
            questions=about(questions, EventQuestion.About.PERSON),
        )
        asked = [] if self.one else about(questions, EventQuestion.About.ORGANIZATION)
        self.form = OrganizationForm(
            data,
            check=is_judged,
            asks_least=False,
            asks_wishes=False,
            questions=asked,
            initial=initial_answers(registration.answers.filter(attendee=None)) if asked else {},
        )

    def answer(self) -> HttpResponse:
        if self.do == "add":
            self.people.add()
        elif self.do == "remove":
            self.people.remove(self.key)
        elif self.do in ("keep", "send") and all([self.people.is_valid(), self.form.is_valid()]):
            leaving = [each.attendee for each in self.people.giving_up if each.attendee]
            self.charge = charge_now(registration=self.registration, leaving=leaving)
            if (leaving or self.people.added) and not self._is_confirmed():
                return self._confirm(leaving)
            if done := self._change(leaving):
                return done
        if self.people.has_moved_on:
            messages.info(self.request, MOVED_ON)
        return self._render("seminars/registration_change.html")

    def _is_confirmed(self) -> bool:
        """Whether the reader has seen what it costs now: at midnight another term may begin."""
        if self.do != "send":
            return False
        if self.request.POST.get("charge") == str(self.charge.amount):
            return True
        messages.warning(self.request, COSTS_MORE)
        return False

    def _change(self, leaving: list[Attendee]) -> HttpResponse | None:
        staying = [each for each in self.people.standing if each not in self.people.giving_up]
        try:
            changed = services.change_people(
                registration=self.registration,
                by=person(self.request),
                values={each.attendee.pk: services.PersonValues(**each.values) for each in staying if each.attendee},
                added=[services.PersonValues(**each.values) for each in self.people.added],
                given_up={each.pk for each in leaving},
                answers=self.form.answers if self.form.questions else None,
            )
        except services.TooManyPeople as error:
            self.form.add_error(None, too_many(error.most))
        except services.NotOpen:
            self.form.add_error(None, _("Registration has closed: nobody can be added any more."))
        except services.StoppedByCheck as error:
            for check in error.checks:
                self.form.add_error(None, check.text)
        except services.CheckedIn:
            self.form.add_error(None, PERSON_CHECKED_IN)
        except ValidationError as error:
            add_errors(self.form, error)
        except (services.HasEnded, services.HasBegun) as error:
            messages.info(self.request, BEGUN if isinstance(error, services.HasBegun) else MOVED_ON)
            return redirect(self.registration)
        except services.NotAllowed as error:
            raise Http404("not theirs") from error
        else:
            told = (
                _("The registration is changed.") if changed.is_living else _("Nobody comes: the registration is over.")
            )
            messages.success(self.request, told)
            return redirect(self.registration)
        return None

    def _confirm(self, leaving: list[Attendee]) -> HttpResponse:
        is_asked = self.registration.state == Registration.State.ASKED
        fits = fit_now(registration=self.registration, added=len(self.people.added), leaving=leaving)
        context = {
            "charge": self.charge,
            "terms": terms_of(self.event),
            "approval_first": is_asked,
            "added_fit": not is_asked and fits,
            "loses_position": bool(self.people.added) and not is_asked and moves_to_the_end(self.registration),
        }
        return self._render("seminars/registration_change_confirm.html", **context)

    def _render(self, template: str, **more: Any) -> HttpResponse:
        context = {
            "registration": self.registration,
            "event": self.event,
            "people": self.people,
            "form": self.form,
            "judged": [self.form, *self.people.forms],
            "is_narrowed": self.one is not None,
            "too_many_to_show": self.too_many_to_show,
        }
        return render(self.request, template, {**context, **more})


def _one(people: list[Attendee], key: str) -> Attendee | None:
    if not key:
        return None
    for each in people:
        if str(each.pk) == key:
            return each
    raise Http404("nobody of it")


@get_and_post
@login_required
def registration_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks first, with what it costs today."""
    registration = editable(request, pk)
    if not is_changeable(registration):
        messages.info(request, BEGUN if registration.is_living else MOVED_ON)
        return redirect(registration)
    people = coming(list(people_of(registration)))
    if any(each.came_at for each in people):
        messages.info(request, CHECKED_IN)
        return redirect(registration)
    charge = charge_now(registration=registration, leaving=people)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if request.POST.get("charge") != str(charge.amount):
            messages.warning(request, COSTS_MORE)
        else:
            try:
                services.cancel(registration=registration, by=person(request), reason=form.cleaned_data["reason"])
            except services.HasEnded:
                messages.info(request, MOVED_ON)
            except services.HasBegun:
                messages.info(request, BEGUN)
            except services.CheckedIn:
                messages.info(request, CHECKED_IN)
            except services.NotAllowed as error:
                raise Http404("not theirs") from error
            else:
                messages.success(request, _("The registration is cancelled."))
            return redirect(registration)
    context = {"registration": registration, "event": registration.event, "people": people, "charge": charge}
    context |= {"form": form, "terms": terms_of(registration.event)}
    return render(request, "seminars/registration_cancel.html", context)


@get_and_post
@login_required
def place_transfer(request: HttpRequest, pk: int, attendee_pk: int) -> HttpResponse:
    """A colleague comes instead, in the same place."""
    registration = editable(request, pk)
    rows = registration.attendees.exclude(place=Place.GIVEN_UP)
    attendee = get_object_or_404(rows, pk=attendee_pk)
    if not is_changeable(registration):
        messages.info(request, BEGUN if registration.is_living else MOVED_ON)
        return redirect(registration)
    if attendee.came_at:
        messages.info(request, PERSON_CHECKED_IN)
        return redirect(registration)
    event = registration.event
    form = PersonForm(
        request.POST if request.method == "POST" else None,
        event=event,
        members=members_to_choose(organization=registration.organization, user=request.user),
        questions=about(list(event.questions.all()), EventQuestion.About.PERSON),
        initial={"language": attendee.language},
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.transfer_place(attendee=attendee, by=person(request), person=services.PersonValues(**form.values))
        except ValidationError as error:
            add_errors(form, error)
        except (services.HasEnded, services.HasBegun) as error:
            messages.info(request, BEGUN if isinstance(error, services.HasBegun) else MOVED_ON)
            return redirect(registration)
        except services.CheckedIn:
            messages.info(request, PERSON_CHECKED_IN)
            return redirect(registration)
        except services.NotAllowed as error:
            raise Http404("not theirs") from error
        else:
            messages.success(request, _("The place is handed over."))
            return redirect(registration)
    context = {"registration": registration, "event": event, "attendee": attendee, "form": form}
    return render(request, "seminars/place_transfer.html", context)
