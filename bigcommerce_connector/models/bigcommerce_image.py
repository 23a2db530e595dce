from odoo import fields, models


class BigcommerceImage(models.Model):
    """Mapping: which image on BigCommerce an image of Odoo is.

    ``res_model`` and ``res_id`` say whose image it is: the product's own, one of its
    gallery (``product.image``, where the eCommerce addon is installed), or a variant's.
    """

    _name = "bigcommerce.image"
    _description = "BigCommerce Image Mapping"
    _inherit = ["bigcommerce.store.child"]
    _order = "mapping_id, sequence, id"
    _rec_name = "description"

    mapping_id = fields.Many2one(
        "bigcommerce.product", required=True, ondelete="cascade", index=True
    )
    res_model = fields.Char("Model", required=True, readonly=True)
    res_id = fields.Integer("Record", required=True, readonly=True)
    external_id = fields.Char(
        "BigCommerce ID",
        readonly=True,
        copy=False,
        help="Of the image; of a variant's only image that of the variant.",
    )
    checksum = fields.Char(
        readonly=True, copy=False, help="Of the file that was sent last."
    )
    description = fields.Char("Alt Text", readonly=True, copy=False)
    sequence = fields.Integer(readonly=True, copy=False)
    is_theirs = fields.Boolean(
        "BigCommerce's Own",
        readonly=True,
        copy=False,
        help="BigCommerce had images of the product when it was found there. They are "
        "kept, and this one is sent once it changes in Odoo.",
    )
    is_uncertain = fields.Boolean(
        readonly=True,
        copy=False,
        help="Whether it is on BigCommerce is not known: it is looked for first.",
    )
    replaced_external_ids = fields.Char(
        readonly=True, copy=False, help="The images that it replaced, still there."
    )
    message = fields.Text(readonly=True, help="Why it is not on BigCommerce.")

    _source_unique = models.Constraint(
        "UNIQUE (mapping_id, res_model, res_id)",
        "This image is already mapped for this product.",
    )
