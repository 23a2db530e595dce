from odoo import fields, models
from odoo.tools import SQL

# Ids tell the sources apart.
_ROWS = """
SELECT log.id::bigint * 4 AS id, log.create_date AS synced_on,
       'in' AS direction, 'order' AS kind,
       web.store_id, web.company_id,
       web.id AS order_id, log.id AS order_log_id,
       NULL::integer AS mapping_id, NULL::integer AS level_id,
       log.sync_seconds AS duration
  FROM bigcommerce_order_log log
  JOIN bigcommerce_order web ON web.id = log.order_id
UNION ALL
-- What BigCommerce refuses tells of that, not of the last time that all went well.
SELECT id::bigint * 4 + 1, COALESCE(attention_since, last_synced_on), 'out',
       'product', store_id, company_id, NULL, NULL, id, NULL,
       sync_seconds
  FROM bigcommerce_product
 WHERE attention_since IS NOT NULL OR last_synced_on IS NOT NULL
UNION ALL
SELECT id::bigint * 4 + 2, acknowledged_on, 'out', 'stock', store_id, company_id,
       NULL, NULL, NULL, id, sync_seconds
  FROM bigcommerce_inventory_level WHERE acknowledged_on IS NOT NULL
"""


class BigcommerceSyncLog(models.Model):
    """What came in and went out: a row for each sync of a web order, and for the last
    one of each product and quantity.

    Nothing of it is stored: it reads what the records say of themselves.
    """

    _name = "bigcommerce.sync.log"
    _description = "BigCommerce Sync Log"
    _inherit = ["bigcommerce.store.shown"]
    _auto = False
    _order = "synced_on desc, id desc"
    _depends = {
        "bigcommerce.order": ["store_id", "company_id"],
        "bigcommerce.order.log": ["order_id", "create_date", "sync_seconds"],
        "bigcommerce.product": ["attention_since", "last_synced_on", "sync_seconds"],
        "bigcommerce.inventory.level": ["acknowledged_on", "sync_seconds"],
    }

    store_id = fields.Many2one("bigcommerce.store", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    synced_on = fields.Datetime(readonly=True)
    direction = fields.Selection(
        [("in", "From BigCommerce"), ("out", "To BigCommerce")], readonly=True
    )
    kind = fields.Selection(
        [("order", "Web Orders"), ("product", "Products"), ("stock", "Stock")],
        readonly=True,
    )
    order_id = fields.Many2one("bigcommerce.order", readonly=True)
    order_log_id = fields.Many2one("bigcommerce.order.log", readonly=True)
    mapping_id = fields.Many2one("bigcommerce.product", "Product", readonly=True)
    level_id = fields.Many2one("bigcommerce.inventory.level", readonly=True)
    duration = fields.Float(
        "Seconds",
        digits=(16, 2),
        readonly=True,
        help="How long it took. What goes out takes as long as its request, in which "
        "others go too; 0: nothing was sent.",
    )
    name = fields.Char("What", compute="_compute_name")
    outcome = fields.Text(compute="_compute_outcome")

    @property
    def _table_query(self):
        return SQL(_ROWS)

    def _compute_name(self):
        for row in self:
            subject = row.order_id or row.mapping_id or row.level_id.variant_id
            row.name = subject.display_name

    def _compute_outcome(self):
        for row in self:
            row.outcome = row._outcome()

    def _outcome(self):
        """:return: what came of it, in a sentence"""
        if self.order_log_id:
            return self.order_log_id.outcome
        level = self.level_id
        if level:
            return self.env._(
                "%(location)s: %(quantity)s for sale",
                location=level.location_id.display_name,
                quantity=level.quantity,
            )
        states = dict(self.mapping_id._fields["state"]._description_selection(self.env))
        return self.mapping_id.message or states[self.mapping_id.state]

    def action_open(self):
        """The page of what was synced."""
        self.ensure_one()
        subject = (
            self.order_id or self.mapping_id or self.level_id.variant_id.mapping_id
        )
        return {
            "type": "ir.actions.act_window",
            "res_model": subject._name,
            "res_id": subject.id,
            "view_mode": "form",
        }
