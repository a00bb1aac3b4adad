"""Addresses of materials, orders, enquiries and the programme page; mounted at /materials/."""

from django.urls import path, register_converter

from materials.views import (
    carts,
    downloads,
    editions,
    enquiries,
    figures,
    materials,
    orders,
    programme,
    questions,
    shared,
)

app_name = "materials"


class LanguageConverter:
    """A code that may be one of a language; other signs, such as a NUL, never reach the database."""

    regex = "[a-z]{2,3}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(LanguageConverter, "language")

urlpatterns: list = [
    # The programmes explained.
    path("programme/", programme.programme, name="programme"),
    # Orders of printed copies.
    path("orders/", orders.order_list, name="order_list"),
    path("orders/cart/", carts.cart, name="cart"),
    path("orders/cart/add/", carts.cart_add, name="cart_add"),
    path("orders/<int:pk>/", orders.order_detail, name="order_detail"),
    path("orders/<int:pk>/cancel/", orders.order_cancel, name="order_cancel"),
    path("orders/<int:pk>/again/", orders.order_again, name="order_again"),
    # Consultation support.
    path("enquiries/", enquiries.enquiry_list, name="enquiry_list"),
    path("enquiries/new/", enquiries.enquiry_new, name="enquiry_new"),
    path("enquiries/suggestions/", enquiries.enquiry_suggestions, name="enquiry_suggestions"),
    path("enquiries/<int:pk>/", enquiries.enquiry_detail, name="enquiry_detail"),
    path("enquiries/<int:pk>/files/<int:file_pk>/", enquiries.enquiry_file, name="enquiry_file"),
    path("questions/", questions.question_list, name="question_list"),
    path("questions/<int:pk>/", questions.question_detail, name="question_detail"),
    # Files handed out.
    path("files/<int:pk>/", downloads.file_download, name="file_download"),
    path("files/<int:pk>/pages/<int:page>/", downloads.file_preview, name="file_preview"),
    path("editions/<int:pk>/all.zip", downloads.edition_archive, name="edition_archive"),
    path("archive.zip", downloads.archive, name="archive"),
    path("<int:pk>/latest/<language:language>/file/", downloads.latest_file, name="latest_file"),
    path("shared/<str:token>/", shared.shared, name="shared"),
    path("figures/", figures.download_figures, name="download_figures"),
    # Materials and their editions.
    path("", materials.material_list, name="material_list"),
    path("grid/", materials.material_grid, name="material_grid"),
    path("columns/", materials.columns, name="columns"),
    path("<int:pk>/", materials.material_detail, name="material_detail"),
    path("<int:pk>/latest/<language:language>/", editions.edition_latest, name="edition_latest"),
    path("editions/<int:pk>/", editions.edition_detail, name="edition_detail"),
]
