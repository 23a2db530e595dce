"""The images of products in Odoo: which there are, and the files that can be sent.

Files are read one at a time, when they are sent; here only what Odoo knows of them.
"""

from collections import defaultdict
from dataclasses import dataclass

from odoo.fields import Domain
from odoo.tools import SQL

from ...api.resources.images import Images

_SIZES = ("1920", "1024", "512")
# Of the eCommerce addon, which need not be installed.
_GALLERY = "product_template_image_ids"
# Those of BigCommerce's that Odoo can have.
_EXTENSIONS = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/gif": "gif",
    "image/webp": "webp",
    "image/bmp": "bmp",
}


@dataclass(frozen=True)
class ImageSource:
    """An image of Odoo.

    ``attachment_id`` is that of the largest size that BigCommerce takes, 0 if there is
    none: then ``problem`` says why (``no_image`` or ``too_large``). ``checksum`` is
    that of the whole image. ``variant_id`` is the id of ``bigcommerce.variant`` of a
    variant's own image, else 0.
    """

    res_model: str
    res_id: int
    checksum: str
    attachment_id: int
    extension: str
    description: str
    problem: str = ""
    variant_id: int = 0

    @property
    def key(self):
        return self.res_model, self.res_id


def without_images(env):
    """Products that have no image in Odoo, and none on BigCommerce that was sent.

    Found by indexes; no record is read.

    :return: of ``bigcommerce.product``
    :rtype: Domain
    """
    env.flush_all()
    return Domain.custom(to_sql=lambda _model, alias, _query: _has_none(env, alias))


def _has_none(env, alias):
    mapping = SQL.identifier(alias, "id")
    template = SQL.identifier(alias, "product_tmpl_id")
    some = [
        SQL("SELECT FROM bigcommerce_image row WHERE row.mapping_id = %s", mapping),
        SQL(
            "SELECT FROM ir_attachment file WHERE file.res_model = 'product.template'"
            " AND file.res_id = %s AND file.res_field IN %s",
            template,
            tuple(f"image_{size}" for size in _SIZES),
        ),
        SQL(
            "SELECT FROM bigcommerce_variant row JOIN ir_attachment file"
            " ON file.res_model = 'product.product' AND file.res_id = row.product_id"
            " AND file.res_field IN %s WHERE row.mapping_id = %s",
            tuple(f"image_variant_{size}" for size in _SIZES),
            mapping,
        ),
    ]
    if _GALLERY in env["product.template"]._fields:
        images = env["product.template"]._fields[_GALLERY]
        some.append(
            SQL(
                "SELECT FROM %s row WHERE row.%s = %s",
                SQL.identifier(env[images.comodel_name]._table),
                SQL.identifier(images.inverse_name),
                template,
            )
        )
    return SQL(" AND ").join(SQL("NOT EXISTS (%s)", one) for one in some)


def images_of(mappings):
    """What each product has: its image first, then its gallery, then its variants'.

    Two or three queries for all of them.

    :param mappings: ``bigcommerce.product`` records of one store
    :return: by mapping id
    :rtype: dict[int, list[ImageSource]]
    """
    lang = mappings.store_id.company_id.partner_id.lang
    mappings = mappings.with_context(lang=lang, active_test=False)
    owners = {mapping.id: list(_owners(mapping)) for mapping in mappings}
    files = _files(mappings.env, [owner for rows in owners.values() for owner in rows])
    return {
        mapping_id: [
            _source(record, field, variant, files[record._name, record.id])
            for record, field, variant in rows
            if files[record._name, record.id]
        ]
        for mapping_id, rows in owners.items()
    }


def _owners(mapping):
    """Triples of the record, the beginning of its field's name, and the variant."""
    template = mapping.product_tmpl_id
    yield template, "image", None
    if _GALLERY in template._fields:
        for image in template[_GALLERY]:
            yield image, "image", None
    if mapping.has_options:
        for variant in mapping.variant_ids.filtered("external_id"):
            yield variant.product_id, "image_variant", variant


def _files(env, owners):
    """Attachments of each record, the largest first.

    :rtype: dict[tuple[str, int], list]
    """
    ids, names = defaultdict(set), defaultdict(set)
    for record, field, _variant in owners:
        ids[record._name].add(record.id)
        names[record._name].update(f"{field}_{size}" for size in _SIZES)
    found = defaultdict(dict)
    for model in ids:
        attachments = env["ir.attachment"].search(
            Domain("res_model", "=", model)
            & Domain("res_id", "in", list(ids[model]))
            & Domain("res_field", "in", list(names[model]))
        )
        for attachment in attachments:
            size = attachment.res_field.rpartition("_")[2]
            found[model, attachment.res_id][size] = attachment
    return defaultdict(
        list,
        {
            key: [by_size[size] for size in _SIZES if size in by_size]
            for key, by_size in found.items()
        },
    )


def _source(record, field, variant, files):
    """:param files: attachments, the largest first; at least one"""
    most = Images.MAX_BYTES_OF_VARIANT if variant else Images.MAX_BYTES
    images = [file for file in files if file.mimetype in _EXTENSIONS]
    fitting = [file for file in images if file.file_size <= most]
    chosen = fitting[0] if fitting else None
    problem = "" if chosen else "too_large" if images else "no_image"
    return ImageSource(
        res_model=record._name,
        res_id=record.id,
        checksum=files[0].checksum or "",
        attachment_id=chosen.id if chosen else 0,
        extension=_EXTENSIONS[chosen.mimetype] if chosen else "",
        description=record.display_name if variant else record.name or "",
        problem=problem,
        variant_id=variant.id if variant else 0,
    )
