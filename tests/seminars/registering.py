"""Events to register for, with the services: who acts, whom they register, what the ledger says."""

from itertools import count

from django.contrib.auth.models import Permission
from django.db.models import Q, Sum

from seminars.models import Attendee, Charge, Group, Offer, Place
from seminars.services import registrations
from seminars.services.registrations import PersonValues
from tests import factories as make
from tests.seminars import world

numbers = count(1)


def people(number=1, **values):
    """So many fictional people."""
    return [PersonValues(**{"name": f"Person {next(numbers)} (sample)", **values}) for _ in range(number)]


def staff(*permissions):
    """With these permissions of the app; may decide on registrations unless others are named."""
    user = make.make_user(is_staff=True)
    for name in permissions or ("change_registration",):
        user.user_permissions.add(Permission.objects.get(codename=name, content_type__app_label="seminars"))
    return type(user).objects.get(pk=user.pk)


def register(group, number=1, *, member=None, **values):
    """By an editor of an organization of its own, unless a membership is given."""
    member = member or world.make_member(group.group)
    values = {"people": people(number), "answers": {}, **values}
    return registrations.register(event=group.event, organization=member.organization, by=member.user, **values)


def editor_of(registration):
    """Who made it."""
    return registration.created_by


def places(registration):
    """How many have which place, those without left out: ``{"seated": 2, "waiting": 1}``."""
    found = list(Attendee.objects.filter(registration=registration).values_list("place", flat=True))
    return {place.value: found.count(place) for place in Place if place in found}


def keys(registration, *names):
    """The people with these places, in their order."""
    found = Attendee.objects.filter(registration=registration, place__in=names or [Place.SEATED])
    return list(found.order_by("position", "pk").values_list("pk", flat=True))


def offer_to(registration):
    return Offer.objects.filter(registration=registration, state=Offer.State.OPEN).first()


def ledger_adds_up(registration):
    """The charges are the price of the seated, plus what cancellations cost, plus corrections; never below nought."""
    kinds = (Charge.Kind.CANCELLATION, Charge.Kind.CORRECTION)
    sums = Charge.objects.filter(registration=registration).aggregate(
        all=Sum("amount", default=0), others=Sum("amount", default=0, filter=Q(kind__in=kinds))
    )
    seated = Attendee.objects.filter(registration=registration, place=Place.SEATED).count()
    return sums["all"] == registration.unit_price * seated + sums["others"] and sums["all"] >= 0


SENDING, SUPERVISING = Group.SENDING, Group.SUPERVISING
