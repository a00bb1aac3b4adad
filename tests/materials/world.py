"""Plain ``make_*`` functions for materials, orders and enquiries, with keyword overrides."""

import datetime
import hashlib
import uuid
import zlib
from itertools import count

from django.core.files.base import ContentFile
from django.utils import timezone

from jitco_portal.common.days import today
from materials.models import (
    Edition,
    EditionFile,
    EditionState,
    Enquiry,
    EnquiryMessage,
    EnquiryState,
    FileCare,
    Material,
    Order,
    OrderLine,
    PrintedCopy,
    QuestionAnswer,
    ShareKey,
)
from organizations.models import Organization, Role
from tests import factories as make

numbers = count(1)
PDF_HEAD = b"%PDF-1.7\n"


def make_material(**values):
    """Listed, for everybody, without an edition yet."""
    number = next(numbers)
    values = {
        "kind": Material.Kind.TEXTBOOK,
        "title_en": f"Japanese at work {number} (sample)",
        "title_ja": f"職場の日本語{number}（見本）",
        "summary_en": "Words and sentences for the first months.",
        "summary_ja": "最初の数か月に使うことばと文です。",
        "audiences": ["sending", "trainees"],
        "is_listed": True,
        **values,
    }
    return Material.objects.create(**values)


def make_edition(material=None, language="ja", *, files=1, content=None, **values):
    """Published now with so many files, after what was the latest of its language; ``state="draft"`` for a draft."""
    material = material or make_material()
    number = next(numbers)
    state = values.pop("state", EditionState.PUBLISHED)
    latest = None
    if state != EditionState.DRAFT:
        latest = Edition.objects.heads().filter(material=material, language=language).first()
    values = {
        "version": str(number),
        "dated": "2026-11",
        "supersedes": values.pop("supersedes", latest),
        **values,
    }
    published_at = values.pop("published_at", timezone.now())
    withdrawn = {key: values.pop(key) for key in list(values) if key.startswith("withdrawn")}
    edition = Edition.objects.create(material=material, language=language, **values)
    for position in range(1, files + 1):
        make_file(edition, content=content, position=position)
    if state != EditionState.DRAFT:
        edition.published_at = published_at
        edition.state = EditionState.PUBLISHED
        edition.save()
    if state == EditionState.WITHDRAWN:
        edition.state = state
        edition.withdrawn_at = timezone.now()
        edition.withdrawn_because_en = "A table was wrong."
        edition.withdrawn_because_ja = "表に誤りがありました。"
        for key, value in withdrawn.items():
            setattr(edition, key, value)
        edition.save()
    return edition


def make_file(edition=None, *, content=None, **values):
    """Of a draft; bytes that no other file has, unless given. Its type is said, not looked for."""
    edition = edition or make_edition(state=EditionState.DRAFT, files=0)
    number = next(numbers)
    content = PDF_HEAD + f"text of file {number}\n".encode() * 50 if content is None else content
    values = {
        "name": f"日本語教材 {number}.pdf",
        "type": "application/pdf",
        "key": uuid.uuid4(),
        "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
        "crc32": zlib.crc32(content),
        "pages": 1,
        **values,
    }
    file = EditionFile(edition=edition, **values)
    file.file.save(str(file.key), ContentFile(content), save=False)
    file.save()
    FileCare.objects.create(file=file)
    return file


def make_printed(edition=None, **values):
    edition = edition or make_edition()
    values = {"price_member": 500, "price_general": 800, "stock": 50, **values}
    return PrintedCopy.objects.create(edition=edition, **values)


def make_share_key(*materials, by=None, **values):
    """Open for a month; ``key.token`` is what stands in the link."""
    token = ShareKey.new_token()
    values = {
        "title": "Seminar in Sample City (sample)",
        "opens_until": timezone.now() + datetime.timedelta(days=30),
        **values,
    }
    key = ShareKey.objects.create(token_hash=ShareKey.hash_of(token), created_by=by or make.make_staff(), **values)
    key.materials.add(*materials)
    key.token = token
    return key


def make_member(kind=Organization.Kind.SENDING, role=Role.EDITOR, **values):
    """A person who acts for an organization of their own; ``membership.organization`` is it."""
    is_sending = kind == Organization.Kind.SENDING
    organization = make.make_organization(**values) if is_sending else make.make_supervising(**values)
    return make.make_membership(organization, role=role)


def make_order(organization=None, *, by=None, copies=(), state=Order.State.PLACED, **values):
    """By rows alone, without what the services check: each of ``copies`` once, at the general price."""
    if organization is None:
        member = make_member()
        organization, by = member.organization, by or member.user
    by = by or make.make_membership(organization, role=Role.EDITOR).user
    is_cart = state == Order.State.CART
    values = {
        "recipient": "Training department",
        "address": "1 Sample Street\nSample City",
        "country": "VN",
        "placed_at": None if is_cart else timezone.now(),
        "state_since": None if is_cart else timezone.now(),
        "postage": None if state in (Order.State.CART, Order.State.PLACED) else 1500,
        **values,
    }
    order = Order.objects.create(organization=organization, created_by=by, state=state, **values)
    for copy in copies:
        price = None if is_cart else copy.price_general
        OrderLine.objects.create(order=order, copy=copy, quantity=1, unit_price=price)
    return order


def make_enquiry(organization=None, *, by=None, text="May a trainee change the dormitory?", **values):
    """Open, with its first message."""
    if organization is None:
        member = make_member()
        organization, by = member.organization, by or member.user
    by = by or make.make_membership(organization, role=Role.EDITOR).user
    state = values.get("state", EnquiryState.OPEN)
    is_open = state == EnquiryState.OPEN
    values = {
        "topic": "programme",
        "subject": f"Question {next(numbers)}",
        "waiting_since": timezone.now() if is_open else None,
        "due_on": today() + datetime.timedelta(days=5) if is_open else None,
        **values,
    }
    enquiry = Enquiry.objects.create(organization=organization, created_by=by, **values)
    make_enquiry_message(enquiry, by=by, text=text)
    return enquiry


def make_enquiry_message(enquiry=None, *, by=None, side=EnquiryMessage.Side.ORGANIZATION, text="Text of a message"):
    enquiry = enquiry or make_enquiry()
    by = by or (enquiry.created_by if side == EnquiryMessage.Side.ORGANIZATION else make.make_staff())
    return EnquiryMessage.objects.create(enquiry=enquiry, side=side, by=by, text=text)


def make_question(**values):
    """Published, checked today."""
    number = next(numbers)
    values = {
        "topic": "programme",
        "question_en": f"Who approves a sending organization? ({number})",
        "question_ja": f"送出機関を認定するのは誰ですか（{number}）",
        "answer_en": "The government of the sending country.",
        "answer_ja": "送出国の政府です。",
        "state": QuestionAnswer.State.PUBLISHED,
        "published_at": timezone.now(),
        "checked_on": today(),
        **values,
    }
    return QuestionAnswer.objects.create(**values)
