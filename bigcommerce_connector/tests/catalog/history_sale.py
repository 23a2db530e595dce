"""What decides in Odoo whether a product is sold on BigCommerce, and which it is."""


class SaleSteps:
    STEPS = (
        "exclude",
        "include",
        "unsell",
        "sell",
        "archive",
        "unarchive",
        "entitle",
        "delete",
        "match_again",
        "unlink_and_link",
        "push_now",
    )

    def exclude(self, choice):
        variants = self.one(choice).product_variant_ids
        sold = variants.filtered(lambda variant: not variant.bigcommerce_excluded)
        if len(sold) > 1:
            self.pick(sold, choice).bigcommerce_excluded = True

    def include(self, choice):
        self.one(choice).product_variant_ids.bigcommerce_excluded = False

    def unsell(self, choice):
        self.one(choice).bigcommerce_enabled = False

    def sell(self, choice):
        product = self.pick(self.products - self.enabled, choice)
        product.bigcommerce_enabled = product.active

    def archive(self, choice):
        self.one(choice).write({"active": False})

    def unarchive(self, choice):
        archived = self.products.filtered(lambda product: not product.active)
        product = self.pick(archived, choice)
        product.action_unarchive()

    def entitle(self, choice):
        """Only what is entitled is sold where Item Sync Enforcement is on."""
        product = self.pick(self.enabled, choice)
        warehouse = self.store.warehouse_id
        is_entitled = warehouse in product.bigcommerce_warehouse_ids
        product.bigcommerce_warehouse_ids = False if is_entitled else warehouse

    def delete(self, choice):
        """Another product gets its SKUs, and takes over what is there of it."""
        product = self.one(choice)
        codes = product.product_variant_ids.mapped("default_code")
        self.products -= product
        product.unlink()
        if choice % 2 and len(codes) == 1:
            self.products += self.case.product(
                codes[0], name=self.next("Heir "), list_price=5 + choice % 50
            )

    # === WHICH IT IS THERE === #

    def match_again(self, choice):
        """By SKU: so both sides have the same ones."""
        self.sync(choice)
        mapping = self.mapped(choice)
        is_same = mapping.state == "synced"  # nothing kept it from being sent
        if is_same and mapping.product_tmpl_id not in self.changed_by_staff:
            self.matched_again |= mapping.product_tmpl_id
            mapping.action_match_again()

    def unlink_and_link(self, choice):
        """A person lets it go, and chooses it again."""
        self.sync(choice)
        mapping = self.mapped(choice)
        if mapping.product_tmpl_id in self.changed_by_staff or not mapping:
            return
        self.matched_again |= mapping.product_tmpl_id
        external_id = mapping.external_id
        mapping.action_unlink_remote()
        self.unlinked = mapping.product_tmpl_id
        self.sync(choice)
        self.unlinked = self.products.browse()
        mapping._choose(external_id)

    def push_now(self, choice):
        mapping = self.mapped(choice)
        mapping.action_requeue()
        self.pushed |= mapping.product_tmpl_id
        self.deleted_there -= mapping.product_tmpl_id
