"""What an editor changes is kept, shown, decided and taken back; nothing is lost on the way."""

import datetime
import threading
from decimal import Decimal

import pytest
import time_machine
from django.db import connections, transaction
from django.utils import translation

from jitco_portal.common.models import OutboxMessage
from jitco_portal.common.partial_dates import PartialDate
from organizations.models import Article25Item, Fee, Organization, ProposedChange, Role, TraineeFigure
from organizations.queries.proposals.pages import review
from organizations.queries.proposals.parts import (
    ARTICLE25,
    FEES,
    FIGURES,
    ORGANIZATION,
    PARTS,
    SECTIONS,
    SENDING_SIDE,
    editable_fields,
)
from organizations.queries.proposals.shown import shown_changes
from organizations.queries.proposals.values import Entry, ProfileRows, plain, read
from organizations.services.proposals import errors
from organizations.services.proposals.deciding import Decision, decide_changes, mark_reviewed, undo_changes
from organizations.services.proposals.proposing import confirm_profile, propose, withdraw
from tests import factories as make

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 11, 23)


@pytest.fixture(autouse=True)
def the_day():
    with translation.override("en"), time_machine.travel(datetime.datetime(2026, 11, 23, 3, tzinfo=datetime.UTC)):
        yield


@pytest.fixture
def organization():
    return make.make_organization(name_en="Lotus (sample)", short_name="Lotus")


@pytest.fixture
def editor(organization):
    return make.make_membership(organization, role=Role.EDITOR).user


@pytest.fixture
def staff():
    return make.make_staff()


def entry(field, after, before=None, part="organization", row_id=None):
    return Entry(part, row_id, field, before, after)


def proposed(organization, author, *entries, **values):
    return propose(organization=organization, author=author, entries=list(entries), **values)


def accept(proposal, staff, **values):
    keys = proposal.changes.filter(state="open").values_list("pk", flat=True)
    return decide_changes(proposal=proposal, decisions={key: Decision(accept=True, **values) for key in keys}, by=staff)


def states(proposal):
    return [change.state for change in proposal.changes.order_by("pk")]


FEE = {"programme": None, "payer": "trainee", "subject": "teaching", "amount": "300", "currency": "USD"}
FEE = {**FEE, "period": "once", "term_years": 3, "basis_en": None, "basis_ja": None, "from_on": None, "until_on": None}


# The table of what may be changed ----------------------------------------------------------------------


def test_each_field_stands_in_one_section():
    for kind in Organization.Kind.values:
        fields = [(part.key, name) for section in SECTIONS for part, name in section.of_kind(kind)]
        assert sorted(fields) == sorted(set(fields))
        assert {part for part, _name in fields} == {part.key for part in PARTS.values() if kind in part.kinds}


@pytest.mark.parametrize("kind", Organization.Kind.values)
def test_nothing_of_record_and_no_standing_can_be_changed(kind):
    protected = {
        *("public_id", "kind", "country", "name_local", "name_en", "name_ja", "name_kana", "is_sample", "is_published"),
        *("publishes_at_once", "last_confirmed_on", "merged_into", "licence_number", "supporting_member", "state"),
        *("source", "source_ja", "source_url", "source_on", "checked_on", "organization"),
    }
    names = {name for part in PARTS.values() for name in editable_fields(kind=kind, part=part)}

    assert names & protected == set()


@pytest.mark.parametrize(
    "wrong",
    [
        entry("name_en", "Another name"),
        entry("publishes_at_once", True),
        entry("is_published", False),
        entry("source", "Ourselves"),
        entry("licence_number", "1", part="sending"),
        entry("supporting_member", True, part="supervising"),
        entry("prefecture", "東京都", part="supervising"),
        entry("number", "1", part="permits"),
        entry("short_name", "New", row_id=1),
        entry("", {"short_name": "New"}),
        entry("amount", "1", part="fees"),
        entry("amount", "1", part="fees", row_id=10**15),
    ],
    ids=str,
)
def test_what_is_not_editable_refuses(organization, editor, wrong):
    with pytest.raises((errors.NotEditable, errors.InvalidChange)):
        proposed(organization, editor, wrong)

    assert organization.proposals.count() == 0


def test_the_state_of_a_requirement_refuses(organization, editor):
    item = make.make_article25_item(organization, 3, state="not_known")

    with pytest.raises(errors.NotEditable):
        proposed(organization, editor, entry("state", "confirmed", "not_known", part="article25", row_id=item.pk))
    with pytest.raises(errors.NotEditable):
        proposed(organization, editor, entry("item", 4, 3, part="article25", row_id=item.pk))


def test_a_row_of_another_organization_refuses(organization, editor):
    other = make.make_organization()
    rows = {
        "fees": (make.make_fee(other), "amount", "1"),
        "figures": (make.make_trainee_figure(other, 2025), "number", 1),
        "article25": (make.make_article25_item(other, 3, state="not_known"), "note_en", "Ours"),
    }

    for part, (row, field, value) in rows.items():
        for wrong in (
            entry(field, value, part=part, row_id=row.pk),
            Entry(part, row.pk, "", {field: value}, None),
        ):
            with pytest.raises(errors.NotEditable):
                proposed(organization, editor, wrong)


@pytest.mark.parametrize("role", [Role.READER, None])
def test_readers_and_strangers_do_not_propose(organization, role):
    user = make.make_membership(organization, role=role).user if role else make.make_membership(role=Role.EDITOR).user

    with pytest.raises(errors.MayNotPropose):
        proposed(organization, user, entry("short_name", "New", "Lotus"))
    with pytest.raises(errors.MayNotPropose):
        confirm_profile(organization=organization, by=user)


# No phantom changes ------------------------------------------------------------------------------------

FIELDS = [
    (kind, part.key, name)
    for kind in Organization.Kind.values
    for part in PARTS.values()
    if kind in part.kinds
    for name in editable_fields(kind=kind, part=part)
    if name not in part.fixed
]


def filled(kind):
    """An organization with something in every field that can be changed."""
    make.make_operation("1-1-1"), make.make_operation("1-1-2")
    if kind == "supervising":
        organization = make.make_supervising(prefecture="東京都")
        organization.supervising.accepts_from.set([make.make_country(), make.make_country()])
    else:
        organization = make.make_organization()
        side = organization.sending
        for name in editable_fields(kind=kind, part=SENDING_SIDE):
            setattr(side, name, {"founded_year": 1999, "has_office_in_japan": False}.get(name, 5))
        side.save()
        make.make_fee(organization, amount=Decimal("3000.00"), basis_en="Basis", basis_ja="根拠", from_on="2026-04")
        Fee.objects.update(until_on="2027")
        make.make_article25_item(organization, 4, state="not_known", note_en="Note", note_ja="注記")
    make.make_trainee_figure(organization, 2025, operation=make.make_operation("1-1-1"))
    member = make.make_membership(organization)
    for name in editable_fields(kind=kind, part=ORGANIZATION):
        if name not in ("operations", "contact_visibility", "contact_member", "languages"):
            setattr(organization, name, f"{name}@example.org" if "email" in name else "https://example.org/")
    organization.languages, organization.contact_member = ["vi", "ja"], member
    organization.save()
    organization.operations.set(make.make_operation(code) for code in ("1-1-1", "1-1-2"))
    return organization


def only_row(organization, part):
    rows = ProfileRows(organization=Organization.objects.get(pk=organization.pk)).rows(part)
    ((row_id, row),) = rows.items()
    return row_id, row


def same_said_otherwise(value, *, is_amount):
    """Ways to write the same value: as text, with spaces, in another order, with idle decimals."""
    yield value
    if isinstance(value, list):
        yield [*reversed(value), *value]
        yield [str(each) for each in value]
    elif isinstance(value, bool):
        return
    elif isinstance(value, int):
        yield f" {value} "
    elif isinstance(value, str):
        yield f"  {value}\r\n"
        if is_amount:
            yield f"{value}.00"


@pytest.mark.parametrize(("kind", "part", "name"), FIELDS)
def test_the_same_said_otherwise_is_no_change(kind, part, name):
    organization = filled(kind)
    author = make.make_membership(organization, role=Role.EDITOR).user
    row_id, row = only_row(organization, PARTS[part])
    value = read(row, name)
    assert value is not None

    for other in same_said_otherwise(value, is_amount=name == "amount"):
        with pytest.raises(errors.NothingChanged):
            proposed(organization, author, entry(name, other, value, part, row_id))

    assert organization.proposals.count() == 0


@pytest.mark.parametrize(("kind", "part", "name"), FIELDS)
def test_blank_equals_null(kind, part, name):
    organization = make.make_organization() if kind == "sending" else make.make_supervising()
    author = make.make_membership(organization, role=Role.EDITOR).user
    row_id = None
    if PARTS[part].is_table:
        maker = {
            "fees": lambda: make.make_fee(organization),
            "figures": lambda: make.make_trainee_figure(organization, 2025),
            "article25": lambda: make.make_article25_item(organization, 4, state="not_known"),
        }
        row_id = maker[part]().pk

    for blank in (None, "", "  ", [], "\r\n"):
        for also_blank in (None, "", []):
            with pytest.raises((errors.NothingChanged, errors.InvalidChange)) as raised:
                proposed(organization, author, entry(name, blank, also_blank, part, row_id))
            # A field that must be filled is not changed by leaving it out either.
            is_set_otherwise = isinstance(raised.value, errors.InvalidChange)
            wrong_shape = isinstance(blank, list) or isinstance(also_blank, list)
            assert not is_set_otherwise or wrong_shape or not PARTS[part].field(name).blank
    assert organization.proposals.count() == 0


def test_plain_values_of_one_meaning_are_equal():
    assert plain(Decimal("3000.00")) == plain(Decimal("3E+3")) == "3000"
    assert plain(Decimal("-0.00")) == "0"
    assert plain(["b", "a", "", "a"]) == ["a", "b"]
    assert [plain(value) for value in ("", " \n", [], [""], None)] == [None] * 5
    assert plain(PartialDate(2026, 4)) == "2026-04"
    assert (plain(False), plain(0)) == (False, 0)


def test_a_change_that_stands_already_is_none(organization, editor):
    """Staff wrote it while the editor typed: nothing is left to propose."""
    Organization.objects.update(short_name="New")

    with pytest.raises(errors.NothingChanged):
        proposed(organization, editor, entry("short_name", "New", "Lotus"))


def test_the_same_sent_twice_is_one_proposal(organization, editor):
    proposed(organization, editor, entry("short_name", "New", "Lotus"))

    with pytest.raises(errors.AlreadyProposed):
        proposed(organization, editor, entry("short_name", " New ", "Lotus"))

    assert organization.proposals.count() == 1


BEFORE = {"contact_visibility": "members"}


# Validation --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("part", "field", "value", "text"),
    [
        ("organization", "website", "javascript:alert(1)", "Enter a valid URL."),
        ("organization", "contact_email", "nobody", "Enter a valid email address."),
        ("organization", "contact_visibility", "friends", "Value 'friends' is not a valid choice."),
        ("organization", "contact_visibility", None, "This field cannot be blank."),
        ("organization", "languages", ["Vietnamese"], "Item 1 in the array did not validate: Enter a valid value."),
        ("organization", "languages", "vi", "This value does not fit the field."),
        ("organization", "operations", [10**9], "Some of these can no longer be chosen."),
        ("organization", "operations", ["x"], "This value does not fit the field."),
        ("organization", "contact_member", 10**9, "Choose one of the current members."),
        ("sending", "founded_year", 1492, "Ensure this value is greater than or equal to 1900."),
        ("sending", "training_hours", "many", "“many” value must be an integer."),
        ("sending", "teachers", 40000, "Ensure this value is less than or equal to 32767."),
    ],
)
def test_the_models_validate_what_is_proposed(organization, editor, part, field, value, text):
    with pytest.raises(errors.InvalidChange) as raised:
        proposed(
            organization, editor, entry("short_name", "New", "Lotus"), entry(field, value, BEFORE.get(field), part)
        )

    assert (raised.value.problems[-1].index, text in [problem.text for problem in raised.value.problems]) == (1, True)
    assert organization.proposals.count() == 0


def test_a_member_of_another_organization_is_no_contact(organization, editor):
    other = make.make_membership()

    with pytest.raises(errors.InvalidChange):
        proposed(organization, editor, entry("contact_member", other.pk))


def test_rows_are_validated_together(organization, editor):
    programme = make.make_programme()
    figure = {"programme": programme.pk, "operation": None, "year": 2025, "number": 5}

    with pytest.raises(errors.InvalidChange) as twice:
        proposed(
            organization,
            editor,
            Entry("figures", None, "", None, figure),
            Entry("figures", None, "", None, {**figure, "number": 6}),
        )
    fee = {**FEE, "programme": programme.pk, "from_on": "2026-04", "until_on": "2025"}
    with pytest.raises(errors.InvalidChange) as ends_first:
        proposed(organization, editor, Entry("fees", None, "", None, fee))

    assert [problem.index for problem in twice.value.problems] == [1]
    assert [problem.text for problem in ends_first.value.problems] == ["The end lies before the start."]


def test_a_row_makes_room_for_another_of_the_same_year(organization, editor, staff):
    figure = make.make_trainee_figure(organization, 2025, number=5)
    rows = ProfileRows(organization=organization)
    before = rows.row_values(FIGURES, figure.pk)

    proposal = proposed(
        organization,
        editor,
        Entry("figures", None, "", None, {**before, "number": 9}),
        Entry("figures", figure.pk, "", before, None),
    )
    accept(proposal, staff)

    assert list(TraineeFigure.objects.values_list("year", "number")) == [(2025, 9)]


# Edit → proposal → partial accept → undo ---------------------------------------------------------------


def test_edit_proposal_partial_accept_and_undo(organization, editor, staff):
    fee = make.make_fee(organization, amount=3000)
    proposal = proposed(
        organization,
        editor,
        entry("short_name", "New", "Lotus"),
        entry("website", "https://example.org/", None),
        entry("amount", "3100", "3000", "fees", fee.pk),
        comment="From our new brochure",
    )
    assert (proposal.state, states(proposal)) == ("open", ["open"] * 3)
    organization.refresh_from_db()
    assert organization.short_name == "Lotus"

    name, website, amount = proposal.changes.order_by("pk")
    decide_changes(
        proposal=proposal,
        decisions={name.pk: Decision(accept=True), website.pk: Decision(accept=False, reason="It does not answer.")},
        by=staff,
    )
    proposal.refresh_from_db()
    assert (proposal.state, states(proposal)) == ("open", ["accepted", "refused", "open"])

    accept(proposal, staff)
    proposal.refresh_from_db()
    organization.refresh_from_db()
    fee.refresh_from_db()
    assert (proposal.state, states(proposal)) == ("decided", ["accepted", "refused", "accepted"])
    assert (organization.short_name, organization.website, organization.last_confirmed_on) == ("New", "", None)
    assert (fee.amount, fee.source, str(fee.source_on), fee.checked_on) == (
        Decimal("3100"),
        "The organization itself (proposal of 23 November 2026)",
        "2026-11-23",
        DAY,
    )
    assert (organization.source, fee.source_url) == ("Sample source", "")

    undo_changes(proposal=proposal, reasons={name.pk: "Not its name", amount.pk: "Typed wrong"}, by=staff)
    organization.refresh_from_db()
    fee.refresh_from_db()
    assert (organization.short_name, states(proposal)) == ("Lotus", ["undone", "refused", "undone"])
    assert (fee.amount, fee.source, fee.source_url) == (
        Decimal("3000"),
        "Sample source",
        "https://example.org/source",
    )


def test_the_history_names_the_proposal(organization, editor, staff):
    proposal = accept(proposed(organization, editor, entry("short_name", "New", "Lotus")), staff)

    event = organization.events.order_by("-pgh_id").first() if hasattr(organization, "events") else None
    event = event or Organization.pgh_event_models["update"].objects.filter(pgh_obj=organization).latest("pgh_id")
    assert event.pgh_context.metadata["why"] == f"Proposal {proposal.pk} by {organization.public_id} Lotus (sample)"


def test_rows_come_and_go_and_come_back(organization, editor, staff):
    held = make.make_fee(organization, amount=3000)
    before = ProfileRows(organization=organization).row_values(FEES, held.pk)
    proposal = proposed(
        organization,
        editor,
        Entry("fees", held.pk, "", before, None),
        Entry("fees", None, "", None, {**FEE, "programme": make.make_programme().pk}),
    )

    accept(proposal, staff)
    assert [(fee.subject, fee.amount) for fee in Fee.objects.all()] == [("teaching", Decimal("300"))]
    undo_changes(
        proposal=proposal, reasons=dict.fromkeys(proposal.changes.values_list("pk", flat=True), "No"), by=staff
    )

    (back,) = Fee.objects.all()
    assert (back.pk, back.subject, back.amount, back.source) == (held.pk, "sending_fee", Decimal("3000"), held.source)


def test_a_requirement_is_said_by_the_organization_and_its_state_stays(organization, editor, staff):
    make.make_article25_item(organization, 1, note_en="Ministry says so")
    proposal = proposed(
        organization,
        editor,
        Entry("article25", None, "", None, {"item": 4, "note_en": "We help with work", "note_ja": None}),
    )

    accept(proposal, staff)

    item = Article25Item.objects.get(item=4)
    assert (item.state, item.note_en, item.source_ja) == ("not_known", "We help with work", item.source_ja)
    assert item.source == "The organization itself (proposal of 23 November 2026)"


def test_a_requirement_of_which_a_source_spoke_is_not_theirs(organization, editor, staff):
    item = make.make_article25_item(organization, 4, state="not_known", note_en="Old")
    proposal = proposed(organization, editor, entry("note_en", "New", "Old", "article25", item.pk))
    item.state = "confirmed"
    item.save()

    with pytest.raises(errors.ChangedMeanwhile):
        accept(proposal, staff, overwrite=True)
    with pytest.raises(errors.InvalidChange):
        proposed(organization, editor, entry("note_ja", "新", None, "article25", item.pk))


def test_sets_are_written_whole(staff):
    organization = filled("supervising")
    author = make.make_membership(organization, role=Role.EDITOR).user
    rows = ProfileRows(organization=organization)
    country = make.make_country()
    proposal = proposed(
        organization,
        author,
        entry("accepts_from", [country.pk], rows.value(PARTS["supervising"], None, "accepts_from"), "supervising"),
        entry("operations", [], rows.value(ORGANIZATION, None, "operations")),
        entry("languages", ["en", "vi"], ["ja", "vi"]),
    )

    accept(proposal, staff)

    organization.refresh_from_db()
    assert list(organization.supervising.accepts_from.all()) == [country]
    assert (list(organization.operations.all()), sorted(organization.languages)) == ([], ["en", "vi"])


def test_each_change_is_decided_once_and_a_refusal_says_why(organization, editor, staff):
    proposal = proposed(organization, editor, entry("short_name", "New", "Lotus"))
    (change,) = proposal.changes.all()

    with pytest.raises(errors.ReasonMissing):
        decide_changes(proposal=proposal, decisions={change.pk: Decision(accept=False, reason=" ")}, by=staff)
    accept(proposal, staff)
    for again in (Decision(accept=True), Decision(accept=False, reason="No")):
        with pytest.raises(errors.AlreadyDecided):
            decide_changes(proposal=proposal, decisions={change.pk: again}, by=staff)

    assert states(proposal) == ["accepted"]


def test_changes_of_another_proposal_are_not_decided(organization, editor, staff):
    proposal = proposed(organization, editor, entry("short_name", "New", "Lotus"))
    other = make.make_proposal()

    with pytest.raises(ProposedChange.DoesNotExist):
        decide_changes(proposal=proposal, decisions={other.changes.get().pk: Decision(accept=True)}, by=staff)


def test_what_became_invalid_is_not_published_and_nothing_is_half_done(organization, editor, staff):
    member = make.make_membership(organization)
    proposal = proposed(organization, editor, entry("short_name", "New", "Lotus"), entry("contact_member", member.pk))
    member.until_on = DAY - datetime.timedelta(days=1)
    member.save()

    with pytest.raises(errors.InvalidChange) as raised:
        accept(proposal, staff)

    organization.refresh_from_db()
    assert [(problem.index, problem.text) for problem in raised.value.problems] == [
        (1, "Choose one of the current members.")
    ]
    assert (organization.short_name, states(proposal)) == ("Lotus", ["open", "open"])


# Two at once -------------------------------------------------------------------------------------------


def test_two_editors_of_different_fields_lose_nothing(organization, editor, staff):
    second = make.make_membership(organization, role=Role.EDITOR).user
    one = proposed(organization, editor, entry("short_name", "New", "Lotus"))
    two = proposed(organization, second, entry("phone", "+84 1", None))

    accept(one, staff)
    accept(two, staff)

    organization.refresh_from_db()
    assert (organization.short_name, organization.phone) == ("New", "+84 1")


def test_two_editors_of_one_field_are_shown_and_never_overwrite_in_silence(organization, editor, staff):
    second = make.make_membership(organization, role=Role.EDITOR).user
    one = proposed(organization, editor, entry("short_name", "One", "Lotus"))
    two = proposed(organization, second, entry("short_name", "Two", "Lotus"))

    (shown,) = review(proposal=two).open
    assert [other.change.proposal_id for other in shown.parallels] == [one.pk]
    assert shown.is_conflict is False
    accept(one, staff)

    (shown,) = review(proposal=two).open
    assert (shown.is_conflict, shown.now, shown.parallels) == (True, "One", [])
    with pytest.raises(errors.ChangedMeanwhile):
        accept(two, staff)
    organization.refresh_from_db()
    assert organization.short_name == "One"
    accept(two, staff, overwrite=True)
    organization.refresh_from_db()
    assert organization.short_name == "Two"


def test_an_edit_of_staff_meanwhile_is_a_conflict_that_is_shown(organization, editor, staff):
    proposal = proposed(organization, editor, entry("short_name", "New", "Lotus"))
    organization.short_name = "By staff"
    organization.save()

    (shown,) = review(proposal=proposal).open

    assert (shown.is_conflict, shown.before_text, shown.now, shown.after_text) == (True, "Lotus", "By staff", "New")
    assert shown.changed_at is not None
    with pytest.raises(errors.ChangedMeanwhile):
        accept(proposal, staff)


def test_an_edit_before_the_form_was_sent_is_a_conflict_too(organization, editor):
    """What counts is what stood when the form was shown, not when it was sent."""
    Organization.objects.update(short_name="By staff")

    proposal = proposed(organization, editor, entry("short_name", "New", "Lotus"))

    assert [shown.is_conflict for shown in review(proposal=proposal).open] == [True]


def test_what_stands_already_is_accepted_without_a_second_tick(organization, editor, staff):
    proposal = proposed(organization, editor, entry("short_name", "New", "Lotus"))
    Organization.objects.update(short_name="New")

    (shown,) = review(proposal=proposal).open
    accept(proposal, staff)

    assert (shown.is_conflict, shown.is_settled, states(proposal)) == (False, True, ["accepted"])


def test_a_row_that_went_can_only_be_refused(organization, editor, staff):
    fee = make.make_fee(organization)
    proposal = proposed(organization, editor, entry("amount", "5", "3000", "fees", fee.pk))
    fee.delete()

    (shown,) = review(proposal=proposal).open
    with pytest.raises(errors.ChangedMeanwhile):
        accept(proposal, staff, overwrite=True)

    assert (shown.is_gone, shown.is_conflict) == (True, True)


def test_two_new_rows_that_say_the_same_are_parallel_and_then_a_conflict(organization, editor, staff):
    second = make.make_membership(organization, role=Role.EDITOR).user
    row = {**FEE, "programme": make.make_programme().pk}
    one = proposed(organization, editor, Entry("fees", None, "", None, row))
    two = proposed(organization, second, Entry("fees", None, "", None, {**row, "amount": "350"}))

    assert [len(shown.parallels) for shown in review(proposal=two).open] == [1]
    accept(one, staff)
    assert [shown.is_conflict for shown in review(proposal=two).open] == [True]
    with pytest.raises(errors.ChangedMeanwhile):
        accept(two, staff)
    accept(two, staff, overwrite=True)

    assert [fee.amount for fee in Fee.objects.all()] == [Decimal("350")]


def test_undo_of_a_new_row_over_another_brings_that_one_back(organization, editor, staff):
    row = {**FEE, "programme": make.make_programme().pk, "amount": "350"}
    proposal = proposed(organization, editor, Entry("fees", None, "", None, row))
    fee = make.make_fee(organization, subject="teaching", amount=300)
    accept(proposal, staff, overwrite=True)
    assert [(each.pk, each.amount) for each in Fee.objects.all()] == [(fee.pk, Decimal("350"))]

    undo_changes(proposal=proposal, reasons={proposal.changes.get().pk: "No"}, by=staff)

    assert [(each.pk, each.amount, each.source) for each in Fee.objects.all()] == [(fee.pk, Decimal("300"), fee.source)]


def test_undo_refuses_where_something_was_written_since(organization, editor, staff):
    proposal = accept(proposed(organization, editor, entry("short_name", "New", "Lotus")), staff)
    Organization.objects.update(short_name="Newer")

    with pytest.raises(errors.ChangedMeanwhile):
        undo_changes(proposal=proposal, reasons={proposal.changes.get().pk: "No"}, by=staff)

    organization.refresh_from_db()
    assert (organization.short_name, states(proposal)) == ("Newer", ["accepted"])


def test_undo_puts_back_what_stood_right_before_the_publication(organization, editor, staff):
    """Not what the editor began with: the desk wrote in between, and the reviewer overwrote it."""
    organization.phone = "0002"
    organization.save()
    proposal = proposed(organization, editor, entry("phone", "2222", "0002"))
    Organization.objects.update(phone="8888")
    accept(proposal, staff, overwrite=True)
    (shown,) = review(proposal=proposal).published

    undo_changes(proposal=proposal, reasons={shown.change.pk: "Wrong\nnumber"}, by=staff)

    organization.refresh_from_db()
    (undone,) = review(proposal=proposal).undone
    assert (shown.put_back, organization.phone, undone.put_back) == ("8888", "8888", "8888")
    mail = OutboxMessage.objects.get(kind="proposal_undone")
    assert ("8888" in mail.body, "0002" in mail.body) == (True, False)


def test_undo_puts_back_a_set_as_it_stood_right_before(organization, editor, staff):
    first, second, third = (make.make_operation(code) for code in ("1-1-1", "1-1-2", "1-1-3"))
    organization.operations.set([first])
    organization.languages = ["vi"]
    organization.save()
    proposal = proposed(
        organization,
        editor,
        entry("operations", [second.pk, third.pk], [first.pk]),
        entry("languages", ["en", "ja"], ["vi"]),
    )
    organization.operations.set([first, second])
    Organization.objects.update(languages=["ja", "ko"])
    accept(proposal, staff, overwrite=True)
    changes = proposal.changes.all()

    undo_changes(proposal=proposal, reasons={change.pk: "No" for change in changes}, by=staff)

    organization.refresh_from_db()
    assert set(organization.operations.all()) == {first, second}
    assert organization.languages == ["ja", "ko"]


def test_undo_puts_back_a_side_and_a_row_with_its_source(organization, editor, staff):
    fee = make.make_fee(organization, amount=3000)
    proposal = proposed(
        organization, editor, entry("amount", "3100", "3000", "fees", fee.pk), entry("teachers", 5, None, "sending")
    )
    Fee.objects.update(amount=3050, source="Letter of the ministry")
    organization.sending.teachers = 9
    organization.sending.save()
    accept(proposal, staff, overwrite=True)

    undo_changes(proposal=proposal, reasons={change.pk: "No" for change in proposal.changes.all()}, by=staff)

    fee.refresh_from_db()
    organization.sending.refresh_from_db()
    assert (fee.amount, fee.source, organization.sending.teachers) == (Decimal("3050"), "Letter of the ministry", 9)


def test_undo_of_a_new_row_also_when_its_source_was_looked_at_since(organization, editor, staff):
    row = {**FEE, "programme": make.make_programme().pk, "amount": "350"}
    proposal = proposed(organization, editor, Entry("fees", None, "", None, row))
    accept(proposal, staff)
    Fee.objects.update(checked_on=DAY - datetime.timedelta(days=1))

    undo_changes(proposal=proposal, reasons={proposal.changes.get().pk: "No"}, by=staff)

    assert Fee.objects.count() == 0


def test_the_history_of_an_undo_says_so_with_the_reason(organization, editor, staff):
    proposal = accept(proposed(organization, editor, entry("short_name", "New", "Lotus")), staff)

    undo_changes(proposal=proposal, reasons={proposal.changes.get().pk: "Not its\nname"}, by=staff)

    event = Organization.pgh_event_models["update"].objects.filter(pgh_obj=organization).latest("pgh_id")
    assert event.pgh_context.metadata["undone"] is True
    assert event.pgh_context.metadata["why"] == (
        f"Undo of proposal {proposal.pk} by {organization.public_id} Lotus (sample): Not its name"
    )


@pytest.mark.parametrize("who", ["author", "reader"])
def test_nobody_decides_on_what_their_own_organization_proposed(organization, editor, staff, who):
    reviewer = editor if who == "author" else make.make_membership(organization, make.make_staff()).user
    proposal = proposed(organization, editor, entry("short_name", "New", "Lotus"), entry("phone", "+84 1"))
    name, phone = proposal.changes.order_by("pk")
    decide_changes(proposal=proposal, decisions={name.pk: Decision(accept=True)}, by=staff)
    if who == "author":
        organization.memberships.all().delete()

    with pytest.raises(errors.OwnProposal):
        decide_changes(proposal=proposal, decisions={phone.pk: Decision(accept=True)}, by=reviewer)
    with pytest.raises(errors.OwnProposal):
        undo_changes(proposal=proposal, reasons={name.pk: "No"}, by=reviewer)
    with pytest.raises(errors.OwnProposal):
        mark_reviewed(proposal=proposal, by=reviewer)

    assert states(proposal) == ["accepted", "open"]


def test_publishing_a_row_does_not_confirm_the_whole_profile(organization, editor, staff):
    organization.last_confirmed_on = datetime.date(2026, 1, 5)
    organization.save()
    fee = make.make_fee(organization, amount=3000)

    accept(proposed(organization, editor, entry("amount", "3100", "3000", "fees", fee.pk)), staff)

    organization.refresh_from_db()
    assert organization.last_confirmed_on == datetime.date(2026, 1, 5)


@pytest.mark.parametrize(
    ("part", "field", "wrong", "text"),
    [
        (
            "fees",
            "currency",
            "DOL",
            "There is no currency “DOL”. Enter a code of ISO 4217, for instance USD, JPY or VND.",
        ),
        ("figures", "year", 2027, "Enter this calendar year or an earlier one."),
    ],
)
def test_unknown_currencies_and_future_years_are_not_proposed(organization, editor, part, field, wrong, text):
    row = {"fees": lambda: make.make_fee(organization), "figures": lambda: make.make_trainee_figure(organization, 2025)}
    row = row[part]()

    with pytest.raises(errors.InvalidChange) as raised:
        proposed(organization, editor, entry(field, wrong, read(row, field), part, row.pk))

    (problem,) = raised.value.problems
    assert problem.text.startswith(text)


def test_a_proposal_names_its_time_in_japan(organization):
    with time_machine.travel(datetime.datetime(2026, 11, 23, 20, 30, tzinfo=datetime.UTC)):
        proposal = make.make_proposal(organization)

    assert str(proposal) == f"{organization}: 2026-11-24 05:30"


# Withdrawing, trust, confirming ------------------------------------------------------------------------


def test_what_is_open_can_be_withdrawn(organization, editor, staff):
    proposal = proposed(organization, editor, entry("short_name", "New", "Lotus"), entry("phone", "+84 1"))
    first = proposal.changes.order_by("pk")[0]
    decide_changes(proposal=proposal, decisions={first.pk: Decision(accept=True)}, by=staff)

    withdraw(proposal=proposal, by=editor)

    proposal.refresh_from_db()
    assert (proposal.state, states(proposal)) == ("decided", ["accepted", "withdrawn"])
    with pytest.raises(errors.NothingToWithdraw):
        withdraw(proposal=proposal, by=editor)


def test_a_proposal_withdrawn_whole_is_withdrawn(organization, editor):
    proposal = proposed(organization, editor, entry("short_name", "New", "Lotus"))

    withdraw(proposal=proposal, by=editor)

    proposal.refresh_from_db()
    assert proposal.state == "withdrawn"


def test_readers_and_strangers_do_not_withdraw(organization, editor):
    proposal = proposed(organization, editor, entry("short_name", "New", "Lotus"))
    for user in (make.make_membership(organization).user, make.make_membership(role=Role.ADMINISTRATOR).user):
        with pytest.raises(errors.MayNotPropose):
            withdraw(proposal=proposal, by=user)


@pytest.fixture
def trusted(organization):
    organization.publishes_at_once = True
    organization.save()
    return organization


def test_a_trusted_organization_publishes_at_once_and_staff_review_after(trusted, editor, staff):
    proposal = proposed(trusted, editor, entry("short_name", "New", "Lotus"), entry("phone", "+84 1"))

    trusted.refresh_from_db()
    assert (trusted.short_name, trusted.last_confirmed_on) == ("New", None)
    assert (proposal.published_at_once, proposal.state, states(proposal)) == (True, "open", ["accepted"] * 2)
    assert review(proposal=proposal).may_be_marked

    first = proposal.changes.order_by("pk")[0]
    undo_changes(proposal=proposal, reasons={first.pk: "Not yours"}, by=staff)
    mark_reviewed(proposal=proposal, by=staff)

    trusted.refresh_from_db()
    proposal.refresh_from_db()
    assert (trusted.short_name, trusted.phone, proposal.state) == ("Lotus", "+84 1", "decided")
    assert [mail.kind for mail in OutboxMessage.objects.filter(recipient=editor.email)] == ["proposal_undone"]


def test_a_conflict_stays_open_also_for_the_trusted(trusted, editor, staff):
    Organization.objects.update(short_name="By staff")
    proposal = proposed(trusted, editor, entry("short_name", "New", "Lotus"), entry("phone", "+84 1"))

    trusted.refresh_from_db()
    assert (trusted.short_name, trusted.phone, states(proposal)) == ("By staff", "+84 1", ["open", "accepted"])
    with pytest.raises(errors.StillOpen):
        mark_reviewed(proposal=proposal, by=staff)
    withdraw(proposal=proposal, by=editor)
    mark_reviewed(proposal=proposal, by=staff)
    proposal.refresh_from_db()
    assert proposal.state == "decided"


def test_confirming_sets_the_day_and_stands_in_the_history(organization, editor):
    confirm_profile(organization=organization, by=editor)

    organization.refresh_from_db()
    event = Organization.pgh_event_models["update"].objects.filter(pgh_obj=organization).latest("pgh_id")
    assert (organization.last_confirmed_on, event.pgh_context.metadata["why"]) == (DAY, "Confirmed by the organization")


# Words and mails ---------------------------------------------------------------------------------------


def test_changes_are_told_in_words():
    organization = filled("supervising")
    with translation.override("en"):
        country = make.make_country(name_en="Sampleland", name_ja="見本国")
    changes = [
        ProposedChange(part="supervising", field="prefecture", before="東京都", after="大阪府"),
        ProposedChange(part="supervising", field="accepts_from", before=None, after=[country.pk]),
        ProposedChange(part="organization", field="languages", before=["ja"], after=["ja", "vi"]),
        ProposedChange(part="organization", field="contact_visibility", before="members", after="staff"),
    ]
    shown = {each.change.field: each for each in shown_changes(organization=organization, changes=changes)}
    assert (shown["prefecture"].before_text, shown["prefecture"].after_text) == ("Tokyo", "Osaka")
    assert shown["accepts_from"].after_text == "Sampleland"
    assert [(piece.text, piece.differs) for piece in shown["languages"].after] == [
        ("Japanese", False),
        (", ", False),
        ("Vietnamese", True),
    ]
    assert shown["contact_visibility"].after_text == "The Affairs Dept. only"
    with translation.override("ja"):
        shown = {each.change.field: each for each in shown_changes(organization=organization, changes=changes)}
        assert (shown["prefecture"].after_text, shown["languages"].after_text) == ("大阪府", "日本語、ベトナム語")


def test_a_long_text_shows_what_differs(organization):
    change = ProposedChange(
        part="organization",
        field="note_ja",
        before="介護の実習生を送り出しています。",
        after="介護と建設の実習生を送り出しています。",
    )

    (shown,) = shown_changes(organization=organization, changes=[change])

    assert [piece.text for piece in shown.after if piece.differs] == ["と建設"]
    assert [piece.text for piece in shown.before if piece.differs] == []


def test_the_author_is_told_in_their_language(organization, staff):
    author = make.make_membership(organization, make.make_user(language="ja"), role=Role.EDITOR).user
    proposal = proposed(
        organization, author, entry("short_name", "New", "Lotus"), entry("website", "https://a.example/")
    )
    name, website = proposal.changes.order_by("pk")

    decide_changes(
        proposal=proposal,
        decisions={name.pk: Decision(accept=True), website.pk: Decision(accept=False, reason="It does not answer.")},
        by=staff,
    )

    (mail,) = OutboxMessage.objects.all()
    assert (mail.kind, mail.recipient, mail.language, mail.is_duty) == ("proposal_decided", author.email, "ja", False)
    assert "New" in mail.body
    assert "It does not answer." in mail.body
    assert f"/ja/account/organizations/{organization.public_id}/proposals/{proposal.pk}/" in mail.body


# Races -------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_two_reviewers_at_once_decide_each_change_once():
    with transaction.atomic():
        organization = make.make_organization(short_name="Lotus")
        editor = make.make_membership(organization, role=Role.EDITOR).user
        proposal = proposed(organization, editor, entry("short_name", "New", "Lotus"))
        reviewers = [make.make_staff(), make.make_staff()]
    (change,) = proposal.changes.all()
    start, outcomes = threading.Barrier(2), []

    def decide(reviewer, decision):
        try:
            start.wait(timeout=10)
            decide_changes(proposal=proposal, decisions={change.pk: decision}, by=reviewer)
            outcomes.append("decided")
        except errors.AlreadyDecided:
            outcomes.append("late")
        finally:
            connections.close_all()

    decisions = (Decision(accept=True), Decision(accept=False, reason="No"))
    threads = [threading.Thread(target=decide, args=pair) for pair in zip(reviewers, decisions, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["decided", "late"]


@pytest.mark.django_db(transaction=True)
def test_two_editors_at_once_both_keep_their_proposal():
    with transaction.atomic():
        organization = make.make_organization(short_name="Lotus")
        editors = [make.make_membership(organization, role=Role.EDITOR).user for _number in range(2)]
    start = threading.Barrier(2)

    def send(author, name):
        try:
            start.wait(timeout=10)
            proposed(organization, author, entry("short_name", name, "Lotus"))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=send, args=pair) for pair in zip(editors, ["One", "Two"], strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    changes = ProposedChange.objects.filter(proposal__organization=organization)
    assert sorted(changes.values_list("after", flat=True)) == ["One", "Two"]


def test_parts_name_tables_of_the_models():
    assert (ARTICLE25.title, FEES.title) == ("Requirement of Article 25", "Fee")
