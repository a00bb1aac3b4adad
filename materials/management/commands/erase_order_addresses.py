from django.core.management.base import BaseCommand

from jitco_portal.common.history.context import by_command
from materials.services.order_erasure import (
    ADDRESS_KEPT_DAYS,
    CART_KEPT_DAYS,
    delete_unused_carts,
    due_orders,
    erase_address,
    unused_carts,
)


class Command(BaseCommand):
    help = (
        f"Erase where orders of printed copies went, {ADDRESS_KEPT_DAYS} days after they were sent or cancelled, and "
        f"delete carts that nobody used for {CART_KEPT_DAYS} days, as is done every night; prints which."
    )

    def add_arguments(self, parser):
        parser.add_argument("--simulate", action="store_true", help="print what would be erased, and change nothing")

    def handle(self, *args, **options):
        simulate = options["simulate"]
        word = "would be erased" if simulate else "erased"
        orders, carts = list(due_orders()), unused_carts().count()
        with by_command("erase_order_addresses"):
            for order in orders:
                if simulate or erase_address(order.pk):
                    self.stdout.write(f"{order.pk} {order.state} {order.state_since:%Y-%m-%d}: address {word}")
            if not simulate:
                delete_unused_carts()
        self.stdout.write(f"{len(orders)} orders, {carts} carts" + (", nothing changed" if simulate else ""))
