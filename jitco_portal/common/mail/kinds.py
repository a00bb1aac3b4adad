"""The kinds of mail: what each is about, and which of them nobody can end.

A kind is the name of its template, ``templates/mail/<kind>.txt``. A new one needs a row here.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class UnknownMailKind(Exception):
    """No row of MAIL_KINDS names this kind."""


@dataclass(frozen=True)
class MailKind:
    """``title`` completes “mails about …”; a duty reaches everybody: security, decisions, invitations.

    ``is_personal``: its secret opens what is the recipient's alone, whatever else staff may do.
    """

    title: str | Promise
    is_duty: bool = False
    for_staff: bool = False
    is_personal: bool = False


MAIL_KINDS: dict[str, MailKind] = {
    "staff_invitation": MailKind(_("invitations to the desk"), is_duty=True),
    "invitation": MailKind(_("invitations to an organization"), is_duty=True),
    "claim_received": MailKind(_("claims of organizations"), is_duty=True),
    "claim_accepted": MailKind(_("claims of organizations"), is_duty=True),
    "claim_refused": MailKind(_("claims of organizations"), is_duty=True),
    "claim_expired": MailKind(_("claims of organizations"), is_duty=True),
    "claim_told": MailKind(_("claims of organizations"), is_duty=True),
    "claim_joined": MailKind(_("claims of organizations"), is_duty=True),
    "listing_received": MailKind(_("applications to be listed"), is_duty=True),
    "listing_accepted": MailKind(_("applications to be listed"), is_duty=True),
    "listing_refused": MailKind(_("applications to be listed"), is_duty=True),
    "listing_expired": MailKind(_("applications to be listed"), is_duty=True),
    "membership_given": MailKind(_("memberships of organizations"), is_duty=True),
    "membership_changed": MailKind(_("memberships of organizations"), is_duty=True),
    "membership_ended": MailKind(_("memberships of organizations"), is_duty=True),
    "proposal_decided": MailKind(_("decisions on proposed changes")),
    "proposal_undone": MailKind(_("published changes that were undone")),
    # Who is not asked would lapse; reminders can be ended.
    "recheck": MailKind(_("the yearly re-check of your organization’s profile"), is_duty=True),
    "recheck_reminder": MailKind(_("reminders of the yearly re-check")),
    # A step of a match-up concerns an organization that asked for it, or that somebody waits for.
    "match_up": MailKind(_("match-ups of your organization"), is_duty=True),
    "match_facts": MailKind(_("facts that a match-up needs"), is_duty=True),
    "match_message": MailKind(_("messages in match-ups")),
    "match_reminder": MailKind(_("reminders of match-ups")),
    # Steps of a registration, and a person's own place.
    "event_registered": MailKind(_("registrations for events"), is_duty=True),
    "event_waiting": MailKind(_("registrations for events"), is_duty=True),
    "event_offer": MailKind(_("registrations for events"), is_duty=True),
    "event_offer_expired": MailKind(_("registrations for events"), is_duty=True),
    "event_decided": MailKind(_("registrations for events"), is_duty=True),
    "event_left": MailKind(_("registrations for events"), is_duty=True),
    "event_paper": MailKind(_("invoices for events"), is_duty=True),
    "event_ticket": MailKind(_("your place at an event"), is_duty=True, is_personal=True),
    "event_ticket_gone": MailKind(_("your place at an event"), is_duty=True),
    "event_cancelled": MailKind(_("events that change or are cancelled"), is_duty=True),
    "event_changed": MailKind(_("events that change or are cancelled"), is_duty=True, is_personal=True),
    "event_reminder": MailKind(_("reminders of events"), is_personal=True),
    "event_report": MailKind(_("reports of events"), is_personal=True),
    "event_timetable": MailKind(_("meetings of your organization at events"), is_duty=True, is_personal=True),
    # Consultation support: the answer is for whoever asked.
    "enquiry_received": MailKind(_("your questions to consultation support"), is_duty=True),
    "enquiry_answered": MailKind(_("your questions to consultation support"), is_duty=True, is_personal=True),
    "enquiry_reminder": MailKind(_("questions that are given to you to answer"), for_staff=True),
    # What became of an edition that the person has.
    "material_edition": MailKind(_("editions of materials that you downloaded")),
    # A step of an order concerns an organization that waits for copies, or is to pay for them.
    "material_order": MailKind(_("orders of printed copies"), is_duty=True),
    "desk_waiting": MailKind(_("work that waits at the desk"), for_staff=True),
    "erasure_done": MailKind(_("the erasure of personal data"), is_duty=True),
}
# Whatever allauth sends about an account: addresses, passwords, second factors.
ACCOUNT_PREFIX = "account_"
ACCOUNT_KIND = MailKind(_("accounts and their security"), is_duty=True)


def mail_kind(name: str) -> MailKind:
    """The row of a kind, or UnknownMailKind."""
    if name.startswith(ACCOUNT_PREFIX):
        return ACCOUNT_KIND
    try:
        return MAIL_KINDS[name]
    except KeyError:
        raise UnknownMailKind(name) from None


def kinds_to_choose(*, for_staff: bool) -> dict[str, MailKind]:
    """The kinds that a person may end."""
    return {name: kind for name, kind in MAIL_KINDS.items() if not kind.is_duty and (for_staff or not kind.for_staff)}
