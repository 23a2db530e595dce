"""What the steps of a catalog run have in common."""

from odoo import fields
from odoo.fields import Domain
from odoo.tools import split_every

from .readable import readable_values
from .remote_products import RemoteProducts

# Records of a whole catalog that are worked on at once.
PART = 1000

# In the context of a dry run: ids of the product.template records that it is about.
_PREVIEWED = "bigcommerce_previewed"


def in_parts(records):
    """All of them, part by part; of a part that is done nothing is kept in memory.

    :rtype: Iterator[odoo.models.Model]
    """
    for number, part in enumerate(split_every(PART, records.ids, records.browse)):
        if number:
            records.env.invalidate_all()
        yield part


def previewing(store, template_ids):
    """The store, for steps that work on these products only and commit nothing.

    Whoever calls this undoes what they write; of an activity a browser would be told.
    """
    previewed = {_PREVIEWED: tuple(template_ids)}
    return store.with_context(mail_activity_automation_skip=True, **previewed)


class CatalogStep:
    """A part of a run, made for one store and one connection to it.

    A step commits before it asks BigCommerce, so that no snapshot or lock is held while
    BigCommerce answers, and after every answer: a crash loses nothing that was carried
    out there. Steps answer whether there is time left for the next one.
    """

    def __init__(self, store, client):
        self.store = store
        self.client = client
        self.env = store.env
        self.previewed = store.env.context.get(_PREVIEWED)
        self.mappings = store.env["bigcommerce.product"]
        self.rules = store._field_rules()
        self.remote = RemoteProducts(
            client, reads_brands="brand_name" not in self.rules.kept
        )

    def commit(self, processed=0):
        """:return: whether to go on: time is left, and no other flow has to wait
        :rtype: bool
        """
        if self.previewed is not None:
            self.env.flush_all()
            return True
        has_time = self.env["ir.cron"]._commit_progress(processed) > 0
        return has_time and not self.store._is_lease_wanted()

    def mine(self):
        """The mappings of this store.

        :rtype: Domain
        """
        mine = Domain("store_id", "=", self.store.id)
        if self.previewed is not None:
            mine &= Domain("product_tmpl_id", "in", self.previewed)
        return mine

    def batches(self, domain, size):
        """The mappings of a domain, so many at a time.

        Each is seen once, whatever becomes of it; what joins them behind is seen, too.
        Of those that were seen nothing is kept in memory.

        :rtype: Iterator[bigcommerce.product]
        """
        last = 0
        while mappings := self.mappings.search(
            domain & Domain("id", ">", last), limit=size, order="id"
        ):
            last = mappings[-1].id
            yield mappings
            if len(mappings) == size:  # more may follow
                self.env.invalidate_all()

    def readable(self, mappings):
        """What these products are now; one that cannot be read needs attention.

        :return: the others, and their values by mapping id
        :rtype: tuple[bigcommerce.product, dict[int, ProductValues]]
        """
        values, problems = readable_values(mappings)
        for mapping in mappings.filtered(lambda m: m.id in problems):
            mapping._set_attention_for(problems[mapping.id])
        return mappings.filtered(lambda m: m.id in values), values

    def tried_now(self):
        """But for those at which BigCommerce failed a moment ago.

        :rtype: Domain
        """
        now = fields.Datetime.now()
        return Domain("retry_at", "=", False) | Domain("retry_at", "<=", now)

    def pending(self, is_mapped):
        """Products to compare: those that BigCommerce has, as far as is known, or not.
        Those at which it failed a moment ago wait.

        :param bool is_mapped:
        :rtype: Domain
        """
        return (
            self.mine()
            & Domain("state", "=", "pending")
            & self.tried_now()
            & Domain("external_id", "!=" if is_mapped else "=", False)
        )
