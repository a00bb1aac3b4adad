"""The pages on which members edit their profile and follow their proposals."""

from decimal import Decimal

import pytest
from django.core import signing
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from organizations.forms.proposals import SALT
from organizations.models import Fee, Organization, ProfileProposal, ProposedChange, Role
from organizations.queries.proposals.parts import SECTIONS, sections_of
from tests import factories as make
from tests.organizations.test_proposals import filled

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def organization():
    return make.make_organization(name_en="Lotus (sample)", short_name="Lotus")


@pytest.fixture
def editor(client, organization):
    user = make.make_membership(organization, role=Role.EDITOR).user
    client.force_login(user)
    return user


SETS = ("languages", "operations", "accepts_from")


def section_url(organization, slug):
    return reverse("profile_edit_section", args=[organization.public_id, slug])


def sent(form, **changes):
    """What a browser sends for a form as it was shown, but for ``changes``."""
    data = {"before": form.token, "comment": ""}
    if hasattr(form, "all_rows"):
        data["new_rows"] = str(len(form.new_rows))
        fields = [field for row in form.all_rows for field in row]
    else:
        fields = [field for field in form if field.name != "comment"]
    for field in fields:
        value = field.value()
        if value is None and field.name in SETS:
            continue
        shown = field.field.widget.format_value(value) if value is not None else ""
        if isinstance(shown, list) and field.name not in SETS:
            shown = shown[0] if shown else ""
        data[field.html_name] = shown if shown is not None else ""
    return {**data, **changes}


def opened(client, organization, slug):
    return client.get(section_url(organization, slug)).context["form"]


def changes():
    fields = ("part", "row_id", "field", "before", "after")
    return list(ProposedChange.objects.order_by("pk").values_list(*fields))


# Who may -----------------------------------------------------------------------------------------------


def addresses(organization, proposal):
    key = organization.public_id
    return {
        "read": [reverse("proposal_list", args=[key]), reverse("proposal_detail", args=[key, proposal.pk])],
        "edit": [
            reverse("profile_edit", args=[key]),
            *(section_url(organization, section.slug) for section in sections_of(kind=organization.kind)),
        ],
        "post": [reverse("profile_confirm", args=[key]), reverse("proposal_withdraw", args=[key, proposal.pk])],
    }


@pytest.mark.parametrize("who", ["visitor", "stranger", "former", "staff", "reader"])
def test_only_editors_and_administrators_edit_and_only_members_read(client, organization, who):
    proposal = make.make_proposal(organization)
    user = {
        "visitor": lambda: None,
        "stranger": lambda: make.make_membership(role=Role.ADMINISTRATOR).user,
        "former": lambda: make.make_membership(organization, role=Role.EDITOR, until_on="2021-01-01").user,
        "staff": lambda: make.make_staff(is_superuser=True),
        "reader": lambda: make.make_membership(organization).user,
    }[who]()
    if user:
        client.force_login(user)
    found = addresses(organization, proposal)

    reading = {client.get(address).status_code for address in found["read"]}
    editing = {client.get(address).status_code for address in found["edit"]}
    editing |= {client.post(address).status_code for address in found["edit"][1:]}
    posting = {client.post(address).status_code for address in found["post"]}

    closed = {302} if who == "visitor" else {404}
    assert (reading, editing, posting) == ({200} if who == "reader" else closed, closed, closed)
    assert ProposedChange.objects.get().state == "open"
    assert Organization.objects.get(pk=organization.pk).last_confirmed_on is None


@pytest.mark.parametrize("role", [Role.EDITOR, Role.ADMINISTRATOR])
def test_editors_and_administrators_open_every_page(client, organization, role):
    proposal = make.make_proposal(organization)
    client.force_login(make.make_membership(organization, role=role).user)

    found = addresses(organization, proposal)

    assert {client.get(address).status_code for address in [*found["read"], *found["edit"]]} == {200}


def test_a_proposal_of_another_organization_is_not_found_under_ones_own(client, organization, editor):
    other = make.make_proposal(change={"after": "secret-of-b"})

    for name, method in (("proposal_detail", client.get), ("proposal_withdraw", client.post)):
        assert method(reverse(name, args=[organization.public_id, other.pk])).status_code == 404
        assert method(reverse(name, args=[other.organization.public_id, other.pk])).status_code == 404
    assert "secret-of-b" not in client.get(reverse("proposal_list", args=[organization.public_id])).content.decode()


@pytest.mark.parametrize("slug", ["names", "permits", "training", "fees", "requirements"])
def test_sections_of_the_other_kind_and_unknown_ones_are_not_found(client, slug):
    supervising = make.make_supervising()
    client.force_login(make.make_membership(supervising, role=Role.EDITOR).user)

    assert client.get(section_url(supervising, slug)).status_code == 404


# The form ----------------------------------------------------------------------------------------------

KINDS_AND_SECTIONS = [(kind, section.slug) for kind in ("sending", "supervising") for section in sections_of(kind=kind)]


@pytest.mark.parametrize(("kind", "slug"), KINDS_AND_SECTIONS)
@pytest.mark.parametrize("is_filled", [True, False])
def test_a_form_sent_as_it_was_shown_changes_nothing(client, kind, slug, is_filled):
    empty = make.make_organization if kind == "sending" else make.make_supervising
    make.make_programme()
    organization = filled(kind) if is_filled else empty()
    client.force_login(make.make_membership(organization, role=Role.EDITOR).user)

    answer = client.post(section_url(organization, slug), sent(opened(client, organization, slug)), follow=True)

    assert [str(message) for message in answer.context["messages"]] == [
        "Nothing was changed: all of it stands there already. No proposal was made."
    ]
    assert ProfileProposal.objects.count() == 0


@pytest.mark.parametrize(("kind", "slug"), KINDS_AND_SECTIONS)
def test_every_section_answers_in_japanese(client, kind, slug):
    organization = filled(kind)
    client.force_login(make.make_membership(organization, role=Role.EDITOR).user)
    with translation.override("ja"):
        address = section_url(organization, slug)

    answer = client.get(address)

    assert (answer.status_code, '<html lang="ja"' in answer.content.decode()) == (200, True)


def test_what_changed_becomes_a_proposal(client, organization, editor):
    form = opened(client, organization, "offices")

    answer = client.post(
        section_url(organization, "offices"),
        sent(form, short_name=" New ", website="example.org", founded_year="1999", comment="From our brochure"),
        follow=True,
    )

    proposal = ProfileProposal.objects.get()
    assert (proposal.author, proposal.comment, proposal.state) == (editor, "From our brochure", "open")
    assert changes() == [
        ("organization", None, "short_name", "Lotus", "New"),
        ("organization", None, "website", None, "https://example.org"),
        ("sending", None, "founded_year", None, 1999),
    ]
    assert f"as proposal {proposal.pk}" in answer.content.decode()
    assert "3 changes wait for the Affairs Dept." in answer.content.decode()
    waiting = client.get(section_url(organization, "offices")).context["waiting"]
    assert [shown.after_text for shown in waiting] == ["New", "https://example.org", "1999"]


def test_before_is_what_stood_when_the_form_was_shown(client, organization, editor):
    form = opened(client, organization, "offices")
    Organization.objects.filter(pk=organization.pk).update(short_name="By staff", phone="+84 9")

    client.post(section_url(organization, "offices"), sent(form, short_name="New"))

    assert changes() == [("organization", None, "short_name", "Lotus", "New")]
    assert Organization.objects.get(pk=organization.pk).phone == "+84 9"


def test_names_of_record_and_marks_of_staff_cannot_be_sent(client, organization, editor):
    stood = Organization.objects.values().get(pk=organization.pk)
    form = opened(client, organization, "offices")
    smuggled = {
        **dict.fromkeys(("name_en", "name_local", "name_ja", "name_kana", "public_id", "source"), "Smuggled"),
        **dict.fromkeys(("country", "publishes_at_once", "licence_number", "row_id", "organization"), "1"),
        **dict.fromkeys(("kind", "part", "field", "is_published"), ""),
    }

    client.post(section_url(organization, "offices"), sent(form, **smuggled))

    assert (ProfileProposal.objects.count(), Organization.objects.values().get(pk=organization.pk)) == (0, stood)


@pytest.mark.parametrize("forgery", ["blank", "garbage", "signed for something else", "another section", "another's"])
def test_a_forged_before_is_refused_and_nothing_typed_is_lost(client, organization, editor, forgery):
    form, other = opened(client, organization, "offices"), make.make_organization()
    token = {
        "blank": "",
        "garbage": form.token[:-3] + "abc",
        "signed for something else": signing.dumps({"organization": organization.pk}, salt="another"),
        "another section": opened(client, organization, "note").token,
        "another's": signing.dumps(
            {"organization": other.pk, "section": "offices", "shown": form.shown}, salt=SALT, compress=True
        ),
    }[forgery]

    answer = client.post(section_url(organization, "offices"), sent(form, before=token, short_name="New"))

    assert answer.status_code == 200
    assert "The page could not be read back." in answer.content.decode()
    assert (answer.context["form"]["short_name"].value(), ProfileProposal.objects.count()) == ("New", 0)
    assert signing.loads(answer.context["form"].token, salt=SALT)["shown"]["short_name"] == "Lotus"


def test_an_error_stands_by_its_field_and_keeps_what_was_typed(client, organization, editor):
    form = opened(client, organization, "offices")

    answer = client.post(
        section_url(organization, "offices"), sent(form, founded_year="1492", short_name="New", website="no address")
    )

    shown = answer.context["form"]
    assert set(shown.errors) == {"founded_year", "website"}
    assert (shown["short_name"].value(), ProfileProposal.objects.count()) == ("New", 0)


def test_what_only_the_model_refuses_stands_by_its_field_too(client, organization, editor):
    make.make_trainee_figure(organization, 2025)
    form = opened(client, organization, "figures")
    assert len(form.new_rows) == 0
    data = sent(form, new_rows="1", **{"new-0-programme": str(make.make_programme().pk), "new-0-operation": ""})
    data |= {"new-0-year": "2025", "new-0-number": "7"}

    answer = client.post(section_url(organization, "figures"), data)

    (problem,) = answer.context["errors"]
    assert (problem.label, list(problem.errors), problem.id_for_label) == (
        "Row 2",
        ["There is such a row already. Change that one instead."],
        "new-0",
    )
    assert '<a href="#new-0">Row 2: There is such a row already.' in answer.content.decode()
    assert '<fieldset class="row-fields" id="new-0" tabindex="-1">' in answer.content.decode()
    assert ProfileProposal.objects.count() == 0


def test_errors_of_rows_say_which_row(client, organization, editor):
    fees = [make.make_fee(organization, subject=subject) for subject in ("teaching", "sending_fee", "other_costs")]
    form = opened(client, organization, "fees")
    row = form.all_rows[2]
    assert {each.row_id for each in form.all_rows} == {fee.pk for fee in fees}

    answer = client.post(
        section_url(organization, "fees"), sent(form, **{f"{row.prefix}-amount": "", f"{row.prefix}-currency": "DOL"})
    )

    page = answer.content.decode()
    assert f'<a href="#id_{row.prefix}-amount">Row 3, Amount: This field is required.</a>' in page
    assert f'<a href="#id_{row.prefix}-currency">Row 3, Currency: There is no currency “DOL”.' in page
    assert "<legend>Row 3: " in page
    assert ProfileProposal.objects.count() == 0


def test_people_of_a_year_to_come_stand_by_the_year(client, organization, editor):
    figure = make.make_trainee_figure(organization, 2025)
    form = opened(client, organization, "figures")

    answer = client.post(section_url(organization, "figures"), sent(form, **{f"row-{figure.pk}-year": "2099"}))

    (row,) = answer.context["form"].held_rows
    assert row.errors == {"year": ["Enter this calendar year or an earlier one."]}
    assert ProfileProposal.objects.count() == 0


def test_rows_are_added_changed_and_removed_without_scripts(client, organization, editor):
    programme = make.make_programme()
    kept = make.make_fee(organization, amount=3000)
    gone = make.make_fee(organization, subject="teaching", amount=100)
    address = section_url(organization, "fees")
    form = opened(client, organization, "fees")

    added = client.post(address, sent(form, add="1", **{f"row-{kept.pk}-amount": "3100.00"}))
    assert ProfileProposal.objects.count() == 0
    shown = added.context["form"]
    assert (len(shown.new_rows), bool(added.context["errors"].errors)) == (1, False)
    assert 'value="3100.00"' in added.content.decode()

    data = sent(shown, **{f"row-{gone.pk}-remove": "on"})
    data |= {"new-0-programme": str(programme.pk), "new-0-subject": "other_costs", "new-0-payer": "trainee"}
    data |= {"new-0-amount": "20", "new-0-currency": "usd", "new-0-period": "once"}
    client.post(address, data)

    by_kind = {(part, row_id, field): (before, after) for part, row_id, field, before, after in changes()}
    assert by_kind["fees", kept.pk, "amount"] == ("3000", "3100")
    assert by_kind["fees", gone.pk, ""][0]["amount"] == "100"
    new = by_kind["fees", None, ""][1]
    assert (new["subject"], new["amount"], new["currency"], new["programme"]) == (
        "other_costs",
        "20",
        "USD",
        programme.pk,
    )
    assert len(by_kind) == 3


def test_a_row_of_another_organization_is_not_reached_by_its_id(client, organization, editor):
    foreign = make.make_fee(make.make_organization(), amount=77)
    make.make_fee(organization, amount=3000)
    form = opened(client, organization, "fees")

    client.post(
        section_url(organization, "fees"),
        sent(form, **{f"row-{foreign.pk}-amount": "1", f"row-{foreign.pk}-remove": "on"}),
    )

    assert ProfileProposal.objects.count() == 0
    assert Fee.objects.get(pk=foreign.pk).amount == Decimal(77)
    assert "77" not in [str(row["amount"].value()) for row in form.all_rows]


def test_requirements_are_written_where_no_source_has_spoken(client, organization, editor):
    make.make_article25_item(organization, 1, note_en="The ministry says so")
    own = make.make_article25_item(organization, 4, state="not_known", note_en="Old")
    form = opened(client, organization, "requirements")
    assert len(form.all_rows) == 8
    assert form.said_by_sources == ["1. Recommended by a public body of its country"]

    data = sent(form, **{f"row-{own.pk}-note_en": "", "new-5-note_en": "We answer", "new-1-note_en": "Smuggled"})
    client.post(section_url(organization, "requirements"), data)

    assert changes() == [
        ("article25", own.pk, "", {"item": 4, "note_en": "Old", "note_ja": None}, None),
        ("article25", None, "", None, {"item": 5, "note_en": "We answer", "note_ja": None}),
    ]


def test_a_trusted_organization_is_told_that_it_is_published(client, organization, editor):
    Organization.objects.filter(pk=organization.pk).update(publishes_at_once=True)
    form = opened(client, organization, "offices")

    answer = client.post(section_url(organization, "offices"), sent(form, short_name="New"), follow=True)

    assert "Your changes are published." in answer.content.decode()
    assert Organization.objects.get(pk=organization.pk).short_name == "New"


def test_sample_countries_are_not_offered_to_real_organizations(client):
    make.make_country(name_en="Real country")
    make.make_country(name_en="Sample country", is_sample=True)
    supervising = make.make_supervising()
    client.force_login(make.make_membership(supervising, role=Role.EDITOR).user)

    names = [name for _key, name in opened(client, supervising, "work").fields["accepts_from"].choices]

    assert ("Real country" in names, "Sample country" in names) == (True, False)


# Following and confirming ------------------------------------------------------------------------------


def test_members_see_the_diff_the_state_and_the_reason(client, organization):
    client.force_login(make.make_membership(organization).user)
    proposal = make.make_proposal(organization, change={"before": "Lotus", "after": "Lotus & Sons"})
    proposal.changes.update(state="refused", reason="Not its name", decided_at=proposal.created_at)

    page = client.get(reverse("proposal_detail", args=[organization.public_id, proposal.pk])).content.decode()

    assert '<ins class="diff-new"> &amp; Sons</ins>' in page
    assert "Not its name" in page
    assert "Withdraw" not in page


def test_editors_withdraw_what_is_open(client, organization, editor):
    proposal = make.make_proposal(organization)

    answer = client.post(reverse("proposal_withdraw", args=[organization.public_id, proposal.pk]), follow=True)

    proposal.refresh_from_db()
    assert (proposal.state, answer.status_code) == ("withdrawn", 200)


def test_confirming_is_one_button(client, organization, editor):
    answer = client.post(reverse("profile_confirm", args=[organization.public_id]), follow=True)

    assert Organization.objects.get(pk=organization.pk).last_confirmed_on is not None
    assert "The profile now says that you confirmed it today." in answer.content.decode()


def test_proposals_are_not_on_the_public_page(client, organization):
    make.make_programme()
    make.make_proposal(organization, change={"after": "secret proposal"})

    assert "secret proposal" not in client.get(organization.get_absolute_url()).content.decode()


# Queries -----------------------------------------------------------------------------------------------


def queries_of(client, address):
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address)
    assert answer.status_code == 200
    return len(queries)


def test_the_list_asks_as_much_for_three_proposals_as_for_one(client, organization, editor):
    make.make_proposal(organization)
    address = reverse("proposal_list", args=[organization.public_id])
    client.get(address)
    one = queries_of(client, address)
    for _number in range(2):
        make.make_proposal(organization)

    assert (queries_of(client, address), one <= 8) == (one, True)


@pytest.mark.parametrize("slug", [section.slug for section in SECTIONS])
def test_a_section_asks_as_much_for_three_rows_as_for_one(client, organization, editor, slug):
    make.make_operation()

    def grow(number):
        make.make_fee(organization, amount=number, basis_en=f"Basis {number}")
        make.make_trainee_figure(organization, 2020 + number)
        make.make_article25_item(organization, number, state="not_known")

    grow(1)
    address = section_url(organization, slug)
    client.get(address)
    one = queries_of(client, address)
    grow(2), grow(3)

    assert (queries_of(client, address), one <= 16) == (one, True)
