"""What the columns of the exported lists mean, read from the very sets that write them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from countries.queries import all_programmes
from countries.queries.export_columns import country_columns
from organizations.queries.export_columns import SENDING, STAFF, SUPERVISING
from organizations.queries.shortlist_columns import SHORTLIST


@require_safe
def columns(request: HttpRequest) -> HttpResponse:
    lists = [
        {"id": "sending", "title": _("Sending organizations"), "columns": SENDING, "staff_columns": STAFF},
        {"id": "supervising", "title": _("Supervising organizations"), "columns": SUPERVISING, "staff_columns": STAFF},
        {"id": "shortlist", "title": _("Shortlists"), "columns": SHORTLIST},
        {"id": "countries", "title": _("Sending countries"), "columns": country_columns(programmes=all_programmes())},
    ]
    return render(request, "organizations/columns.html", {"lists": lists})
