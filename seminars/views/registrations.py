"""Registering an organization for an event, and what it does with its registration."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from organizations.models import Organization
from organizations.queries.members import Membered, memberships_of
from organizations.views.disclosure import logged_in_person as person
from organizations.views.members import get_and_post
from seminars.forms.people import PeopleForms
from seminars.forms.registrations import ChooseForm, OrganizationForm
from seminars.models import Event, EventQuestion, Registration
from seminars.queries.checks import checks_of, stops
from seminars.queries.own import (
    members_to_choose,
    outlook_of,
    reference_of,
    registration_page,
    registrations_to_read,
    ways_to_register,
)
from seminars.queries.places import most_together
from seminars.queries.prices import price_for, terms_of
from seminars.queries.registration_now import registration_now, with_places
from seminars.services import registrations as services
from seminars.services.retention import ANSWERS_KEPT_DAYS

# Django takes a thousand fields at once: the others are added afterwards.
MOST_ROWS = 30


@get_and_post
@login_required
def registration_new(request: HttpRequest, pk: int) -> HttpResponse:
    """First what is asked, then the people and the organization, then all of it once more before it is sent."""
    event = get_object_or_404(_events().visible_to(request.user), pk=pk)
    able = ways_to_register(event=event, user=request.user)
    now = registration_now(event)
    held = _held(event, able)
    if held and len(able) == 1:
        return _registered_already(request, held)
    if not able or not now.is_open:
        return render(request, "seminars/registration_impossible.html", {"event": event, "now": now, "able": able})
    if len(able) == 1:
        organization = able[0].organization
    else:
        choice = ChooseForm(request.GET if "organization" in request.GET else None, memberships=able)
        if not choice.is_valid():
            return render(request, "seminars/registration_choose.html", {"event": event, "form": choice})
        organization = choice.chosen
        held = _held(event, [each for each in able if each.organization_id == organization.pk])
        if held:
            return _registered_already(request, held)
    return _Registering(request, event, Organization.objects.get(pk=organization.pk)).answer()


class _Registering:
    """The page on which an organization registers, through its clicks until it is sent."""

    def __init__(self, request: HttpRequest, event: Event, organization: Organization) -> None:
        self.request, self.event, self.organization = request, event, organization
        self.group = next(each for each in event.groups.all() if each.group == organization.kind)
        self.checks = checks_of(event=event, organization=organization)
        self.do, _colon, self.key = request.POST.get("do", "").partition(":")
        is_judged = self.do in ("summary", "send")
        data = request.POST if request.method == "POST" else None
        questions = list(event.questions.all())
        members = members_to_choose(organization=organization, user=request.user)
        self.people = PeopleForms(
            data,
            check=is_judged,
            most_added=min(self.group.most_per_organization, MOST_ROWS),
            event=event,
            members=members,
            questions=about(questions, EventQuestion.About.PERSON),
            initial={"language": get_language()},
            first=_of_the_reader(request),
        )
        self.form = OrganizationForm(
            data,
            check=is_judged,
            asks_least=self.group.most_per_organization > 1,
            questions=about(questions, EventQuestion.About.ORGANIZATION),
        )

    def answer(self) -> HttpResponse:
        if self.do == "add":
            self.people.add()
        elif self.do == "remove":
            self.people.remove(self.key)
        elif self.do in ("summary", "send") and not stops(self.checks) and self._is_valid():
            if self.do == "summary":
                return self._summary()
            if sent := self._send():
                return sent
        return self._render("seminars/registration_new.html")

    def _is_valid(self) -> bool:
        valid = [self.people.is_valid(), self.form.is_valid()]
        if not self.people.forms:
            self.form.add_error(None, _("Add at least one person."))
            return False
        most = most_together(self.event, self.group)
        return all(valid) and self.form.check_least(len(self.people.forms), most=most)

    def _send(self) -> HttpResponse | None:
        """Where it leads; None where the page is shown again with what stands against it."""
        values = self.form.cleaned_data
        try:
            made = services.register(
                event=self.event,
                organization=self.organization,
                by=person(self.request),
                people=[services.PersonValues(**each.values) for each in self.people.forms],
                answers=self.form.answers,
                least_people=values.get("least_people") or 1,
                wishes=values["wishes"],
            )
        except services.AlreadyRegistered:
            # Sent twice, or by a colleague a moment ago.
            own = [each for each in memberships_of(self.request.user) if each.organization_id == self.organization.pk]
            if held := _held(self.event, own):
                return _registered_already(self.request, held)
            raise
        except services.NotOpen:
            self.form.add_error(None, _("Registration has closed meanwhile."))
        except services.TooManyPeople as error:
            self.form.add_error(None, too_many(error.most))
        except services.StoppedByCheck as error:
            for check in error.checks:
                self.form.add_error(None, check.text)
            self.checks = checks_of(event=self.event, organization=self.organization)
        except ValidationError as error:
            add_errors(self.form, error)
        except (services.NotForThem, services.NotAllowed) as error:
            raise Http404("not for this organization") from error
        else:
            messages.success(
                self.request, _("The registration is made. Its number is %(number)s.") % {"number": made.pk}
            )
            return redirect(made)
        return None

    def _summary(self) -> HttpResponse:
        outlook = outlook_of(
            event=self.event,
            group=self.group,
            people=len(self.people.forms),
            least_people=self.form.cleaned_data.get("least_people") or 1,
            checks=self.checks,
        )
        return self._render("seminars/registration_summary.html", outlook=outlook)

    def _render(self, template: str, **more: Any) -> HttpResponse:
        price = price_for(group=self.group, organization=self.organization)
        return render(
            self.request,
            template,
            {
                "event": self.event,
                "organization": self.organization,
                "group": self.group,
                "checks": self.checks,
                "stopped": bool(stops(self.checks)),
                "people": self.people,
                "form": self.form,
                "price": price,
                "terms": terms_of(self.event),
                "total": price.unit * len(self.people.forms),
                "kept_days": ANSWERS_KEPT_DAYS,
                "judged": [self.form, *self.people.forms],
                **more,
            },
        )


def _of_the_reader(request: HttpRequest) -> dict[str, Any]:
    """Most register themselves as the first; whoever does not writes over it."""
    user = person(request)
    return {"name": user.name, "email": user.email, "language": user.language, "member": str(user.pk)}


def about(questions: list[EventQuestion], whom: str) -> list[EventQuestion]:
    return [each for each in questions if each.about == whom]


def _held(event: Event, memberships: list[Membered]) -> Registration | None:
    """The registration of one of the organizations that lives."""
    own = [each.organization_id for each in memberships]
    living = Registration.objects.living().filter(event=event, organization__in=own)
    return living.select_related("organization").first()


def _registered_already(request: HttpRequest, registration: Registration) -> HttpResponse:
    told = _("%(name)s is registered already: this is its registration.")
    messages.info(request, told % {"name": registration.organization.name})
    return redirect(registration)


def too_many(most: int) -> str:
    text = ngettext(
        "At most %(most)d person of an organization can come.",
        "At most %(most)d people of an organization can come.",
        most,
    )
    return text % {"most": most}


def add_errors(form: forms.Form, error: ValidationError) -> None:
    """What a service refuses and the form did not."""
    for message in error.messages:
        form.add_error(None, message)


def editable(request: HttpRequest, pk: int) -> Registration:
    """A registration that the person may act on; everybody else finds none."""
    rows = registrations_to_read().editable_by(request.user)  # type: ignore[attr-defined]
    return get_object_or_404(rows, pk=pk)


def visible(request: HttpRequest, pk: int) -> Registration:
    rows = registrations_to_read().visible_to(request.user)  # type: ignore[attr-defined]
    return get_object_or_404(rows, pk=pk)


@require_safe
@login_required
def registration_detail(request: HttpRequest, pk: int) -> HttpResponse:
    registration = visible(request, pk)
    page = registration_page(registration=registration, user=person(request))
    context = {
        "page": page,
        "registration": registration,
        "event": registration.event,
        "kept_days": ANSWERS_KEPT_DAYS,
        "bank_account": settings.INVOICE_BANK_ACCOUNT,
        "reference": reference_of(registration),
    }
    return render(request, "seminars/registration_detail.html", context)


def _events() -> Any:
    return Event.objects.prefetch_related(with_places(), "questions", "cancellation_terms")
