"""What a person decides about a field that was changed on BigCommerce."""

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...models.bigcommerce_store_catalog import KEPT_BY
from ...models.notification import RELOAD, notification
from .their_images import read_images
from .their_values import TheirValues


class BigcommerceDrift(models.Model):
    _inherit = "bigcommerce.drift"

    can_take = fields.Boolean(
        compute="_compute_can_take",
        help="Whether BigCommerce's value can be written to the product in Odoo.",
    )

    @api.depends("field", "variant_id", "store_id.pricelist_id")
    def _compute_can_take(self):
        for row in self:
            is_sum = row.variant_id and not row.store_id.pricelist_id
            row.can_take = row.field != "price" or not is_sum

    def action_why_not(self):
        """Say why BigCommerce's value cannot be taken."""
        self.ensure_one()
        return notification(TheirValues(self).why_not(), "info")

    def action_send_ours(self):
        """Have Odoo's values sent again at the next run."""
        self.mapping_id.check_access("write")
        mappings = self.mapping_id
        self._tell(self.env._("Odoo's values sent"))
        for row in self.sudo():  # only the connector writes them
            row._forget_accepted()
        self.sudo().unlink()
        mappings._queue()
        for store in mappings.store_id:
            store._trigger_flow("catalog")
        return True

    def action_take_theirs(self):
        """Write BigCommerce's values to the products, with the user's own rights.

        What cannot be taken, or is refused, does not stop the others.
        """
        self.mapping_id.check_access("write")
        images = read_images(self.filtered(lambda r: r.field == "images").mapping_id)
        refusals = {}
        for row in self:
            try:
                with self.env.cr.savepoint():
                    TheirValues(row, images.get(row.mapping_id)).take()
            except AccessError:
                raise
            except (UserError, ValueError) as error:
                refusals[row] = str(error)
        if len(refusals) == len(self):
            raise UserError("\n".join(dict.fromkeys(refusals.values())))
        taken = self.filtered(lambda row: row not in refusals)
        mappings, rows_sudo = taken.mapping_id, taken.sudo()
        taken._tell(self.env._("BigCommerce's values taken"))
        for row in rows_sudo:
            row._accept_theirs()
        rows_sudo.unlink()
        mappings._queue()
        return self._told(refusals)

    def action_keep(self):
        """Leave these fields of all products to BigCommerce."""
        self.store_id.check_access("write")
        if any(row.field not in KEPT_BY for row in self):
            raise UserError(
                self.env._(
                    "Products are recognized by their SKU, so Odoo always writes it. "
                    "Choose Send Ours or Take Theirs."
                )
            )
        for store, rows in self.grouped("store_id").items():
            names = set(rows.mapped("field"))
            store.write({KEPT_BY[name]: False for name in names})
            store.sudo().drift_ids.filtered(lambda r, n=names: r.field in n).unlink()
        return True

    def _tell(self, text):
        """In the chatter of the products, with the names of the fields."""
        labels = dict(self._fields["field"]._description_selection(self.env))
        for mapping, rows in self.grouped("mapping_id").items():
            names = dict.fromkeys(labels[row.field] for row in rows)
            mapping._tell(f"{text}: {', '.join(names)}")

    # === WHAT BIGCOMMERCE HAS IS KNOWN NOW === #

    def _forget_accepted(self):
        """What nobody knows to be there is sent."""
        if self.field == "images":
            self.mapping_id._requeue_images()
            self.mapping_id.image_ids.description = False
            return
        owner = self.variant_id or self.mapping_id
        known = dict(owner.accepted_values or {})
        known.pop(self.field, None)
        owner.accepted_values = known
        self._write_identity()

    def _accept_theirs(self):
        """What Odoo has now is what BigCommerce has: nothing is to be sent."""
        owner = self.variant_id or self.mapping_id
        accepted = TheirValues(self).accepted()
        owner.accepted_values = {**(owner.accepted_values or {}), **accepted}
        if self.field == "categories":
            owner.sent_category_ids = accepted["categories"]
        self._write_identity()

    def _write_identity(self):
        """SKUs and names are remembered as they are there: what moves needs them."""
        if self.field == "sku":
            (self.variant_id or self.mapping_id.variant_ids).sku = self.value
        elif self.field == "name":
            self.mapping_id.name = self.value

    def _told(self, refusals):
        """:param dict refusals: why, by record"""
        if not refusals:
            return RELOAD
        return notification(
            "\n".join(dict.fromkeys(refusals.values())),
            "warning",
            self.env._("%s values were not taken", len(refusals)),
        )
