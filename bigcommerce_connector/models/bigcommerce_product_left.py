"""What becomes of products on BigCommerce that Odoo forgets."""

from odoo import api, fields, models

_MAX_SKUS = 20


class BigcommerceProduct(models.Model):
    _inherit = "bigcommerce.product"

    def _note_left_behind(self):
        """Their products in Odoo are being deleted: note what is to become of those on
        BigCommerce (Items No Longer Sold).
        """
        notes = []
        self._note_hidden()
        self._list_only_there()
        for mapping in self.filtered("external_id"):
            store, own = mapping.store_id, mapping.external_id
            if store.unsold_items == "hide" and mapping.visibility != "theirs":
                notes.append((store, "hide", own, own))
            if store.unsold_items == "leave":
                continue
            if mapping.inventory_tracking == "variant":
                ids = filter(None, mapping.variant_ids.mapped("external_id"))
                notes += [(store, "empty_variant", id_, own) for id_ in ids]
            elif mapping.inventory_tracking == "product":
                notes.append((store, "empty", own, own))
        self.env["bigcommerce.change"]._note_remote(notes)

    def _note_hidden(self):
        """Odoo forgets them: note what it hid, to be shown if it has it again."""
        self.variant_ids._note_hidden()
        hidden = self.filtered(lambda m: m.visibility in ("hiding", "hidden"))
        self.env["bigcommerce.change"]._note_remote(
            (mapping.store_id, "hidden", mapping.external_id, mapping.external_id)
            for mapping in hidden.filtered("external_id")
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_list_only_there(self):
        """Who deletes the mapping alone leaves a product that nobody knows."""
        self._list_only_there()

    def _list_only_there(self):
        """They stay on BigCommerce, and Odoo forgets which products of its own they
        are."""
        rows_sudo = self.env["bigcommerce.remote.product"].sudo()
        for store, mappings in self.filtered("external_id").grouped("store_id").items():
            ids = mappings.mapped("external_id")
            mine = [("store_id", "=", store.id), ("external_id", "in", ids)]
            listed = set(rows_sudo.search(mine).mapped("external_id"))
            new = mappings.filtered(lambda m, known=listed: m.external_id not in known)
            rows_sudo.create([mapping._only_there_values() for mapping in new])

    def _only_there_values(self):
        """What Odoo knows of it; the next look shows the rest."""
        skus = self.variant_ids.filtered("sku")[:_MAX_SKUS].mapped("sku")
        return {
            "store_id": self.store_id.id,
            "external_id": self.external_id,
            "name": self.name or self.product_tmpl_id.name,
            "sku": ", ".join(skus) or False,
            "price": float((self.accepted_values or {}).get("price") or 0),
            "seen_on": fields.Datetime.now(),
        }
