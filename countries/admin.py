"""The desk for sending countries: what holds there, who says so, and what has to be read again."""

import datetime

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from countries.models import (
    Agreement,
    Counterpart,
    Country,
    CountryFigure,
    CountryMeasure,
    CountrySection,
    DataProtectionRegime,
    ExchangeRate,
    FeeCap,
    GovernmentTalk,
    Notice,
    ProcedureStep,
    Programme,
)
from jitco_portal.common.days import today
from jitco_portal.common.desk.base import PortalModelAdmin, PortalStackedInline
from jitco_portal.common.desk.forms import PortalForm
from jitco_portal.common.desk.site import IndexGroup

AGREEMENTS = IndexGroup(10, "agreements", _("Countries and agreements"))
TEXTS = IndexGroup(20, "texts", _("Texts and notices"))
COSTS = IndexGroup(30, "costs", _("Costs and figures"))


class DueFilter(admin.SimpleListFilter):
    """Rows to be looked at again: what is overdue, and what falls due soon."""

    title = _("check again by")
    parameter_name = "due"
    field = "check_again_by"

    def lookups(self, request, model_admin):
        return [("overdue", _("overdue")), ("soon", _("within 30 days"))]

    def queryset(self, request, queryset):
        if self.value() == "overdue":
            return queryset.filter(**{f"{self.field}__lt": today()})
        if self.value() == "soon":
            return queryset.filter(**{f"{self.field}__range": (today(), today() + datetime.timedelta(days=30))})
        return queryset


class ReviewFilter(DueFilter):
    title = _("next review on")
    field = "next_review_on"


class FeeCapForm(PortalForm):
    """Says which field is missing or too much, where the database only knows that they do not fit."""

    def clean(self):
        values = super().clean()
        kind = values.get("kind")
        if kind == FeeCap.Kind.AMOUNT:
            self._need(values, "amount", _("Give the amount."))
            self._need(values, "currency", _("Give the currency of the amount."))
        if kind == FeeCap.Kind.MONTHS_OF_PAY:
            self._need(values, "months", _("Give the number of months."))
        wrong = {
            FeeCap.Kind.AMOUNT: ["months"],
            FeeCap.Kind.MONTHS_OF_PAY: ["amount", "currency"],
            FeeCap.Kind.NONE_ALLOWED: ["amount", "currency", "months"],
        }
        for field in wrong.get(kind, []):
            if values.get(field) not in (None, ""):
                self.add_error(field, _("Leave this blank for a cap of this kind."))
        return values

    def _need(self, values, field, sentence):
        if field not in self.errors and values.get(field) in (None, ""):
            self.add_error(field, sentence)


class CounterpartInline(PortalStackedInline):
    model = Counterpart
    classes = ["collapse"]


class AgreementInline(PortalStackedInline):
    model = Agreement
    classes = ["collapse"]


class CountryMeasureInline(PortalStackedInline):
    model = CountryMeasure
    classes = ["collapse"]


class FeeCapInline(PortalStackedInline):
    model = FeeCap
    form = FeeCapForm
    classes = ["collapse"]


@admin.register(Country)
class CountryAdmin(PortalModelAdmin):
    index_group = AGREEMENTS
    list_display = ("code", "name_en", "name_ja", "division", "next_review_on", "is_sample")
    list_display_links = ("code", "name_en", "name_ja")
    list_filter = (ReviewFilter, "division", "is_sample")
    search_fields = ("code", "name_en", "name_ja", "name_kana")
    inlines = (CounterpartInline, AgreementInline, CountryMeasureInline, FeeCapInline)

    def get_readonly_fields(self, request, obj=None):
        """Public ids begin with the code, so it stays."""
        return ("code",) if obj else ()


@admin.register(Agreement)
class AgreementAdmin(PortalModelAdmin):
    index_group = AGREEMENTS
    page_path = "country"
    list_display = (
        "country",
        "kind",
        "state",
        "signed_on",
        "effective_on",
        "others_refused_from",
        "ended_on",
        "checked_on",
    )
    list_filter = ("kind", "state", "programmes", "country")
    list_select_related = ("country",)
    search_fields = ("country__name_en", "country__name_ja", "country__code", "source")


@admin.register(Counterpart)
class CounterpartAdmin(PortalModelAdmin):
    index_group = AGREEMENTS
    page_path = "country"
    list_display = ("name_en", "abbreviation", "country", "is_contact_point", "list_tolerance_days", "checked_on")
    list_filter = ("is_contact_point", "country")
    list_select_related = ("country",)
    search_fields = ("name_en", "name_ja", "abbreviation", "country__name_en", "country__name_ja", "country__code")


@admin.register(CountryMeasure)
class CountryMeasureAdmin(PortalModelAdmin):
    index_group = AGREEMENTS
    page_path = "country"
    list_display = ("country", "programme", "side", "from_on", "until_on", "checked_on")
    list_filter = ("side", "programme", "country")
    list_select_related = ("country", "programme")
    search_fields = ("country__name_en", "country__name_ja", "country__code", "text_en", "text_ja")


@admin.register(GovernmentTalk)
class GovernmentTalkAdmin(PortalModelAdmin):
    index_group = AGREEMENTS
    page_path = "country"
    list_display = ("held_on", "country", "kind", "title_en", "title_ja")
    list_display_links = ("held_on", "title_en", "title_ja")
    list_filter = ("kind", "country")
    list_select_related = ("country",)
    search_fields = ("title_en", "title_ja", "country__name_en", "country__name_ja", "country__code")


@admin.register(Programme)
class ProgrammeAdmin(PortalModelAdmin):
    index_group = AGREEMENTS
    list_display = ("code", "name_en", "name_ja", "new_plans_from", "new_plans_until")
    search_fields = ("code", "name_en", "name_ja", "short_en", "short_ja")


@admin.register(CountrySection)
class CountrySectionAdmin(PortalModelAdmin):
    index_group = TEXTS
    page_path = "country"
    list_display = ("country", "kind", "in_force_from", "checked_on", "check_again_by")
    list_filter = (DueFilter, "kind", "country")
    list_select_related = ("country",)
    search_fields = ("country__name_en", "country__name_ja", "country__code", "text_en", "text_ja")
    date_hierarchy = "check_again_by"


@admin.register(ProcedureStep)
class ProcedureStepAdmin(PortalModelAdmin):
    index_group = TEXTS
    page_path = "country"
    list_display = ("country", "programme", "position", "title_en", "title_ja", "actor", "days_min", "days_max")
    list_display_links = ("position", "title_en", "title_ja")
    list_filter = ("programme", "actor", "country")
    list_select_related = ("country", "programme")
    search_fields = ("title_en", "title_ja", "country__name_en", "country__name_ja", "country__code")


@admin.register(Notice)
class NoticeAdmin(PortalModelAdmin):
    index_group = TEXTS
    page_path = "country"
    list_display = ("published_on", "title_en", "title_ja", "country")
    list_display_links = ("published_on", "title_en", "title_ja")
    list_filter = ("country",)
    list_select_related = ("country",)
    search_fields = ("title_en", "title_ja", "text_en", "text_ja")
    date_hierarchy = "published_on"


@admin.register(DataProtectionRegime)
class DataProtectionRegimeAdmin(PortalModelAdmin):
    """Without a row nothing about a person is disclosed to the country."""

    index_group = TEXTS
    page_path = "country"
    list_display = ("country", "source", "source_on", "checked_on")
    list_select_related = ("country",)
    search_fields = ("country__name_en", "country__name_ja", "country__code", "text_en", "text_ja", "source")


@admin.register(FeeCap)
class FeeCapAdmin(PortalModelAdmin):
    index_group = COSTS
    page_path = "country"
    form = FeeCapForm
    list_display = (
        "country",
        "programme",
        "subject",
        "term_years",
        "kind",
        "amount",
        "currency",
        "months",
        "from_on",
        "until_on",
    )
    list_filter = ("kind", "subject", "programme", "country")
    list_select_related = ("country", "programme")
    search_fields = ("country__name_en", "country__name_ja", "country__code", "note_en", "note_ja", "source")


@admin.register(ExchangeRate)
class ExchangeRateAdmin(PortalModelAdmin):
    index_group = COSTS
    list_display = ("currency", "day", "yen", "source")
    list_filter = ("currency",)
    search_fields = ("currency", "source")
    date_hierarchy = "day"


@admin.register(CountryFigure)
class CountryFigureAdmin(PortalModelAdmin):
    index_group = COSTS
    page_path = "country"
    list_display = ("country", "kind", "counted_on", "number", "is_approximate")
    list_filter = ("kind", "country")
    list_select_related = ("country",)
    search_fields = ("country__name_en", "country__name_ja", "country__code", "note_en", "note_ja")
