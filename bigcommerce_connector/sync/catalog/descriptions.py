"""Descriptions of products as BigCommerce shows them: with the images of Odoo.

Odoo shows files that are not public to whoever has their access token, as those have
that its editor puts into a text. A file of the product itself that came otherwise gets
its token here; of other files nobody said that the public may see them.
"""

from odoo.tools import is_html_empty
from odoo.tools.mail import plaintext2html

from ...mappers.html_links import absolute_links, shown_attachments, with_tokens


class Descriptions:
    """Reads the files of all texts at once.

    :param templates: ``product.template`` records
    """

    def __init__(self, templates):
        self._shown = {}
        for template in templates:
            html = str(template.public_description or "")
            if "/web/" in html:
                self._shown[template.id] = shown_attachments(html)
        ids = set().union(*self._shown.values())
        # Who compares products need not be allowed to see them.
        files_sudo = templates.env["ir.attachment"].sudo().browse(ids).exists()
        self._files_sudo = files_sudo.filtered(lambda file: not file.public)

    def text(self, template, has_own):
        """HTML for BigCommerce; nothing where Odoo has none.

        :param bool has_own: whether BigCommerce had a text before: the one for
            quotations does not replace it
        :rtype: str
        """
        html = template.public_description
        if is_html_empty(html):
            text = template.description_sale
            return str(plaintext2html(text)) if text and not has_own else ""
        own = self._of(template).filtered(lambda file: _is_of(file, template))
        if own:
            own.generate_access_token()
            html = with_tokens(str(html), {f.id: f.access_token for f in own})
        return absolute_links(html, template.get_base_url())

    def is_for_quotations(self, template):
        """Whether the only text that Odoo has is the one for quotations.

        :rtype: bool
        """
        is_empty = is_html_empty(template.public_description)
        return bool(is_empty and template.description_sale)

    def hidden(self, template):
        """Names of the images that shoppers do not see.

        :rtype: tuple[str, ...]
        """
        files = self._of(template).filtered(lambda file: not _is_of(file, template))
        return tuple(files.mapped("name"))

    def _of(self, template):
        ids = self._shown.get(template.id, ())
        return self._files_sudo.filtered(lambda file: file.id in ids)


def _is_of(file, template):
    is_image = (file.mimetype or "").startswith("image/")
    return is_image and (file.res_model, file.res_id) == (template._name, template.id)
