"""The monthly routine: one person brings a list in and decides, another approves, the portal says what it says."""

import pytest
from django.test import Client

import tests.factories as make
from organizations.models import Approval, ListImport, Organization
from organizations.services import list_imports as services
from tests.accessibility import serious_problems
from tests.soak import LOOKS

LIST = (
    "Danh sách mẫu,,\nSố giấy phép,Tên doanh nghiệp,Địa chỉ\n"
    "12/GP,Công ty Mẫu Hoa Sen,Hà Nội\n13/GP,Công ty Mẫu Trúc Xanh,Huế\n"
)


def wrong_with(tab):
    wider = tab.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    return [*(["wider than the screen"] if wider else []), *serious_problems(tab)]


@pytest.mark.parametrize(("language", "width"), LOOKS)
def test_two_people_publish_the_list_of_a_month(new_context, portal, language, width):
    country, programme = make.make_country(), make.make_programme()
    office = make.make_counterpart(country)
    desk = f"{portal}/{language}/admin/organizations/listimport"
    wrong = {}

    def tab_of(person):
        cookies = Client()
        cookies.force_login(person)
        tab = new_context(javascript=False, width=width).new_page()
        tab.context.add_cookies([{"name": k, "value": v.value, "url": portal} for k, v in cookies.cookies.items()])
        watched = new_context(width=width).new_page()
        watched.context.add_cookies([{"name": k, "value": v.value, "url": portal} for k, v in cookies.cookies.items()])
        return tab, watched

    first, watched = tab_of(make.make_staff(is_superuser=True))
    watched.goto(f"{desk}/add/")
    wrong["upload"] = wrong_with(watched)
    first.goto(f"{desk}/add/")
    first.set_input_files("[name=upload]", {"name": "list.csv", "mimeType": "text/csv", "buffer": LIST.encode()})
    for name, key in (
        ("kind", "approvals"),
        ("country", country.pk),
        ("programme", programme.pk),
        ("issuer", office.pk),
    ):
        first.select_option(f"[name={name}]", str(key))
    first.fill("[name=published_on]", "2026-11-01")
    first.fill("[name=source]", "Sample list of November")
    first.check("[name=is_complete]")
    first.click("#content-main form button[type=submit]")
    list_import = ListImport.objects.get()
    work = f"{desk}/{list_import.pk}/steps/"
    assert first.url == work
    assert first.locator("progress").count() == 1
    services.compare_import(list_import_pk=list_import.pk)

    for page in ("", "answers/", f"rows/{list_import.rows.first().pk}/"):
        watched.goto(f"{work}{page}")
        wrong[f"compared {page}"] = wrong_with(watched)
    first.goto(f"{work}?result=new")
    assert first.locator(".list-rows tbody tr").count() == 2
    first.click(".list-deeds button[value=accept]")
    first.click(".list-rows tr:nth-child(2) button[value=skip]")
    first.click("form[action$='/submit/'] button")
    assert first.locator("form[action$='/approve/']").count() == 0

    second, watched = tab_of(make.make_staff(is_superuser=True))
    watched.goto(work)
    wrong["to approve"] = wrong_with(watched)
    second.goto(work)
    second.click("form[action$='/approve/'] button")
    services.apply_import(list_import_pk=list_import.pk)
    watched.goto(work)
    wrong["published"] = wrong_with(watched)
    lotus = Organization.objects.get(name_local="Công ty Mẫu Hoa Sen")
    assert Approval.objects.count() == Organization.objects.count() == 1
    assert second.goto(f"{portal}/{language}/organizations/sending/{lotus.public_id}/").status == 200

    second.goto(work)
    second.fill("form[action$='/undo/'] [name=why]", "The list of another month")
    second.click("form[action$='/undo/'] button")
    services.undo_import(list_import_pk=list_import.pk)
    watched.goto(work)
    wrong["taken back"] = wrong_with(watched)

    list_import.refresh_from_db()
    assert (list_import.state, Approval.objects.count()) == ("undone", 0)
    assert {name: each for name, each in wrong.items() if each} == {}
