"""Rows that are edited in a table on the page of another: each field says by itself what it is."""

import pytest
from django.contrib import admin
from django.contrib.admin import TabularInline
from django.forms import RadioSelect
from django.test import RequestFactory
from django.utils import translation

from jitco_portal.common.models import User

pytestmark = pytest.mark.django_db


def test_a_field_in_a_table_bears_the_heading_of_its_column():
    request = RequestFactory().get("/")
    request.user = User(is_staff=True, is_superuser=True, is_active=True)
    nameless, named = [], {}

    with translation.override("en"):
        for model, model_admin in admin.site._registry.items():
            for inline in model_admin.get_inline_instances(request, model(pk=0)):
                if not isinstance(inline, TabularInline):
                    continue
                form = inline.get_formset(request, model(pk=0))(instance=model()).empty_form
                widgets = {name: getattr(each.widget, "widget", each.widget) for name, each in form.fields.items()}
                # Boxes to tick have labels of their own.
                own = [name for name, each in widgets.items() if each.is_hidden or isinstance(each, RadioSelect)]
                drawn = {name: str(form[name]) for name in widgets if name not in own}
                nameless += [f"{form.prefix}-{name}" for name, html in drawn.items() if "aria-label=" not in html]
                named[inline.model._meta.model_name] = drawn

    assert nameless == []
    assert 'aria-label="Calendar year"' in named["traineefigure"]["year"]
    # Also in the widget that Django wraps for the links of a relation, and in the box that takes a row away.
    assert 'aria-label="Programme"' in named["traineefigure"]["programme"]
    assert 'aria-label="Delete"' in named["traineefigure"]["DELETE"]
