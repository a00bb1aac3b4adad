"""What match-ups hold about a person."""

from __future__ import annotations

from django.utils.translation import gettext as _

from jitco_portal.common.models import User
from jitco_portal.common.privacy.personal_data import part_of
from jitco_portal.common.registry import PersonalData
from matching.models import ContactView, Disclosure, Feedback, MatchFile, MatchRequest, Message

CONTACT = ("contact_name", "contact_email", "contact_phone")


def personal_data(user: User) -> list[PersonalData]:
    return [
        part_of(
            title=_("Match-up requests that you began"),
            key="match_requests",
            rows=MatchRequest.objects.filter(created_by=user).order_by("pk"),
            fields=(
                *("id", "organization", "state", "programme", "people", "training_wishes", "conditions"),
                *("created_at", "submitted_at"),
            ),
            found_by=("created_by",),
        ),
        part_of(
            title=_("Your consents to show your contact in a match-up"),
            key="match_disclosures",
            # By the person alone: an address of theirs may be somebody else's by now.
            rows=Disclosure.objects.filter(person=user).order_by("pk"),
            fields=(
                *("introduction", "side", *CONTACT, "recipient_country", "legal_text", "language"),
                *("given_at", "withdrawn_at", "shown_text"),
            ),
            found_by=("person",),
        ),
        part_of(
            title=_("Who looked at your contact in a match-up"),
            key="match_contact_seen",
            rows=ContactView.objects.filter(disclosure__person=user).order_by("pk"),
            fields=("disclosure", "viewer", "at"),
            found_by=(),
        ),
        part_of(
            title=_("Contacts in match-ups that you looked at"),
            key="match_contacts_looked_at",
            rows=ContactView.objects.filter(viewer=user).order_by("pk"),
            fields=("disclosure", "at"),
            found_by=("viewer",),
        ),
        part_of(
            title=_("What you wrote in match-ups"),
            key="match_messages",
            rows=Message.objects.filter(author=user).order_by("pk"),
            fields=("candidate", "thread", "text", "created_at"),
            found_by=("author",),
        ),
        part_of(
            title=_("Files that you sent with it"),
            key="match_files",
            rows=MatchFile.objects.filter(message__author=user).order_by("pk"),
            fields=("message", "name", "type", "size", "created_at"),
            found_by=(),
        ),
        part_of(
            title=_("Your feedback on match-ups"),
            key="match_feedback",
            rows=Feedback.objects.filter(author=user).order_by("pk"),
            fields=("introduction", "side", "rating", "text", "created_at"),
            found_by=("author",),
        ),
    ]
