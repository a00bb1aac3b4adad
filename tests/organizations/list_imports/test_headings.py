"""What staff record of headings, and in which order meanings are looked up."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from organizations.models import ListHeading
from organizations.queries.list_imports.headings import known_headings
from tests import factories as make
from tests.organizations.desk_world import make_list_mapping

pytestmark = pytest.mark.django_db


def test_staff_add_a_heading_once_and_it_is_known(client):
    user = make.make_staff()
    names = ("add_listheading", "view_listheading", "change_listheading")
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(user)
    url = reverse("admin:organizations_listheading_add")

    added = client.post(url, {"text": "Tên  Tổ chức ABC", "field": "name", "language": "vi"})
    again = client.post(url, {"text": "TÊN TỔ CHỨC ABC:", "field": "number", "language": ""})

    assert added.status_code == 302
    assert again.context["errors"]
    assert ListHeading.objects.get().folded == "ten to chuc abc"
    assert known_headings(kind="licences")["ten to chuc abc"] == "name"


def test_what_an_office_was_read_as_before_goes_first():
    office = make.make_counterpart()
    ListHeading.objects.create(text="Code", folded="code", field="number")
    make_list_mapping(office, headings={"code": "", "address": "reason"})

    own = known_headings(kind="approvals", issuer_id=office.pk)
    others = known_headings(kind="licences", issuer_id=office.pk)

    assert (own["code"], own["address"]) == ("", "reason")
    assert (others["code"], others["address"]) == ("number", "address")
