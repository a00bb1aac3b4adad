"""How far match-up requests come, by country and quarter."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jitco_portal.common.days import today
from jitco_portal.common.desk.pages import desk_page
from matching.queries.figures import FEWEST, STAGES, funnel


def figures_view(model_admin, request):
    """``MatchRequestAdmin`` puts it at ``figures/``; for whoever may look at match-up requests."""
    return _figures(request, model_admin)


@require_safe
def _figures(request, model_admin):
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    return desk_page(
        model_admin,
        request,
        "admin/matching/matchrequest/figures.html",
        title=_("Figures of match-ups"),
        quarters=funnel(day=today()),
        stages=STAGES.values(),
        fewest=FEWEST,
    )
