"""Erasing a person: the row stays for what it did, and nothing in the database says any more who it was.

What others wrote in their own words, and texts about others that happen to name the person, are out of reach; the
page says so.
"""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import models, transaction
from django.db.models import Q, TextField, Value
from django.db.models.functions import Cast, Concat, Lower
from django.utils import timezone
from django.utils.translation import gettext as _

from jitco_portal.common import registry
from jitco_portal.common.accounts.sessions import end_sessions_of
from jitco_portal.common.history.context import event_models
from jitco_portal.common.history.erasure import erase_in_history
from jitco_portal.common.mail.outbox import queue_mail
from jitco_portal.common.models import Address, Consent, OutboxMessage, Unsubscription, User
from jitco_portal.common.privacy.scrubbing import log_about, scrub_address, scrub_name

MAIL = "erasure_done"
ENDED = (
    OutboxMessage.State.SENT,
    OutboxMessage.State.KEPT,
    OutboxMessage.State.FAILED,
    OutboxMessage.State.CANCELLED,
    OutboxMessage.State.UNWANTED,
)
_TO_DO = (OutboxMessage.State.WAITING, OutboxMessage.State.HELD)


class NotErasable(Exception):
    """Something stands against it; ``reasons`` say what, in the reader's language."""

    def __init__(self, reasons: list[str]):
        self.reasons = reasons
        super().__init__(" ".join(reasons))


def erased_address(user: User) -> str:
    """An address that no mail server can have."""
    return f"erased-{user.pk}@invalid"


def erased_name(user: User) -> str:
    return f"Erased person {user.pk}"


def obstacles_to_erasure(*, user: User) -> list[str]:
    return [str(reason) for function in registry.erasure_obstacles for reason in function(user)]


@transaction.atomic
def erase_person(*, user: User) -> None:
    """Erase the person, or raise NotErasable; a last mail tells the old address.

    The row lock makes two clicks wait for each other; it leaves alone who only refers to the row, such as a new
    membership, since that one holds the organization that we wait for. Who is erased already stays as they are.
    """
    person = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if person.erased_at:
        return
    if reasons := obstacles_to_erasure(user=person):
        raise NotErasable(reasons)
    for erase in registry.erasures:
        erase(person)
    address, language, time_zone = person.email, person.language, person.time_zone
    _erase_account(person)
    queue_mail(
        kind=MAIL,
        cause=f"erasure:{person.pk}",
        recipient=address,
        context={},
        language=language,
        time_zone=time_zone,
        is_duty=True,
    )


@transaction.atomic
def forget_account(*, user: User) -> None:
    """Take what the sign-up left of an account whose address was never confirmed.

    The address may be a stranger's: nothing is sent to it, and whatever else names it is not this account's.
    """
    person = User.objects.select_for_update().get(pk=user.pk)
    end_sessions_of(person)
    EmailAddress.objects.filter(user=person).delete()
    erase_in_history(model=Address, fields=["email"], where={"user_id": person.pk})
    sign_up = {"user_id": person.pk, "kind__startswith": "account_"}
    _erase_mails(person, Q(**sign_up), history=sign_up)
    Consent.objects.filter(user=person, withdrawn_at=None).update(withdrawn_at=timezone.now())
    _erase_account(person)


def staff_obstacle(user: User) -> list[str]:
    """Who decides at the desk does not vanish from it alone."""
    if user.is_staff or user.is_superuser:
        return [_("This is an account of the Affairs Dept. Ask a system administrator to end it first.")]
    return []


def erase_common(person: User) -> None:
    """What hangs on the account; the account itself is erased last."""
    end_sessions_of(person)
    scrub_names(person, mails=_caused_by(person), log=log_about(User, [person.pk]))
    Authenticator.objects.filter(user=person).delete()
    EmailAddress.objects.filter(user=person).delete()
    for old in addresses_of(person):
        erase_in_history(model=Address, fields=["email"], where={"email__iexact": old})
        Unsubscription.objects.filter(address__iexact=old).delete()
        erase_in_history(model=Unsubscription, fields=["address"], where={"address__iexact": old})
        _erase_mails(person, Q(recipient__iexact=old), history={"recipient__iexact": old})
        scrub_address(old, erased_address(person))
    _erase_mails(person, Q(user=person), history={"user_id": person.pk})
    Consent.objects.filter(user=person, withdrawn_at=None).update(withdrawn_at=timezone.now())


def _caused_by(person: User) -> Q:
    """Mails to others that were written by what the person did, or that tell of their rights."""
    told = OutboxMessage.objects.filter(user=person, kind="account_groups_changed").values("cause")
    event_model: Any = event_models(OutboxMessage)[0]
    written = event_model._base_manager.filter(pgh_label="insert", pgh_context__metadata__user=person.pk)
    return Q(cause__in=told) | Q(pk__in=written.values("pgh_obj_id"))


def _erase_account(person: User) -> None:
    person.groups.clear()
    person.user_permissions.clear()
    person.email = erased_address(person)
    person.name = erased_name(person)
    person.language = settings.LANGUAGE_CODE
    person.time_zone = settings.TIME_ZONE
    person.is_active = person.is_staff = person.is_superuser = False
    person.last_login = None
    person.erased_at = timezone.now()
    person.set_unusable_password()
    # First what is held, so that the event of this very write is the only one that still says something.
    erase_in_history(model=User, fields=["email", "name"], pk=person.pk)
    person.save()


def addresses_of(person: User) -> set[str]:
    """The person's address and those before it, but for one that is somebody else's by now."""
    earlier = _earlier(person, "email") - {""}
    taken = User.objects.exclude(pk=person.pk).annotate(folded=Lower("email"))
    others = set(taken.filter(folded__in=[each.lower() for each in earlier]).values_list("folded", flat=True))
    return {person.email, *(each for each in earlier if each.lower() not in others)}


def names_of(person: User) -> set[str]:
    """What the person is and was called."""
    return {person.name, *_earlier(person, "name")} - {"", erased_name(person)}


def _earlier(person: User, field: str) -> set[str]:
    event_model: Any = event_models(User)[0]
    return set(event_model._base_manager.filter(pgh_obj_id=person.pk).values_list(field, flat=True))


# Mails ----------------------------------------------------------------------------------------------


def _erase_mails(person: User, found: Q, history: dict[str, Any]) -> None:
    """Mails to the person: that one was sent, when and what became of it stays."""
    anonymise_mails(OutboxMessage.objects.filter(found), recipient=erased_address(person))
    erase_in_history(model=OutboxMessage, fields=["recipient", "subject", "cause", "last_error"], where=history)


def anonymise_mails(mails: models.QuerySet, *, recipient: str) -> None:
    """Take recipient, subject and text from mails; one that waits is cancelled."""
    mails.filter(state__in=_TO_DO).update(state=OutboxMessage.State.CANCELLED, next_try_at=None)
    # A cause may name the address too; the key of the row keeps it the only one.
    mails.update(
        recipient=recipient,
        cause=Concat(Value("erased:"), Cast("pk", TextField())),
        subject="",
        body="",
        last_error="",
        user=None,
    )


def scrub_names(person: User, *, mails: Q, log: Q) -> None:
    """The names of the person in rows about them: mails to others, and lines of the desk's log."""
    # The longest first: one may be a part of another.
    for old in sorted(names_of(person), key=len, reverse=True):
        scrub_name(old, erased_name(person), mails=mails, log=log)


@transaction.atomic
def erase_told_addresses() -> None:
    """The last mail to an erased person is theirs no longer once it was sent; runs every night."""
    for mail in OutboxMessage.objects.filter(kind=MAIL, state__in=ENDED).exclude(recipient__endswith="@invalid"):
        number = mail.cause.partition(":")[2]
        anonymise_mails(OutboxMessage.objects.filter(pk=mail.pk), recipient=f"erased-{number}@invalid")
        erase_in_history(model=OutboxMessage, fields=["recipient", "subject", "cause", "last_error"], pk=mail.pk)
