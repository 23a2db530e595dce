"""Client of BigCommerce's REST Management API; knows nothing of Odoo.

    client = Client(store_hash, access_token)
    for order in client.orders.list(min_date_modified=watermark): ...

Everything that goes wrong is raised as a subclass of
:class:`errors.BigCommerceError`; its three branches (temporary, data, rights) are
the three things that a caller can do about it.
"""

from . import errors, webhook_signature as signature
from .client import Client

__all__ = ["Client", "errors", "signature"]
