"""The images that staff gave a product on BigCommerce, taken over by Odoo.

The main image becomes the product's in Odoo. Those of Odoo's that were deleted there
are deleted here; names and order of a gallery are as they are there. What staff only
added stays BigCommerce's own.
"""

import base64

from odoo.exceptions import UserError

from ...api.errors import BigCommerceError
from .image_sources import images_of
from .public_image import NO_IMAGE, read_image

_MAIN = "product.template"
_GALLERY = "product.image"


def take_images(mapping, template):
    """Ask BigCommerce for the images of a product, and change those of Odoo.

    :param mapping: ``bigcommerce.product``
    :param template: its product, with the rights of the user
    :raise UserError: nothing of it can be had in Odoo, or BigCommerce does not answer
    """
    there = _listed(mapping)
    rows = mapping.sudo().image_ids.filtered("external_id")
    main = rows.filtered(lambda row: row.res_model == _MAIN)
    gallery = rows.filtered(lambda row: row.res_model == _GALLERY)
    shown = next((row for row in there.values() if row.get("is_thumbnail")), None)
    is_taken = _take_main(template, main, shown)
    is_taken |= _take_gallery(template.env, gallery, there)
    if not is_taken:
        raise UserError(
            template.env._(
                "The alt text of the image of “%s” is the name of the product in Odoo. "
                "Rename the product, or send Odoo's.",
                template.name,
            )
        )


def _listed(mapping):
    """The images of a product there, by id."""
    store = mapping.store_id
    try:
        with store._client() as client:
            rows = list(client.images.list(mapping.external_id))
    except BigCommerceError as error:
        raise UserError(store._explain(error, is_asked=True)) from error
    return {str(row["id"]): row for row in rows}


def _take_main(template, row, shown):
    """:param dict shown: the main image there; None: the product has no image
    :return: whether there was another one
    """
    if not row or (shown and str(shown["id"]) == row.external_id):
        return False
    if not shown:
        template.image_1920 = False
        row.unlink()
        return True
    _write_picture(template, shown.get("url_zoom") or shown.get("url_standard") or "")
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


def _write_picture(template, url):
    data, why = read_image(url)
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
