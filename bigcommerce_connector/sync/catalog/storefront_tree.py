"""The categories of the storefront, as BigCommerce has them.

Each storefront has a tree of its own; the default one's is that of the connector.
"""

from ...api import errors
from ...mappers.product import fold

# The default storefront, on every store.
_DEFAULT_CHANNEL = 1


def storefront_tree_id(env, client):
    """Ask for the tree of the default storefront.

    :rtype: int
    :raise errors.DataError: there is none
    """
    trees = client.categories.trees()
    if not trees:
        text = env._(
            "the store has no category tree. Give its storefront one in BigCommerce, "
            "or let BigCommerce keep its categories (Categories From)."
        )
        raise errors.Invalid(text)
    own = [row for row in trees if _DEFAULT_CHANNEL in (row["channels"] or ())]
    return (own or trees)[0]["id"]


class StorefrontTree:
    """Which category lies where; read once a run, and only when needed."""

    def __init__(self, env, client):
        self.env = env
        self.client = client
        self._id = self._places = None

    @property
    def id(self):
        """:raise errors.DataError: the store has no tree"""
        if self._id is None:
            self._id = storefront_tree_id(self.env, self.client)
        return self._id

    @property
    def places(self):
        """Ids by parent and folded name.

        :rtype: dict[tuple[int, str], int]
        """
        if self._places is None:
            rows = self.client.categories.list(
                {"tree_id:in": [self.id]}, include_fields="category_id,name,parent_id"
            )
            self._places = {}
            self.note(rows)
        return self._places

    def read_again(self):
        self._places = None

    def note(self, documents):
        """Categories that were created meanwhile."""
        for row in documents:
            place = (row.get("parent_id") or 0, fold(row["name"]))
            self.places[place] = row["category_id"]

    def note_moved(self, category_id, parent_id, name):
        """It is at another place now; its former one is free."""
        for place in [p for p, known in self.places.items() if known == category_id]:
            del self.places[place]
        self.places[parent_id, fold(name)] = category_id
