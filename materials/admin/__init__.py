"""The desk for materials and enquiries; each module registers its part, in the order in which the index shows them."""

# isort: off
from materials.admin import materials
from materials.admin import editions
from materials.admin import share_keys
from materials.admin import care
from materials.admin import orders
from materials.admin import enquiries
from materials.admin import questions
from materials.admin import programme
# isort: on

__all__ = ["care", "editions", "enquiries", "materials", "orders", "programme", "questions", "share_keys"]
