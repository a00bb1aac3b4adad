"""What every part of the desk has: autocomplete, cheap lists, history, a reason, a link to the page."""

from django import forms
from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models
from django.db.models import Case, When
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from jitco_portal.common.desk.forms import PortalForm, refusal_of
from jitco_portal.common.desk.history import REASON, HistoryAdmin, given_reason, reason_in_history
from jitco_portal.common.desk.site import IndexGroup
from jitco_portal.common.partial_dates import PartialDateField
from jitco_portal.common.sources import Sourced

__all__ = [
    "REASON",
    "SOURCE_FIELDS",
    "PortalModelAdmin",
    "PortalStackedInline",
    "PortalTabularInline",
    "given_reason",
    "in_lines",
    "reason_in_history",
]

SOURCE_FIELDS = tuple(field.name for field in Sourced._meta.fields)
WIDGETS = {
    PartialDateField: {
        "widget": forms.TextInput(attrs={"placeholder": "YYYY-MM-DD", "size": 12, "class": "partial-date"})
    },
    models.TextField: {"widget": forms.Textarea(attrs={"rows": 4, "cols": 60})},
    models.URLField: {"assume_scheme": "https"},
}


class RelationsByName:
    """Every relation is chosen by typing: no page loads all organizations into a menu, and none is forgotten."""

    formfield_overrides = WIDGETS
    form = PortalForm

    def get_autocomplete_fields(self, request):
        relations = [field for field in self.opts.fields if field.remote_field and not field.remote_field.parent_link]
        relations += [field for field in self.opts.many_to_many if field.remote_field.through._meta.auto_created]
        return [field.name for field in relations if field.editable]


class PortalInline(RelationsByName):
    extra = 0
    show_change_link = True

    def get_queryset(self, request):
        """With the rows that names need, as the list of the same model states them."""
        related = getattr(self.admin_site._registry.get(self.model), "list_select_related", ())
        queryset = super().get_queryset(request)
        return queryset.select_related(*related) if related else queryset


class NamedCells:
    """A field in a table has no label of its own: it bears the heading of its column as its name."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        for field in form.fields.values():
            # Django wraps the choice of a relation in a widget for its links, which draws the one within.
            widget = getattr(field.widget, "widget", field.widget)
            # Boxes to tick have labels of their own.
            if not widget.is_hidden and not isinstance(widget, forms.RadioSelect):
                widget.attrs.setdefault("aria-label", capfirst(str(field.label or "")))


class PortalTabularInline(PortalInline, admin.TabularInline):
    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        return type(f"Named{formset.__name__}", (NamedCells, formset), {})


class PortalStackedInline(PortalInline, admin.StackedInline):
    def get_fieldsets(self, request, obj=None):
        if self.fieldsets:
            return self.fieldsets
        own, source = apart_from_source(self.get_fields(request, obj))
        return [(None, {"fields": [*in_lines(own), *in_lines(source)]})]


class PortalModelAdmin(RelationsByName, HistoryAdmin):
    index_group: IndexGroup
    # Relations to follow, with dots, to the row whose public page shows this one; blank for the row itself.
    page_path = ""
    # The stock list counts the whole table beside the matches; at 100,000 rows nobody should wait for that.
    show_full_result_count = False
    list_per_page = 50
    # What to call the rows that point at one of these, by the name of the relation; else as their kind is called.
    related_titles: dict = {}
    # (words) -> Q: what a search finds beside the columns of ``search_fields``.
    further_searches: tuple = ()

    def get_queryset(self, request):
        """With the rows that names need, so that neither a list nor an autocomplete asks once per row."""
        queryset = super().get_queryset(request)
        return queryset.select_related(*self.list_select_related) if self.list_select_related else queryset

    def get_changeform_initial_data(self, request):
        """What an address proposes for a new row; what is no key, or no time, would fail in its widget."""
        proposed = super().get_changeform_initial_data(request)
        relations = {
            each.name: each.target_field
            for each in self.opts.get_fields()
            if isinstance(each, (models.ForeignKey, models.ManyToManyField))
        }
        times = {each.name: each for each in self.opts.fields if isinstance(each, models.DateTimeField)}
        kept = {
            name: value
            for name, value in proposed.items()
            if name not in relations or _are_keys(relations[name], value if isinstance(value, list) else [value])
        }
        return {name: _time(times[name], value) if name in times else value for name, value in kept.items()}

    def get_changelist_instance(self, request):
        """An address that no filter could have made: PostgreSQL holds no NUL, and would answer with an error page."""
        if any("\0" in each for name, values in request.GET.lists() for each in (name, *values)):
            raise IncorrectLookupParameters
        return super().get_changelist_instance(request)

    def get_search_results(self, request, queryset, search_term):
        search_term = search_term.replace("\0", "")
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        if search_term.strip():
            for further in self.further_searches:
                found |= queryset.filter(further(search_term))
            if best := self.best_matches(search_term):
                places = [When(pk=pk, then=place) for place, pk in enumerate(best)]
                found = found.order_by(Case(*places, default=len(best)), *self.get_ordering(request))
        return found, may_repeat

    def best_matches(self, search_term: str) -> list[int]:
        """The rows that a search shows first, where the model is searched in an order of its own."""
        return []

    def get_fieldsets(self, request, obj=None):
        """Texts of two languages side by side, the source in a part of its own."""
        if self.fieldsets:
            return super().get_fieldsets(request, obj)
        own, source = apart_from_source(self.get_fields(request, obj))
        fieldsets = [(None, {"fields": in_lines(own)})]
        return [*fieldsets, (_("Source"), {"fields": in_lines(source)})] if source else fieldsets

    def view_on_site(self, obj):
        """The public page that shows the row; none for a row that no page shows."""
        for name in self.page_path.split(".") if self.page_path else []:
            obj = obj and getattr(obj, name)
        return obj.get_absolute_url() if hasattr(obj, "get_absolute_url") else None

    # Writing: with a reason, and never with an error page ------------------------------------------

    def get_form(self, request, obj=None, change=False, **kwargs):
        form_class = super().get_form(request, obj, change=change, **kwargs)
        if refusal := getattr(request, "refused_by_database", None):

            class RefusedForm(form_class):
                def clean(self):
                    super().clean()
                    raise ValidationError(refusal)

            return RefusedForm
        return form_class

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        extra_context = {"reason_name": REASON, "reason": given_reason(request), **(extra_context or {})}
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)
        with reason_in_history(request):
            try:
                return super().changeform_view(request, object_id, form_url, extra_context)
            except IntegrityError as error:
                # Two people at once, or rows that only contradict each other while they are written one by one.
                request.refused_by_database = refusal_of(error)
                return super().changeform_view(request, object_id, form_url, extra_context)

    def delete_view(self, request, object_id, extra_context=None):
        extra_context = {"reason_name": REASON, **(extra_context or {})}
        with reason_in_history(request):
            return super().delete_view(request, object_id, extra_context)

    # Reading back ----------------------------------------------------------------------------------

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj:
            context["history"], context["has_older_history"] = self.latest_history(request, obj)
            context["related_lists"] = self.links_to_related_lists(request, obj)
        return super().render_change_form(request, context, add=add, change=change, form_url=form_url, obj=obj)

    def get_inline_formsets(self, request, formsets, inline_instances, obj=None):
        """A folded part says how many rows it holds."""
        for inline, formset in zip(inline_instances, formsets, strict=True):
            if (count := formset.initial_form_count()) and inline.max_num != 1:
                inline.verbose_name_plural = f"{inline.verbose_name_plural} ({count})"
        return super().get_inline_formsets(request, formsets, inline_instances, obj)

    def rows_pointed_at(self, obj) -> list[models.Model]:
        """The row, with those that share its page: what points at them is linked from there."""
        return [obj]

    def links_to_related_lists(self, request, obj) -> list[dict[str, str]]:
        """The lists of rows that point at this one and are not edited on its page: linked, not loaded."""
        inlined = {inline.model for inline in self.get_inline_instances(request, obj)}
        relations = [relation for row in self.rows_pointed_at(obj) for relation in row._meta.related_objects]
        kinds = [relation.related_model for relation in relations if relation.one_to_many]
        # Two links to rows of one kind say by which relation each is found.
        several = {self.model, *(model for model in kinds if kinds.count(model) > 1)}
        links = []
        for relation in relations:
            model_admin = self.admin_site._registry.get(relation.related_model)
            if not relation.one_to_many or relation.related_model in inlined or model_admin is None:
                continue
            if not model_admin.has_view_or_change_permission(request):
                continue
            name = f"admin:{model_admin.opts.app_label}_{model_admin.opts.model_name}"
            field = relation.field
            title = str(capfirst(model_admin.opts.verbose_name_plural))
            may_add = model_admin.has_add_permission(request) and relation.related_model is not self.model
            links.append(
                {
                    "title": self.related_titles.get(relation.get_accessor_name())
                    or (f"{title}: {field.verbose_name}" if relation.related_model in several else title),
                    "list_url": f"{reverse(f'{name}_changelist')}?{field.name}__pk__exact={obj.pk}",
                    "add_url": f"{reverse(f'{name}_add')}?{field.name}={obj.pk}" if may_add else "",
                }
            )
        return links


def apart_from_source(fields) -> tuple[list[str], list[str]]:
    """What a row says, and where it is written: in the models the source stands first."""
    return [name for name in fields if name not in SOURCE_FIELDS], [name for name in fields if name in SOURCE_FIELDS]


def in_lines(fields) -> list:
    """``text_en`` and ``text_ja`` share a line, and so do the two ends of a period and the parts of a source."""
    lines: list = []
    for name in fields:
        last = lines[-1] if lines else ""
        if isinstance(last, str) and _belong_together(last, name):
            lines[-1] = (last, name)
        else:
            lines.append(name)
    return lines


def _belong_together(first: str, second: str) -> bool:
    ends = (("_en", "_ja"), ("from", "until"), ("from_on", "until_on"), ("_from", "_until"), ("_min", "_max"))
    if any(first.endswith(start) and second == first.removesuffix(start) + end for start, end in ends):
        return True
    return (first, second) in {("source", "source_ja"), ("source_on", "checked_on")}


class ToLookAtOnly(PortalModelAdmin):
    """Rows that the portal itself writes: nobody adds, changes or deletes them by hand."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


def _time(field, value):
    try:
        return field.to_python(value)
    except ValidationError:
        return None


def _are_keys(field, values) -> bool:
    try:
        for value in values:
            field.to_python(value)
    except ValidationError:
        return False
    return True
