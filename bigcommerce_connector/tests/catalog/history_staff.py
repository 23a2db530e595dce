"""What staff may do in BigCommerce's control panel, and what may fail there."""

import base64


class StaffSteps:
    STEPS = (
        "staff_price",
        "staff_name",
        "staff_label",
        "staff_field",
        "staff_kept_field",
        "staff_variant",
        "staff_image",
        "staff_image_text",
        "staff_image_deleted",
        "staff_category",
        "staff_category_ended",
        "staff_deletes",
        "temporary_error",
    )

    def mapped(self, choice):
        mappings = self.store.product_ids.filtered(
            lambda m: m.external_id and m.product_tmpl_id in self.sold
        )
        there = {int(m.external_id) for m in mappings} & self.case.shop_ids()
        return self.pick(
            mappings.filtered(lambda m: int(m.external_id) in there), choice
        )

    def changed_there(self, choice):
        mapping = self.mapped(choice)
        self.changed_by_staff |= mapping.product_tmpl_id
        return mapping

    def edit(self, mapping, **values):
        if mapping:
            self.case.shop.products.update(mapping.external_id, values)

    def staff_price(self, choice):
        self.edit(self.changed_there(choice), price=1 + choice % 99)

    def staff_name(self, choice):
        self.edit(self.changed_there(choice), name=self.next("Staff "))

    def staff_field(self, choice):
        name, value = (
            ("weight", 1 + choice % 50 / 8),
            ("description", f"<p>{self.next('Staff ')}</p>"),
            ("is_visible", choice % 2 == 0),
            ("sale_price", choice % 9),
            ("brand_name", f"Staff's brand {choice % 3}"),
            ("cost_price", choice % 9),
        )[choice // 3 % 6]
        self.edit(self.changed_there(choice), **{name: value})

    def staff_kept_field(self, choice):
        name, value = (
            ("page_title", self.next("Title ")),
            ("search_keywords", self.next("word ")),
            ("availability", "preorder"),
            ("condition", "Used"),
            ("sort_order", choice % 9),
        )[choice % 5]
        self.edit(self.mapped(choice), **{name: value})

    def staff_variant(self, choice):
        mapping = self.changed_there(choice)
        row = self.pick(mapping.variant_ids.filtered("external_id"), choice)
        if mapping.has_options and row:
            name, value = (
                ("price", 1 + choice % 60),
                ("weight", 1 + choice % 6),
                ("sku", self.next("STAFF-")),
            )[choice // 5 % 3]
            if name == "sku":
                self.renumbered |= mapping.product_tmpl_id
            body = {"id": int(row.external_id), name: value}
            self.case.shop.variants.update_many([body])

    def staff_label(self, choice):
        mapping = self.changed_there(choice)
        self.relabeled |= mapping.product_tmpl_id
        options = mapping and list(self.case.shop.options.list(mapping.external_id))
        if options:
            option = self.pick(options, choice)
            values = option["option_values"]
            values[0] = {**values[0], "label": self.next("Staff ")}
            self.case.shop.options.update(
                mapping.external_id, option["id"], {"option_values": values}
            )

    # === IMAGES AND CATEGORIES === #

    def staff_image(self, choice):
        mapping = self.mapped(choice)
        if mapping:
            data = base64.b64decode(self.picture())
            self.case.shop.images.create(
                mapping.external_id, "staff.png", data, {"description": "Theirs"}
            )

    def sent_image(self, mapping):
        images = mapping and self.case.shop.images.list(mapping.external_id)
        ours = set(mapping.image_ids.mapped("external_id"))
        return next((row for row in images or () if str(row["id"]) in ours), None)

    def staff_image_text(self, choice):
        mapping = self.changed_there(choice)
        image = self.sent_image(mapping)
        if image:
            body = {"description": self.next("Staff ")}
            self.case.shop.images.update(mapping.external_id, image["id"], body)

    def staff_image_deleted(self, choice):
        mapping = self.changed_there(choice)
        image = self.sent_image(mapping)
        if image:
            self.case.shop.images.delete(mapping.external_id, image["id"])

    def staff_category(self, choice):
        """One that Odoo does not have."""
        mapping = self.mapped(choice)
        if mapping:
            category = self.case.category_there("Of staff")
            pair = {"product_id": int(mapping.external_id), "category_id": category}
            self.case.shop.categories.assign([pair])

    def staff_category_ended(self, choice):
        mapping = self.changed_there(choice)
        ids = [int(n) for n in (mapping.sent_category_ids or "").split(",") if n]
        if ids:
            self.case.shop.categories.unassign([int(mapping.external_id)], ids[:1])

    def staff_deletes(self, choice):
        """Only a person has it created again."""
        mapping = self.mapped(choice)
        if mapping and choice % 2:
            self.deleted_there |= mapping.product_tmpl_id
            self.case.shop.products.delete([mapping.external_id])

    # === FAULTS === #

    def temporary_error(self, choice):
        kinds = ("503", "timeout_after", "cut", "429")
        methods = ("PUT", "POST", "DELETE", "GET")
        self.case.fault(
            kinds[choice % 4],
            method=methods[choice // 4 % 4],
            path="/v3/catalog/*",
            skip=choice % 3,
            seconds=0,
        )
