"""A shop that sells on BigCommerce already, and its products brought into Odoo."""

from odoo import Command

from .catalog_case import CatalogCase


class ImportCase(CatalogCase):
    """A live store; what it sells is on BigCommerce only."""

    def setUp(self):
        super().setUp()
        self.env["product.attribute"].search(
            [
                ("name", "in", ["Size", "Color"]),
                ("id", "not in", (self.size | self.color).ids),
            ]
        ).name = "Of the database"

    def there(self, sku="MUG", **values):
        """A product without options on BigCommerce."""
        return self.sell_there(sku, **values)

    def shirt_there(self, *variants, prefix="TEE", **values):
        """A product with options on BigCommerce.

        :param variants: pairs of the option values (a dict) and fields of the variant
        """
        return self.there(
            sku="",
            **{
                "name": f"Shirt {prefix}",
                "inventory_tracking": "variant",
                "variants": [
                    {
                        "sku": "-".join([prefix, *choices.values()]),
                        "option_values": [
                            {"option_display_name": name, "label": label}
                            for name, label in choices.items()
                        ],
                        **own,
                    }
                    for choices, own in variants
                ],
                **values,
            },
        )

    def category_there(self, name, parent=0):
        """:return: the id of a new category on BigCommerce"""
        body = [{"name": name, "parent_id": parent, "tree_id": 1}]
        path = "/v3/catalog/trees/categories"
        made = self.shop.products._send("POST", path, payload=body)
        return made["data"][0]["category_id"]

    def start_import(self, **vals):
        """Through the wizard, as the store's button opens it.

        :param vals: of the wizard; ``chosen`` are names of categories or brands
        """
        is_dry_run = vals.pop("is_dry_run", False)
        chosen = vals.pop("chosen", ())
        action = self.store.action_import_products()
        wizard = self.env[action["res_model"]].browse(action["res_id"])
        scope = vals.get("scope")
        if chosen:
            kind = {"categories": "category", "brands": "brand"}[scope]
            choices = wizard.choice_ids.filtered(lambda choice: choice.name in chosen)
            vals[f"{kind}_choice_ids"] = [Command.set(choices.ids)]
        wizard.write(vals)
        action = wizard.action_dry_run() if is_dry_run else wizard.action_start()
        return self.env[action["res_model"]].browse(action["res_id"])

    def imported(self, **vals):
        """The import, once it has run."""
        job = self.start_import(**vals)
        self.run_flow("import")
        self.assertFalse(self.store._flow("import").message)
        self.assertEqual(job.state, "done")
        return job

    def line(self, job, document):
        """What the import says of a product."""
        return job.line_ids.filtered(
            lambda line: line.external_id == str(document["id"])
        )

    def assertPushesNothing(self):
        """The catalog's next runs write nothing on BigCommerce, also the daily one."""
        for _run in range(2):
            start = len(self.exchanges)
            self.store._flow("catalog").last_success = False
            self.sync()
            sent = [
                exchange
                for exchange in self.exchanges[start:]
                if exchange["method"] != "GET"
            ]
            self.assertEqual([], [(e["method"], e["path"]) for e in sent], sent)
