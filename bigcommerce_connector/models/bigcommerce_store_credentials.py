import secrets
import uuid

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..api import Client
from ..mappers.credentials import (
    DEFAULT_API_URL,
    normal_api_url,
    parse_credentials,
    without_invisible,
)


class BigcommerceStore(models.Model):
    """Which store at BigCommerce a record stands for, and the keys to it."""

    _inherit = "bigcommerce.store"

    store_hash = fields.Char(
        "Store Hash (Store#)",
        copy=False,
        tracking=True,
        help="The part of your API path after /stores/. You can paste the whole API "
        "path here.",
    )
    api_url = fields.Char(
        "API Address",
        required=True,
        default=DEFAULT_API_URL,
        groups="base.group_system",
        help="The address of BigCommerce's API. Change it only to test against a "
        "simulator.",
    )
    access_token = fields.Char(copy=False, groups="base.group_system")
    client_secret = fields.Char(
        copy=False,
        groups="base.group_system",
        help="Optional. If set, the signature of every webhook is verified.",
    )
    webhook_secret = fields.Char(
        copy=False,
        groups="base.group_system",
        default=lambda self: uuid.uuid4().hex,
        help="Sent back by BigCommerce in a header of every webhook.",
    )
    identity_secret = fields.Char(
        default=lambda self: secrets.token_hex(32),
        required=True,
        readonly=True,
        copy=False,
        groups="base.group_system",
        help="The secret from which the UUIDs of POS orders are derived. It never "
        "changes: it ensures that no transaction is posted twice.",
    )

    _store_hash_unique = models.Constraint(
        "UNIQUE (store_hash, api_url)",
        "This BigCommerce store exists already. Open it under Point of Sale → "
        "BigCommerce → Stores (it may belong to another company).",
    )

    @api.model_create_multi
    def create(self, vals_list):
        vals_list = [self._parse_pasted_path(vals) for vals in vals_list]
        for vals in vals_list:
            self._check_not_twice(vals)
        stores = super().create(vals_list)
        stores._create_flows()
        return stores

    def _parse_pasted_path(self, vals):
        """Accept the API path as BigCommerce's control panel shows it, and one form of
        everything that is pasted.
        """
        vals = self._as_meant(vals)
        if not vals.get("store_hash"):
            return vals
        try:
            store_hash, api_url = parse_credentials(vals["store_hash"])
        except ValueError as error:
            raise ValidationError(
                self.env._(
                    "“%s” is not a BigCommerce Store#. Copy the API path from "
                    "BigCommerce's control panel: Settings → Store-level API "
                    "accounts.",
                    vals["store_hash"],
                )
            ) from error
        parsed = dict(vals, store_hash=store_hash)
        if api_url and not vals.get("api_url"):
            if self.env.su or self.env.user.has_group("base.group_system"):
                parsed["api_url"] = api_url
            else:
                self._check_usual_address(api_url)
        return parsed

    @api.model
    def _as_meant(self, vals):
        """Secrets without what nobody sees in them; an address in its usual form."""
        vals = dict(vals)
        for name in ("access_token", "client_secret"):
            if vals.get(name):
                vals[name] = without_invisible(vals[name])
        if vals.get("api_url"):
            try:
                vals["api_url"] = normal_api_url(vals["api_url"])
            except ValueError as error:
                raise ValidationError(
                    self.env._(
                        "“%(text)s” is not an API address. BigCommerce's is %(usual)s.",
                        text=vals["api_url"],
                        usual=DEFAULT_API_URL,
                    )
                ) from error
        return vals

    def _check_usual_address(self, api_url):
        """A token goes where the address says, so the system alone chooses another."""
        usual = set(self.sudo().mapped("api_url")) or {DEFAULT_API_URL}
        if usual != {api_url}:
            raise ValidationError(
                self.env._(
                    "The API path belongs to %(pasted)s, not to %(usual)s. Only a "
                    "user with the right to change the Settings can choose another "
                    "address: ask an administrator of Odoo, or paste only the Store#.",
                    pasted=api_url,
                    usual=", ".join(sorted(usual)),
                )
            )

    def _check_not_twice(self, vals):
        """Say whose the store is already; the constraint guards what races past."""
        # Of every company: the person may not see the other's store.
        address = vals.get("api_url") or DEFAULT_API_URL
        twin_sudo = (
            self.sudo()
            .with_context(active_test=False)
            .search([("store_hash", "=", vals.get("store_hash") or "")])
            # Written down before addresses had one form, perhaps.
            .filtered(lambda store: _same_address(store.api_url, address))[:1]
        )
        if twin_sudo:
            raise ValidationError(
                self.env._(
                    "BigCommerce store %(hash)s already exists in %(company)s. Open "
                    "it under Point of Sale → BigCommerce → Stores instead.",
                    hash=twin_sudo.store_hash,
                    company=twin_sudo.company_id.name,
                )
            )

    def _check_identity_is_kept(self, vals):
        """Once connected, a record stays with its store and company, for good.

        Orders, products and locations are known by BigCommerce's numbers, and another
        store counts from one too: its order 100 would be taken for an edit of ours.

        :raise UserError: with what to do instead
        """
        if "identity_secret" in vals:
            raise UserError(
                self.env._(
                    "The secret of a store's UUIDs cannot be changed. For another "
                    "BigCommerce store, create a new record."
                )
            )
        for store in self.filtered("connected_on"):
            identity = store._identity()
            if any(vals.get(name, kept) != kept for name, kept in identity.items()):
                raise UserError(
                    self.env._(
                        "%(name)s holds the orders and products of BigCommerce "
                        "store %(hash)s, so its Store#, address and company cannot "
                        "be changed. For another store or company, create a new "
                        "record: Point of Sale → BigCommerce → Stores → New. You "
                        "can disconnect and archive this one.",
                        name=store.name,
                        hash=store.store_hash,
                    )
                )

    def _identity(self):
        self.ensure_one()
        store_sudo = self.sudo()  # api_url is a system field
        return {
            "store_hash": self.store_hash,
            "api_url": store_sudo.api_url,
            "company_id": self.company_id.id,
        }

    def _values_before(self, vals):
        before = super()._values_before(vals)
        if vals.get("access_token"):
            before["access_token"] = self.sudo().access_token  # a system field
        return before

    def _follow_changes(self, before):
        result = super()._follow_changes(before)
        if before.get("access_token", "") not in ("", False, self.sudo().access_token):
            self.message_post(body=self.env._("Access token replaced."))
        return result

    # === BUSINESS === #

    @api.model
    def _draft_for(self, vals, defaults=None):
        """The store to connect with these values: one disconnected before, or new.

        :param dict vals: with ``store_hash`` and ``company_id``
        :param dict defaults: what nobody chose, for a store that has nothing of it yet
        """
        vals = self._parse_pasted_path(vals)
        domain = [
            ("store_hash", "=", vals["store_hash"]),
            ("company_id", "=", vals["company_id"]),
            ("state", "=", "draft"),
        ]
        if vals.get("api_url"):  # a store of the same name elsewhere is another one
            domain.append(("api_url", "=", vals["api_url"]))
        known = self.with_context(active_test=False).search(domain, limit=1)
        defaults = {
            name: value for name, value in (defaults or {}).items() if not known[name]
        }
        if not known or not vals["store_hash"]:
            return self.create({**defaults, **vals})
        if not vals.get("client_secret"):
            vals.pop("client_secret", None)  # left empty: the known one is kept
        known.write({**defaults, **vals})
        return known.with_env(self.env)

    def _client(self):
        """The API client of this store.

        The token is readable by the system only, so that is where it is read.

        :rtype: bigcommerce.Client
        """
        self.ensure_one()
        store_sudo = self.sudo()  # secrets: system fields
        return Client(
            store_sudo.store_hash,
            store_sudo.access_token,
            api_url=store_sudo.api_url,
        )


def _same_address(known, address):
    try:
        return normal_api_url(known) == address
    except ValueError:
        return known == address
