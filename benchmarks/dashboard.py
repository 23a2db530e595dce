"""A page of Odoo's web client: what its views ask for, read as it reads them."""

from lxml import etree

_LIMIT = 40
_LIMIT_OF_LISTS = 80


class Dashboard:
    """The views of a model, for the user of ``env``."""

    def __init__(self, env, model, kinds):
        self._model = env[model]
        answer = self._model.get_views([(False, kind) for kind in kinds])
        self._fields = answer["models"]
        self._order = {
            kind: etree.fromstring(answer["views"][kind]["arch"]).get("default_order")
            for kind in kinds
        }
        self._specifications = {
            kind: self._specification(
                etree.fromstring(answer["views"][kind]["arch"]), model
            )
            for kind in kinds
        }

    def read(self, ids):
        """Open the list of cards, and the form of ``ids``."""
        cards = self._specifications.get("kanban")
        if cards is not None:
            self._model.web_search_read([], cards, limit=_LIMIT)
        form = self._specifications.get("form")
        if form is not None:
            self._model.browse(ids).web_read(form)

    def read_list(self, domain):
        """Open the first page of the list of those that match, with their number."""
        return self._model.web_search_read(
            domain,
            self._specifications["list"],
            limit=_LIMIT_OF_LISTS,
            order=self._order["list"],
        )

    def _specification(self, node, model):
        """Fields of a view, those of its lists of records included."""
        known = self._fields[model]["fields"]
        specification = {}
        for child in node:
            if child.tag == "field" and child.get("name") in known:
                name = child.get("name")
                specification[name] = self._field(child, known[name])
            elif child.tag != "field":
                specification.update(self._specification(child, model))
        return specification

    def _field(self, node, field):
        if field["type"] == "many2one":
            return {"fields": {"display_name": {}}}
        if field["type"] not in ("one2many", "many2many"):
            return {}
        rows = next((child for child in node if child.tag in ("list", "kanban")), None)
        if rows is None:
            return {"fields": {}}
        return {
            "fields": self._specification(rows, field["relation"]),
            "limit": _LIMIT,
        }
