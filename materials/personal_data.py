"""What materials, orders and consultation support hold about a person."""

from __future__ import annotations

from django.utils.translation import gettext as _

from jitco_portal.common.models import User
from jitco_portal.common.privacy.personal_data import part_of
from jitco_portal.common.registry import PersonalData
from materials.models import Edition, EditionReader, Enquiry, EnquiryFile, EnquiryMessage, Order, ShareKey, Upload


def personal_data(user: User) -> list[PersonalData]:
    return [
        part_of(
            title=_("Editions that you downloaded"),
            key="material_editions_read",
            rows=EditionReader.objects.filter(user=user).order_by("pk"),
            fields=("edition", "share_key", "at"),
            found_by=("user",),
        ),
        part_of(
            title=_("Orders of printed copies that you made"),
            key="material_orders",
            rows=Order.objects.filter(created_by=user).order_by("pk"),
            fields=(
                *("id", "organization", "state", "recipient", "address", "postal_code", "country", "telephone"),
                *("note", "reason", "placed_at", "address_erased_at"),
            ),
            found_by=("created_by",),
        ),
        part_of(
            title=_("Enquiries that you made"),
            key="enquiries",
            rows=Enquiry.objects.filter(created_by=user).order_by("pk"),
            fields=("id", "organization", "topic", "country", "subject", "state", "created_at", "texts_erased_at"),
            found_by=("created_by",),
        ),
        part_of(
            title=_("Messages that you wrote in enquiries"),
            key="enquiry_messages",
            rows=EnquiryMessage.objects.filter(by=user).order_by("pk"),
            fields=("enquiry", "side", "text", "at"),
            found_by=("by",),
        ),
        part_of(
            title=_("Files that you sent with enquiries"),
            key="enquiry_files",
            rows=EnquiryFile.objects.filter(message__by=user).order_by("pk"),
            fields=("name", "type", "size", "created_at"),
            found_by=(),
        ),
        *_of_staff(user),
    ]


def _of_staff(user: User) -> list[PersonalData]:
    """For whoever works at the desk."""
    return [
        part_of(
            title=_("Enquiries that you answer"),
            key="enquiries_assigned",
            rows=Enquiry.objects.filter(assigned_to=user).order_by("pk"),
            fields=("id", "organization", "topic", "state"),
            found_by=("assigned_to",),
        ),
        part_of(
            title=_("Editions that you published"),
            key="material_editions_published",
            rows=Edition.objects.filter(published_by=user).order_by("pk"),
            fields=("material", "language", "version", "published_at"),
            found_by=("published_by",),
        ),
        part_of(
            title=_("Links for participants that you made"),
            key="material_links",
            rows=ShareKey.objects.filter(created_by=user).order_by("pk"),
            fields=("title", "opens_until", "ended_at", "created_at"),
            found_by=("created_by",),
        ),
        part_of(
            title=_("Large files that you sent"),
            key="material_uploads",
            rows=Upload.objects.filter(created_by=user).order_by("pk"),
            fields=("name", "size", "state", "created_at"),
            found_by=("created_by",),
        ),
    ]
