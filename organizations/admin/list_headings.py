"""What headings of lists mean, beside the table that ships with the portal."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from jitco_portal.common.desk.base import PortalModelAdmin
from organizations.admin.groups import LISTS
from organizations.models import ListHeading
from organizations.queries.list_imports.headings import folded


class ListHeadingForm(forms.ModelForm):
    """Headings that differ by case, spaces and marks alone are one."""

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        if not folded(text):
            raise forms.ValidationError(_("A heading has a letter or a figure."))
        if ListHeading.objects.exclude(pk=self.instance.pk).filter(folded=folded(text)).exists():
            raise forms.ValidationError(_("What this heading means is recorded already."))
        return text


@admin.register(ListHeading)
class ListHeadingAdmin(PortalModelAdmin):
    index_group = LISTS
    form = ListHeadingForm
    fields = ("text", "field", "language")
    list_display = ("text", "field", "language")
    list_filter = ("field", "language")
    search_fields = ("text",)

    def save_model(self, request: HttpRequest, obj: ListHeading, form: Any, change: bool) -> None:
        obj.folded = folded(obj.text)
        super().save_model(request, obj, form, change)
