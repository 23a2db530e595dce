"""What may happen to a shop's products, step by step, on either side."""

from contextlib import contextmanager, nullcontext

from .history_attributes import AttributeSteps
from .history_products import ProductSteps
from .history_sale import SaleSteps
from .history_staff import StaffSteps

STEPS = (
    *ProductSteps.STEPS,
    *AttributeSteps.STEPS,
    *SaleSteps.STEPS,
    *StaffSteps.STEPS,
    "sync",
    "sync",
    "sync",
)


_CHANGES_SKUS = {*AttributeSteps.STEPS, "swap_skus", "new_skus", "delete"}


class CatalogHistory(ProductSteps, AttributeSteps, SaleSteps, StaffSteps):
    """Carries out steps; a number chooses what they are about.

    ``changed_by_staff``: products that BigCommerce may have otherwise than Odoo wrote
    them until a person decides; ``relabeled``: those of them with another label there,
    which is not listed; ``renumbered``: those with another SKU there, which Odoo does
    not know; ``pushed``: those that a person wanted sent whatever is there;
    ``deleted_there``: those that are to stay deleted; ``unlinked``: those that a person
    let go.

    :param case: a ``TestCatalogHistories``
    """

    def __init__(self, case):
        self.case, self.env, self.store = case, case.env, case.store
        self.products = self.env["product.template"]
        self.changed_by_staff = self.relabeled = self.renumbered = self.products
        self.matched_again = self.products
        self.pushed = self.deleted_there = self.unlinked = self.products

    def next_number(self):
        """One that this history did not have yet."""
        self.case.number += 1
        return self.case.number

    def next(self, prefix):
        return f"{prefix}{self.next_number()}"

    def do(self, step, choice):
        if step in _CHANGES_SKUS and self.is_any_unmatched():
            self.sync(choice)
            if self.is_any_unmatched():
                return  # it could not be found by its SKUs any more
        with self.undisturbed() if step in StaffSteps.STEPS[:-1] else nullcontext():
            getattr(self, step)(choice)
        for product in self.enabled.product_variant_ids:
            if not product.default_code:
                product.write({"default_code": self.next("SKU-"), "weight": 1})

    @contextmanager
    def undisturbed(self):
        """Faults are for the connector."""
        store = self.case.simulator.store
        with store.lock:
            rules, store.faults.rules[:] = list(store.faults.rules), []
        yield
        with store.lock:
            store.faults.rules[:] = rules

    def sync(self, choice):
        self.case.push(self)

    @property
    def enabled(self):
        return self.products.filtered(lambda p: p.active and p.bigcommerce_enabled)

    @property
    def sold(self):
        if not self.store.item_sync_enforcement:
            return self.enabled
        warehouse = self.store.warehouse_id
        return self.enabled.filtered(lambda p: warehouse in p.bigcommerce_warehouse_ids)

    def pick(self, records, choice):
        return records[choice % len(records)] if records else records

    def one(self, choice):
        return self.pick(self.sold, choice)

    def variant(self, choice):
        return self.pick(self.one(choice).product_variant_ids, choice // 2)

    def is_any_unmatched(self):
        found = self.case.mapping(self.matched_again).filtered("external_id")
        return bool((self.matched_again & self.sold) - found.product_tmpl_id)
