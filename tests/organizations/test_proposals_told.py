"""Who is told of what staff decide on a proposal."""

import datetime

import pytest
from django.utils import translation

from jitco_portal.common.days import today
from jitco_portal.common.models import OutboxMessage
from organizations.models import Membership, Role
from organizations.queries.proposals.values import Entry
from organizations.services.proposals.deciding import Decision, decide_changes, undo_changes
from organizations.services.proposals.proposing import propose
from tests.factories import make_membership, make_organization, make_staff

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("last_day", "told"),
    [(None, ["proposal_decided", "proposal_undone"]), (today() - datetime.timedelta(days=1), [])],
    ids=["member", "left"],
)
def test_an_author_is_told_while_they_act_for_the_organization(last_day, told):
    organization = make_organization(short_name="Lotus")
    editor, staff = make_membership(organization, role=Role.EDITOR), make_staff()
    make_membership(user=editor.user)
    with translation.override("en"):
        change = Entry("organization", None, "short_name", "Lotus", "New")
        proposal = propose(organization=organization, author=editor.user, entries=[change])
        key = proposal.changes.get().pk
        Membership.objects.filter(pk=editor.pk).update(until_on=last_day)

        decide_changes(proposal=proposal, decisions={key: Decision(accept=True)}, by=staff)
        undo_changes(proposal=proposal, reasons={key: "Not so."}, by=staff)

    mails = OutboxMessage.objects.filter(recipient=editor.user.email, kind__startswith="proposal_").order_by("pk")
    assert list(mails.values_list("kind", flat=True)) == told
