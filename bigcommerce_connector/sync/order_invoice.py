"""An invoice on request, for a transaction of a web order."""

from odoo import models


class PosOrder(models.Model):
    _inherit = "pos.order"
