"""Categories of Odoo that products on BigCommerce lie in, made there with parents.

Names and parents are compared in each run, so renames need no notes; nothing is asked
of BigCommerce while they are the same. Once a day it is seen which were deleted there.
"""

import logging
from collections import defaultdict

from odoo.fields import Domain

from ...api import errors
from ...mappers.product import fold
from ..flow.failure import is_of_one_by_now
from .category_ids import SOURCES, name_there
from .step import CatalogStep
from .storefront_tree import StorefrontTree

_logger = logging.getLogger(__name__)


def _tops(categories):
    return categories.filtered(lambda one: one.parent_id not in categories)


class CategoryTree(CatalogStep):
    """Bring the categories of BigCommerce to what those of Odoo are now."""

    def __init__(self, store, client):
        super().__init__(store, client)
        self.categories = self.env["bigcommerce.category"]
        self._tree = StorefrontTree(self.env, client)
        self._moved = []
        if store.categories_from:
            self.model, self.key, self.field = SOURCES[store.categories_from]

    def run(self):
        """Two queries and no call where nothing differs.

        :return: whether there is time left
        :rtype: bool
        """
        if not self.store.categories_from:
            return True
        try:
            return self._bring_all()
        except errors.DataError as error:
            _logger.warning("categories of store %s: %s", self.store.id, error)
            self._tell_failed(error)
            return True

    def _tell_failed(self, error):
        """Say so at the categories that are not there; they wait for the next day."""
        self._rows().filtered("is_check_due").is_check_due = False
        rows = {row[self.key].id: row for row in self._rows()}
        for category in _tops(self._wanted()):
            row = rows.get(category.id) or self._new_row(category)
            if not row.external_id:
                parent_id, name = self._place(category, rows)
                row.write(
                    {
                        "name": name,
                        "parent_external_id": str(parent_id),
                        "message": self.env._(
                            "The categories of BigCommerce could not be read or made: "
                            "%s It is tried again once a day.",
                            error.reason,
                        ),
                    }
                )

    def _new_row(self, category):
        return self.categories.create(
            {"store_id": self.store.id, self.key: category.id}
        )

    def forget_deleted(self):
        """See which of ours were deleted on BigCommerce: the next run makes them anew.

        :return: whether there were any
        :rtype: bool
        """
        self._tree.read_again()
        there = set(self._tree.places.values())
        rows = self._rows()
        gone = rows.filtered(
            lambda row: row.external_id and int(row.external_id) not in there
        )
        gone.write({"external_id": False, "message": False})
        rows.filtered("is_check_due").is_check_due = False
        return bool(gone)

    def _rows(self):
        return self.categories.search(
            Domain("store_id", "=", self.store.id) & Domain(self.key, "!=", False)
        )

    def _bring_all(self):
        wanted = self._wanted()
        if self._rows().filtered("is_check_due"):
            self.commit()
            self.forget_deleted()
        rows = {row[self.key].id: row for row in self._rows()}
        while wanted:
            level = _tops(wanted)
            self._bring(level, rows)
            wanted -= level
            self._queue_products()
            if not self.commit():
                return False
        return True

    def _queue_products(self):
        """Compare the products of categories that are another one there now."""
        moved, self._moved = self._moved, []
        if moved:
            self.mappings.search(
                Domain("store_id", "=", self.store.id)
                & Domain("state", "in", ("synced", "attention"))
                & Domain(f"product_tmpl_id.{self.field}", "child_of", moved)
            )._queue()

    def _wanted(self):
        """The categories of products that are sold, with all their parents."""
        sold = Domain("store_id", "=", self.store.id) & Domain("state", "!=", "skipped")
        groups = self.env["product.template"]._read_group(
            Domain("bigcommerce_mapping_ids", "any", sold), [self.field]
        )
        lang = self.store.company_id.partner_id.lang
        own = self.env[self.model].with_context(lang=lang)
        own = own.browse(category.id for (category,) in groups if category)
        found = own
        while own := own.parent_id - found:
            found |= own
        return found

    # === ONE LEVEL OF THE TREE === #

    def _bring(self, level, rows):
        """:param dict rows: mappings by id of the category in Odoo; grows"""
        new, changed = defaultdict(list), []
        for category in level:
            place = self._place(category, rows)
            row = rows.get(category.id)
            if place is None or row and not self._is_due(row, *place):
                continue
            if row and self._is_own(row, rows):
                changed.append((row, *place))
            else:
                new[place[0], fold(place[1])].append((category, place[1]))
        # A name that one gives up may be that of a new one.
        self._change(changed)
        self._create(new, rows)

    def _is_due(self, row, parent_id, name):
        """What was refused waits until it changes, or for the next day."""
        is_same = (row.name, row.parent_external_id) == (name, str(parent_id))
        is_settled = row.external_id or row.message
        return not is_same or not is_settled

    def _place(self, category, rows):
        """BigCommerce's id of its parent and its name there; None: no parent there."""
        name = name_there(category)
        if not category.parent_id:
            return 0, name
        parent = rows.get(category.parent_id.id)
        return (
            (int(parent.external_id), name) if parent and parent.external_id else None
        )

    def _is_own(self, row, rows):
        """Whether it is there and no other category of Odoo is the same one there."""
        return (
            row.external_id
            and int(row.external_id) in self._tree.places.values()
            and not any(
                other != row and other.external_id == row.external_id
                for other in rows.values()
            )
        )

    def _create(self, new, rows):
        """Map what is there under its name already; create the others.

        :param dict new: categories with their names, by parent and folded name
        """
        missing = {
            place: {"name": pairs[0][1], **self._below(place[0])}
            for place, pairs in new.items()
            if place not in self._tree.places
        }
        refusals = self._send_new(missing)
        for (parent_id, folded), pairs in new.items():
            found = self._tree.places.get((parent_id, folded))
            for category, name in pairs:
                row = rows.get(category.id) or self._new_row(category)
                rows[category.id] = row
                # Until one is there, its products lie in the nearest parent.
                is_below_another = row.parent_external_id != str(parent_id)
                if row.external_id != (str(found) if found else False) or (
                    not found and is_below_another
                ):
                    self._moved.append(category.id)
                row.write(
                    {
                        "external_id": str(found) if found else False,
                        "name": name,
                        "parent_external_id": str(parent_id),
                        "message": not found and refusals.get((parent_id, folded)),
                    }
                )

    def _below(self, parent_id):
        return {"parent_id": parent_id} if parent_id else {"tree_id": self._tree.id}

    def _send_new(self, missing):
        """All in one call; if some are refused, those one by one.

        :param dict missing: body by parent and folded name
        :return: why it was refused, by the same
        """
        if not missing:
            return {}
        self.commit()
        try:
            self._tree.note(self.client.categories.create_many(missing.values()))
        except errors.DataError as error:
            self._tree.note(error.completed or ())
        except errors.TemporaryError as error:
            self._raise_at_first(error)
        return {
            place: self._send_alone(self._create_one, body)
            for place, body in missing.items()
            if place not in self._tree.places
        }

    def _create_one(self, body):
        self._tree.note(self.client.categories.create_many([body]))

    def _change(self, changed):
        """Rename and move; if one is refused, one by one."""
        if not changed:
            return
        bodies = [
            {"category_id": int(row.external_id), "name": name, "parent_id": parent_id}
            for row, parent_id, name in changed
        ]
        self.commit()
        try:
            self.client.categories.update_many(bodies)
            refusals = [False] * len(bodies)
        except (errors.DataError, errors.TemporaryError) as error:
            if isinstance(error, errors.TemporaryError):
                self._raise_at_first(error)
            update = self.client.categories.update_many
            refusals = [self._send_alone(update, [body]) for body in bodies]
        for (row, parent_id, name), refusal in zip(changed, refusals, strict=True):
            if not refusal:
                self._tree.note_moved(int(row.external_id), parent_id, name)
            row.write(
                {
                    "name": name,
                    "parent_external_id": str(parent_id),
                    "message": refusal,
                }
            )

    def _send_alone(self, send, body):
        """:return: why it was refused, if it was"""
        try:
            send(body)
        except errors.DataError as error:
            return self._refusal_text(error)
        except errors.TemporaryError as error:
            self._raise_at_first(error)
            return self._refusal_text(error)
        return False

    def _raise_at_first(self, error):
        """In the end it is about a category, and the catalog waits no longer.

        :raise errors.TemporaryError: it may be BigCommerce
        """
        if not is_of_one_by_now(self.store, "catalog", error):
            raise error
        self._tree.read_again()  # it may be there

    def _refusal_text(self, error):
        return self.env._(
            "BigCommerce refused this category: %(told)s Correct it on either side; it "
            "is tried again when its name or parent changes, and once a day.",
            told=error.reason,
        )
