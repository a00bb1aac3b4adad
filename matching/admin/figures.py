"""How far match-up requests come, by country and quarter."""

from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jitco_portal.common.days import today
from matching.queries.figures import FEWEST, STAGES, funnel


def figures_view(model_admin, request):
    """``MatchRequestAdmin`` puts it at ``figures/``; for whoever may look at match-up requests."""
    return _figures(request, model_admin)


@require_safe
def _figures(request, model_admin):
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Figures of match-ups"),
        "opts": model_admin.opts,
        "quarters": funnel(day=today()),
        "stages": STAGES.values(),
        "fewest": FEWEST,
    }
    request.current_app = model_admin.admin_site.name
    return TemplateResponse(request, "admin/matching/matchrequest/figures.html", context)
