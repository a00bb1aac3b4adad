"""Questions that others had too, with JITCO's answers: the list, and one of them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from jitco_portal.common.htmx import is_htmx
from jitco_portal.common.pagination import paginate
from jitco_portal.common.search.pages import found_page
from materials.forms.questions import QuestionFilterForm
from materials.models import QuestionAnswer
from materials.queries import questions as queries
from organizations.forms.lists import PAGE_KEYS
from organizations.queries.members import memberships_of


@require_safe
def question_list(request: HttpRequest) -> HttpResponse:
    alike = queries.alike_rows()
    form = QuestionFilterForm(request.GET, choices=queries.question_choices(alike))
    filters = form.narrowing()
    rows = queries.question_list(**filters)
    facets = queries.question_facets(alike, **filters)
    if form.words:
        search = queries.search_for(form.words, **filters)

        def count() -> int:
            nonlocal facets
            facets = queries.question_facets(queries.alike_rows(search=search), **filters)
            return facets.total

        page = found_page(request, search=search, allowed=rows, rows_of=rows.in_bulk, count=count)
    else:
        page = paginate(request, rows, order=queries.ORDER, count=facets.total)
    form.show_counts(facets)
    address = request.path + form.address().removesuffix("?")
    if any(request.GET.get(key) for key in PAGE_KEYS) and page.count and not page.rows:
        # What lay behind the key is gone since.
        return redirect(address)
    is_fragment = is_htmx(request)
    context = {
        "form": form,
        "page": page,
        "active_filters": form.active,
        "is_fragment": is_fragment,
        "may_ask": any(each.may_edit for each in memberships_of(request.user)),
    }
    template = "materials/_question_rows.html" if is_fragment else "materials/question_list.html"
    response = render(request, template, context)
    patch_vary_headers(response, ["HX-Request", "HX-History-Restore-Request"])
    if is_fragment:
        response["HX-Push-Url"] = address
    return response


@require_safe
def question_detail(request: HttpRequest, pk: int) -> HttpResponse:
    rows = QuestionAnswer.objects.visible_to(request.user).select_related("country", "programme")
    question = get_object_or_404(rows, pk=pk)
    context = {
        "question": question,
        "related": queries.related_questions(question=question),
        "may_ask": any(each.may_edit for each in memberships_of(request.user)),
    }
    return render(request, "materials/question_detail.html", context)
