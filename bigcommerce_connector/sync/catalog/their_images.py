"""The images that staff gave a product on BigCommerce, taken over by Odoo.

The main image becomes the product's in Odoo. Those of Odoo's that were deleted there
are deleted here; names and order of a gallery are as they are there. What staff only
added stays BigCommerce's own.
"""

import base64
from dataclasses import dataclass, field
from typing import Any

from odoo.exceptions import UserError

from ...api.errors import BigCommerceError
from .image_sources import images_of
from .public_image import NO_IMAGE, read_image

_MAIN = "product.template"
_GALLERY = "product.image"


# So many are read while a person waits.
MOST_AT_ONCE = 20


@dataclass
class ImagesThere:
    """The images of a product on BigCommerce: their payloads by id, and the main one's
    picture if it is another than Odoo's; ``why`` it, or all of them, cannot be had."""

    rows: dict[str, dict[str, Any]] = field(default_factory=dict)
    picture: bytes | None = None
    why: str = ""
    is_read: bool = True

    @property
    def shown(self):
        """The main image; None: the product has none."""
        return next(
            (row for row in self.rows.values() if row.get("is_thumbnail")), None
        )


def read_images(mappings):
    """Ask BigCommerce for the images of products.

    Before anything is written: nobody waits for a row while BigCommerce answers.

    :param mappings: ``bigcommerce.product``
    :return: by mapping
    :rtype: dict[Model, ImagesThere]
    :raise UserError: they are too many
    """
    if len(mappings) > MOST_AT_ONCE:
        raise UserError(
            mappings.env._(
                "The images of at most %s products are taken at a time. Choose fewer.",
                MOST_AT_ONCE,
            )
        )
    return {mapping: _read(mapping) for mapping in mappings}


def _read(mapping):
    store = mapping.store_id
    try:
        with store._client() as client:
            rows = list(client.images.list(mapping.external_id))
    except BigCommerceError as error:
        return ImagesThere(why=store._explain(error, is_asked=True), is_read=False)
    there = ImagesThere({str(row["id"]): row for row in rows})
    shown, known = there.shown, _known(mapping, _MAIN)
    if known and shown and str(shown["id"]) != known.external_id:
        url = shown.get("url_zoom") or shown.get("url_standard") or ""
        there.picture, there.why = read_image(url)
    return there


def _known(mapping, model):
    return mapping.sudo().image_ids.filtered(
        lambda row: row.external_id and row.res_model == model
    )


def take_images(mapping, template, there):
    """Change the images of a product in Odoo.

    :param mapping: ``bigcommerce.product``
    :param template: its product, with the rights of the user
    :param ImagesThere there: what was read
    :raise UserError: nothing of it can be had in Odoo, or BigCommerce did not answer
    """
    if not there.is_read:
        raise UserError(there.why)
    is_taken = _take_main(template, _known(mapping, _MAIN), there)
    is_taken |= _take_gallery(template.env, _known(mapping, _GALLERY), there.rows)
    if not is_taken:
        raise UserError(
            template.env._(
                "The alt text of the image of “%s” is the name of the product in Odoo. "
                "Rename the product, or send Odoo's.",
                template.name,
            )
        )


def _take_main(template, row, there):
    """:return: whether there was another one"""
    shown = there.shown
    if not row or (shown and str(shown["id"]) == row.external_id):
        return False
    if not shown:
        template.image_1920 = False
        row.unlink()
        return True
    _write_picture(template, there.picture, there.why)
    source = images_of(row.mapping_id)[row.mapping_id.id][0]
    row.write(
        {
            "external_id": str(shown["id"]),
            "checksum": source.checksum,
            "description": shown.get("description") or "",
            "sequence": shown.get("sort_order") or 0,
        }
    )
    return True


def _write_picture(template, data, why):
    try:
        if data:
            template.image_1920 = base64.b64encode(data)
            template.env.flush_all()
    except NO_IMAGE as error:
        why = str(error)
    if why:
        raise UserError(
            template.env._(
                "The main image of “%(name)s” cannot be taken from BigCommerce: "
                "%(why)s Add it in Odoo, or send Odoo's.",
                name=template.name,
                why=why,
            )
        )


def _take_gallery(env, rows, there):
    """:param rows: ``bigcommerce.image``
    :param dict there: the images on BigCommerce, by id
    :return: whether any was another one
    """
    values = {row: _told(there.get(row.external_id)) for row in rows}
    if all(told == (row.description, row.sequence) for row, told in values.items()):
        return False
    for row, told in values.items():
        image = env[row.res_model].browse(row.res_id).exists()
        if not told:
            image.unlink()
            row.unlink()
            continue
        text, place = told
        image.write({"name": text or image.name, "sequence": place})
        row.write({"description": text, "sequence": place})
    return True


def _told(there):
    """Alt text and place of an image there; None: it was deleted."""
    if not there:
        return None
    return (there.get("description") or "").strip(), there.get("sort_order") or 0
