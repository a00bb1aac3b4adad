"""What the sample people ordered, asked and downloaded; they stand for nobody."""

from __future__ import annotations

import datetime
import json
import os
from typing import Any

from django.conf import settings
from django.utils import timezone

from countries.models import Country
from jitco_portal.common.csv_tables.tables import LoadReport
from jitco_portal.common.days import today
from jitco_portal.common.models import User
from jitco_portal.common.private_files import open_private
from jitco_portal.common.working_days import working_days_after
from materials.models import (
    Edition,
    EditionReader,
    EditionState,
    Enquiry,
    EnquiryMessage,
    EnquiryState,
    Material,
    Order,
    OrderLine,
    OrderState,
    PrintedCopy,
    QuestionAnswer,
    ShareKey,
)
from materials.samples.rows import made_from
from materials.samples.titles import TITLES
from organizations.models import ACTING, Membership, Organization, Role

# Answers, makes links and notes.
DESK = "publisher1@example.org"
SHARED = "Seminar in Sample City (sample)"
# Beside the sample log-ins.
LINKS = "sample_links.json"
Side = EnquiryMessage.Side

# Word of the organization, state, days ago, copies (key of the material, language) with their number, and what else.
ORDERS: tuple[tuple[str, OrderState, int, tuple[tuple[str, str, int], ...], dict[str, Any]], ...] = (
    ("JASMINE", OrderState.PLACED, 2, (("work", "en", 20), ("leaflet", "en", 50)), {}),
    ("CEDAR", OrderState.CONFIRMED, 5, (("work", "ja", 10),), {"postage": 2400}),
    ("Asahi", OrderState.PACKED, 6, (("leaflet", "ja", 30), ("lesson", "ja", 2)), {"postage": 600}),
    ("LILY", OrderState.SENT, 24, (("work", "en", 15),), {"postage": 3100, "parcel_number": "SAMPLE 0000 0000"}),
    ("CORAL", OrderState.CANCELLED, 30, (("work", "ja", 40),), {"reason": "Ordered twice. (sample)"}),
    ("CEDAR", OrderState.CART, 0, (("leaflet", "en", 10),), {}),
)

# Word, topic, state, days since it was asked, question in one line, then side and text of each message.
ENQUIRIES: tuple[tuple[str, str, EnquiryState, int, str, tuple[tuple[Side, str], ...]], ...] = (
    (
        "JASMINE",
        "esd",
        EnquiryState.OPEN,
        1,
        "Which of our candidates may still come under TITP? (sample)",
        ((Side.ORGANIZATION, "Twelve candidates are in training now. By which day must their plans be applied for?"),),
    ),
    (
        "CEDAR",
        "procedure",
        EnquiryState.OPEN,
        16,
        "Which papers does the Japanese side need from us? (sample)",
        (
            (Side.ORGANIZATION, "Our partner asks for proof of our licence. In which language?"),
            (Side.NOTE, "Ask the second division how it was done last year. (sample)"),
        ),
    ),
    (
        "LILY",
        "materials",
        EnquiryState.ANSWERED,
        12,
        "Will the textbook come out in Thai? (sample)",
        (
            (Side.ORGANIZATION, "We teach a group whose first language is Thai."),
            (Side.JITCO, "A Thai edition is wanted, and marked as missing in the grid. No day is set."),
        ),
    ),
    (
        "Asahi",
        "events",
        EnquiryState.CLOSED,
        45,
        "セミナーの資料について（見本）",
        (
            (Side.ORGANIZATION, "参加者用のリンクが届きません。"),
            (Side.JITCO, "リンクをお送りしました。迷惑メールのフォルダーもご確認ください。"),
            (Side.ORGANIZATION, "届きました。ありがとうございます。"),
        ),
    ),
)
# What somebody who is told of a newer edition has downloaded.
READ = (
    *(("JASMINE", Role.EDITOR, "work", "en"), ("JASMINE", Role.READER, "work", "ja")),
    *(("LILY", Role.EDITOR, "leaflet", "en"), ("Asahi", Role.EDITOR, "lesson", "ja")),
)


def load_people_samples() -> list[LoadReport]:
    """Each part once, whatever became of it."""
    desk = User.objects.filter(email=DESK).first()
    materials = {sample.key: made_from(sample) for sample in TITLES}
    return [
        _orders(materials),
        _enquiries(desk),
        _readers(materials),
        _share_key(materials["seminar"], desk),
    ]


def _orders(materials: dict[str, Material | None]) -> LoadReport:
    report = LoadReport(str(Order._meta.verbose_name_plural))
    events = Order.pgh_event_model.objects  # type: ignore[attr-defined]
    for word, state, days, lines, values in ORDERS:
        organization, person = _who(word)
        if person is None or events.filter(organization=organization.pk, created_by=person.pk, state=state).exists():
            report.unchanged += 1
            continue
        _order(organization, person, state, days, [(_copy(materials[key], code), n) for key, code, n in lines], values)
        report.added += 1
    return report


def _order(
    organization: Organization,
    person: User,
    state: OrderState,
    days: int,
    lines: list[tuple[PrintedCopy | None, int]],
    values: dict[str, Any],
) -> None:
    at = timezone.now() - datetime.timedelta(days=days)
    is_cart = state == OrderState.CART
    supervising = getattr(organization, "supervising", None)
    is_member = bool(supervising and supervising.supporting_member)
    address = {
        "recipient": "Training department (sample)",
        "address": "1 Sample Street\nSample City (fictional)",
        "country": "JP" if organization.kind == Organization.Kind.SUPERVISING else "VN",
    }
    order = Order(
        organization=organization,
        created_by=person,
        state=state,
        is_member=is_member and not is_cart,
        placed_at=None if is_cart else at,
        state_since=None if is_cart else at + datetime.timedelta(days=days // 3),
        created_at=at,
        changed_at=at,
        **({} if is_cart else address),
        **values,
    )
    _write(order)
    for copy, quantity in lines:
        if copy:
            price = copy.price_member if is_member else copy.price_general
            OrderLine.objects.create(order=order, copy=copy, quantity=quantity, unit_price=None if is_cart else price)


def _enquiries(desk: User | None) -> LoadReport:
    report = LoadReport(str(Enquiry._meta.verbose_name_plural))
    events = Enquiry.pgh_event_model.objects  # type: ignore[attr-defined]
    for word, topic, state, days, subject, messages in ENQUIRIES:
        organization, person = _who(word)
        made = person and events.filter(organization=organization.pk, created_by=person.pk, topic=topic).exists()
        if person is None or desk is None or made:
            report.unchanged += 1
            continue
        _enquiry(organization, person, desk, topic, state, days, subject, messages)
        report.added += 1
    return report


def _enquiry(
    organization: Organization,
    person: User,
    desk: User,
    topic: str,
    state: EnquiryState,
    days: int,
    subject: str,
    messages: tuple[tuple[Side, str], ...],
) -> None:
    """As it was: each message a day after the one before, the target counted from the first."""
    at = timezone.now() - datetime.timedelta(days=days)
    is_open = state == EnquiryState.OPEN
    country = organization.country if organization.kind == Organization.Kind.SENDING else None
    enquiry = Enquiry(
        organization=organization,
        created_by=person,
        topic=topic,
        country=country,
        subject=subject,
        state=state,
        division=country.division if country else Country.Division.FIRST,
        assigned_to=desk if len(messages) > 1 else None,
        waiting_since=at if is_open else None,
        due_on=working_days_after(timezone.localdate(at), 5) if is_open else None,
        created_at=at,
        changed_at=at,
    )
    _write(enquiry)
    for number, (side, text) in enumerate(messages):
        by = person if side == Side.ORGANIZATION else desk
        message = EnquiryMessage(enquiry=enquiry, side=side, by=by, text=text, at=at + datetime.timedelta(days=number))
        _write(message)
    if topic == "materials":
        QuestionAnswer.objects.create(
            topic=topic,
            question_en="Will a material come out in my language? (sample draft)",
            question_ja="自分の言語の教材は出ますか（見本の下書き）",
            answer_en="A draft made from an enquiry.",
            answer_ja="お問い合わせから作った下書きです。",
            enquiry=enquiry,
            is_sample=True,
        )


def _readers(materials: dict[str, Material | None]) -> LoadReport:
    report = LoadReport(str(EditionReader._meta.verbose_name_plural))
    for word, role, key, language in READ:
        edition = _edition(materials[key], language)
        member = Membership.objects.filter(organization__short_name=f"{word} (sample)", role=role).current().first()
        if edition is None or member is None:
            report.unchanged += 1
            continue
        at = timezone.now() - datetime.timedelta(days=9)
        _row, is_new = EditionReader.objects.get_or_create(user=member.user, edition=edition, defaults={"at": at})
        report.added += is_new
        report.unchanged += not is_new
    return report


def _share_key(material: Material | None, desk: User | None) -> LoadReport:
    """The database does not keep the link; it is told once, in a file for the owner of the installation."""
    report = LoadReport(str(ShareKey._meta.verbose_name_plural))
    events = ShareKey.pgh_event_model.objects  # type: ignore[attr-defined]
    if material is None or desk is None or events.filter(title=SHARED).exists():
        report.unchanged += 1
        return report
    token = ShareKey.new_token()
    closing = datetime.datetime.combine(today() + datetime.timedelta(days=365), datetime.time(), tzinfo=datetime.UTC)
    key = ShareKey.objects.create(
        title=SHARED, token_hash=ShareKey.hash_of(token), opens_until=closing, created_by=desk
    )
    key.materials.add(material)
    report.added += 1
    link = f"/en/materials/shared/{token}/"
    with open_private(settings.DATA / LINKS, os.O_WRONLY | os.O_TRUNC) as file:
        json.dump({SHARED: link}, file, indent=2)
    report.told.append(f"the link for participants of the sample seminar: {link}")
    return report


# Rows -------------------------------------------------------------------------------------------------


def _write(row: Any) -> None:
    """With its times as they are: what was written days ago was not written now."""
    row.save_base(raw=True, force_insert=True)


def _who(word: str) -> tuple[Organization, User | None]:
    organization = Organization.objects.select_related("country", "supervising").get(
        short_name=f"{word} (sample)", is_sample=True
    )
    member = Membership.objects.filter(organization=organization, role__in=ACTING).current().select_related("user")
    # The editor, who has no second factor to set up.
    found = sorted(member, key=lambda each: (each.role != Role.EDITOR, each.pk))
    return organization, found[0].user if found else None


def _edition(material: Material | None, language: str) -> Edition | None:
    heads = Edition.objects.heads().filter(material=material, language=language, state=EditionState.PUBLISHED)
    return heads.first() if material else None


def _copy(material: Material | None, language: str) -> PrintedCopy | None:
    edition = _edition(material, language)
    return PrintedCopy.objects.filter(edition=edition).first() if edition else None
