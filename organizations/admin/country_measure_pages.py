"""A measure for a whole country in one action: what it will do is read first, and it can be taken back in the same way.

The rows are those of the countries; what they do is known only here, where the organizations are.
"""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from countries.admin import CountryMeasureAdmin
from countries.models import CountryMeasure
from jitco_portal.common.desk.pages import desk_page
from organizations.forms.country_measures import WholeCountryForm
from organizations.forms.reasons import ReasonForm
from organizations.queries.country_measures import Effect, effect_of_recording, effect_of_taking_back
from organizations.services.country_measures import (
    AlreadyRecorded,
    EffectChanged,
    NoLongerThere,
    record_measure,
    take_back_measure,
)

PAGES = "admin/countries/countrymeasure"
# The button that writes; any other only looks.
WRITES = "write"

admin.site.unregister(CountryMeasure)


@admin.register(CountryMeasure)
class WholeCountryAdmin(CountryMeasureAdmin):
    change_form_template = f"{PAGES}/change_form.html"
    change_list_template = f"{PAGES}/change_list.html"

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("whole-country/", wrap(self.record_view), name="countries_countrymeasure_record"),
            path("<int:pk>/take-back/", wrap(self.take_back_view), name="countries_countrymeasure_take_back"),
            *super().get_urls(),
        ]

    def record_view(self, request: HttpRequest) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        return _record(request, self)

    def take_back_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        measure = self.get_queryset(request).filter(pk=pk).first()
        if not self.has_delete_permission(request, measure):
            raise PermissionDenied
        if measure is None:
            raise Http404("no such measure")
        return _take_back(request, self, measure)


@require_http_methods(["GET", "HEAD", "POST"])
def _record(request: HttpRequest, model_admin: admin.ModelAdmin) -> HttpResponse:
    """The form; then the same with what it will do, and the button that records it."""
    asked = {name: request.GET[name] for name in ("country", "programme") if request.GET.get(name, "").isdecimal()}
    form = WholeCountryForm(request.POST if request.method == "POST" else None, initial=asked)
    effect: Effect | None = None
    if request.method == "POST" and form.is_valid():
        measure: CountryMeasure = form.instance
        if WRITES in request.POST:
            try:
                record_measure(measure=measure, digest=request.POST[WRITES], why=form.cleaned_data["why"])
            except AlreadyRecorded:
                form.add_error("from_on", _("This measure is recorded already."))
            except EffectChanged as changed:
                effect = changed.effect
                messages.warning(request, _changed())
            else:
                messages.success(request, _("The measure is recorded. It can be taken back on this page."))
                return redirect("admin:countries_countrymeasure_change", measure.pk)
        else:
            effect = effect_of_recording(measure=measure)
    return _shown(model_admin, request, "record", title=_("Measure for a whole country"), form=form, effect=effect)


@require_http_methods(["GET", "HEAD", "POST"])
def _take_back(request: HttpRequest, model_admin: admin.ModelAdmin, measure: CountryMeasure) -> HttpResponse:
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            take_back_measure(measure=measure, digest=request.POST.get(WRITES, ""), why=form.cleaned_data["why"])
        except EffectChanged:
            messages.warning(request, _changed())
        except NoLongerThere:
            messages.warning(request, _("Somebody took this measure back already."))
            return redirect("admin:countries_countrymeasure_changelist")
        else:
            messages.success(request, _("The measure is taken back. The history keeps it, and can bring it back."))
            return redirect("admin:countries_countrymeasure_changelist")
    effect = effect_of_taking_back(measure=measure)
    title = _("Take back a measure for a whole country")
    return _shown(model_admin, request, "take_back", title=title, form=form, effect=effect, original=measure)


def _changed() -> str:
    return _("Nothing was written: what organizations read has changed since you looked. Please look again.")


def _shown(model_admin: admin.ModelAdmin, request: HttpRequest, page: str, **context: Any) -> HttpResponse:
    return desk_page(model_admin, request, f"{PAGES}/{page}.html", writes=WRITES, **context)
