"""The desk for legal texts and consents: a new version is added, and what was shown or agreed never changes."""

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from jitco_portal.common.days import today
from jitco_portal.common.desk.base import PortalModelAdmin, given_reason
from jitco_portal.common.desk.forms import PortalForm
from jitco_portal.common.desk.site import IndexGroup
from jitco_portal.common.markdown import render_markdown
from jitco_portal.common.models import Consent, LegalText

PERSONAL_DATA = IndexGroup(88, "personal-data", _("Personal data"))


class LegalTextForm(PortalForm):
    beside = {"legaltext_version_once": "version"}

    class Meta:
        model = LegalText
        fields = ("kind", "version", "in_force_from", "is_draft", "text_en", "text_ja")
        help_texts = {
            "in_force_from": _(
                "From this day (Japan time) everybody is asked to agree to this version before going on. Tomorrow at "
                "the earliest: read the text on its page once it is saved, as visitors will see it."
            )
        }

    def clean_in_force_from(self):
        """Nobody is asked to agree to words that no second person could look at first."""
        day, before = self.cleaned_data["in_force_from"], self.initial.get("in_force_from")
        is_in_force = before is not None and before <= today()
        if day != before and day <= today() and not is_in_force:
            raise ValidationError(_("The day is tomorrow at the earliest, so that the text can be read before."))
        return day


@admin.register(LegalText)
class LegalTextAdmin(PortalModelAdmin):
    index_group = PERSONAL_DATA
    form = LegalTextForm
    list_display = ("kind", "version", "in_force_from", "is_draft")
    list_display_links = ("kind", "version")
    list_filter = ("kind", "is_draft")
    search_fields = ("text_en", "text_ja")

    def get_readonly_fields(self, request, obj=None):
        """From when it is in force, and whether it is a draft still, may be put right; the words may not."""
        return ("kind", "version", "shown_en", "shown_ja") if obj else ()

    def get_fields(self, request, obj=None):
        first = ["kind", "version", "in_force_from", "is_draft"]
        return [*first, "shown_en", "shown_ja"] if obj else [*first, "text_en", "text_ja"]

    @admin.display(description=_("text (English)"))
    def shown_en(self, obj):
        return render_markdown(obj.text_en)

    @admin.display(description=_("text (Japanese)"))
    def shown_ja(self, obj):
        return render_markdown(obj.text_ja)

    def get_form(self, request, obj=None, change=False, **kwargs):
        """Whoever adds a version says why."""
        form_class = super().get_form(request, obj, change=change, **kwargs)
        if obj:
            return form_class

        class ReasonedForm(form_class):
            def clean(self):
                super().clean()
                if not given_reason(request):
                    raise ValidationError(_("Say at the foot of the page why."))
                return self.cleaned_data

        return ReasonedForm

    def response_add(self, request, obj, post_url_continue=None):
        """To its page, where it stands as visitors will see it."""
        answer = super().response_add(request, obj, post_url_continue)
        if not {"_addanother", "_popup"} & set(request.POST) and self.has_view_or_change_permission(request, obj):
            return redirect(reverse("admin:common_legaltext_change", args=[obj.pk]))
        return answer

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Consent)
class ConsentAdmin(PortalModelAdmin):
    """Given and withdrawn by the person alone."""

    index_group = PERSONAL_DATA
    list_display = ("user", "legal_text", "about", "language", "given_at", "withdrawn_at")
    list_display_links = ("user", "legal_text")
    list_filter = ("legal_text__kind", "language")
    list_select_related = ("user", "legal_text")
    search_fields = ("user__email", "user__name", "about")

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
