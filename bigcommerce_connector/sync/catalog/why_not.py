"""Why a product is not on BigCommerce, or not as it is in Odoo: a sentence a store."""


def why_not(template, stores):
    """The first thing that keeps the product, with what to do about it.

    :param template: a ``product.template``
    :param stores: ``bigcommerce.store`` records that are connected
    :return: pairs of store and sentence
    :rtype: list[tuple[bigcommerce.store, str]]
    """
    return [(store, Reasons(store, template).first()) for store in stores]


class Reasons:
    """What is asked about a product and a store, in the order in which a run asks."""

    def __init__(self, store, template):
        self.store = store
        self.template = template
        self.env = store.env
        self.flow = store._flow("catalog")
        self.mapping = template.bigcommerce_mapping_ids.filtered(
            lambda mapping: mapping.store_id == store
        )

    def first(self):
        """:rtype: str"""
        return (
            self._of_the_choice()
            or self._of_the_store()
            or self._of_the_mapping()
            or self._of_the_flow()
            or self._there()
        )

    def _of_the_choice(self):
        """It is not to be sold there."""
        store, template, env = self.store, self.template, self.env
        if not template.active:
            return env._("The product is archived. Unarchive it to sell it.")
        if not template.bigcommerce_enabled:
            return env._(
                "Sell on BigCommerce is off. Switch it on, on the product's page."
            )
        if not template.filtered_domain(
            template._check_company_domain(store.company_id)
        ):
            return env._(
                "The product belongs to the company %(company)s, the store to %(own)s. "
                "Let the product belong to no company, or to the store's.",
                company=template.company_id.name,
                own=store.company_id.name,
            )
        entitled = template.bigcommerce_warehouse_ids
        if store.item_sync_enforcement and store.warehouse_id not in entitled:
            return env._(
                "Item Sync Enforcement is on, and the product is not entitled to "
                "%(location)s. Add it to the Entitled Locations of the product.",
                location=store.warehouse_id.name,
            )
        if all(template.product_variant_ids.mapped("bigcommerce_excluded")):
            return env._(
                "It has no variant to sell: all are archived or excluded from "
                "BigCommerce. Include one, or switch off Sell on BigCommerce."
            )
        return ""

    def _of_the_store(self):
        """Nothing runs for it."""
        if self.store.state == "connected":
            return self.env._(
                "The store is not live yet: nothing is written to BigCommerce. Choose "
                "Go Live on the store's page."
            )
        if self.store.state == "paused":
            return self.env._(
                "The store is paused: %(reason)s Choose Go Live on its page once that "
                "is settled.",
                reason=self.store.pause_reason or "",
            )
        return ""

    def _of_the_mapping(self):
        """What became of it when it was sent or looked for."""
        mapping = self.mapping
        if mapping.state == "attention" or mapping.is_unlinked:
            return mapping.message
        if not self.store.product_sync and not mapping.external_id:
            return self.env._(
                "Product Sync is off and no product on BigCommerce matches: none is "
                "created. Switch on Product Sync, or create it there with the same "
                "SKU."
            )
        return ""

    def _of_the_flow(self):
        """It waits for a run."""
        if self.mapping.state == "synced":
            return ""
        if self.flow.message:
            return self.env._(
                "It waits for the next run of the catalog, which has a problem: %s",
                self.flow.message,
            )
        if not self.mapping.external_id:
            return self.env._(
                "It has not been looked at yet. The catalog runs every minute; Sync "
                "Now on the store's page runs it at once."
            )
        return self.env._(
            "It is on BigCommerce; its changes are sent by the next run of the catalog."
        )

    def _there(self):
        mapping = self.mapping
        if not self.store.product_sync:
            return self.env._(
                "It is on BigCommerce with ID %s. Product Sync is off, so Odoo does "
                "not update it.",
                mapping.external_id,
            )
        if mapping.drift_ids:
            return self.env._(
                "It is on BigCommerce with ID %(id)s, but %(count)s fields were "
                "changed there. Decide about them under Changed on BigCommerce.",
                id=mapping.external_id,
                count=len(mapping.drift_ids),
            )
        if mapping.message:
            return mapping.message
        return self.env._(
            "It is on BigCommerce with ID %s, as it is in Odoo. If shoppers do not see "
            "it, check its visibility, channels and stock there.",
            mapping.external_id,
        )
