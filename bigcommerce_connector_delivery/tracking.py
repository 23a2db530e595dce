"""Odoo's delivery methods and tracking references, as BigCommerce takes them."""

from collections.abc import Collection

# Odoo's providers of today's interfaces: fedex_rest, ups_rest, usps_rest.
_INTERFACE = "_rest"


def provider_of(delivery_type: str, known: Collection[str]) -> str:
    """BigCommerce's name of whom a delivery method sends with; empty: it has none.

    :param str delivery_type: of Odoo's delivery method
    :param known: the providers that BigCommerce names
    :rtype: str
    """
    name = delivery_type.removesuffix(_INTERFACE)
    return name if name in known else ""


def number_of(reference: str, longest: int) -> str:
    """What of a tracking reference BigCommerce takes.

    Odoo joins the numbers of several parcels with commas. Where they are too long
    together the first one is told: the parcels of a shipment travel together.

    :param str reference: of Odoo's transfer
    :param int longest: so many characters BigCommerce takes
    :return: empty: no number is short enough
    :rtype: str
    """
    reference = reference.strip()
    if len(reference) <= longest:
        return reference
    first = reference.split(",")[0].strip()
    return first if len(first) <= longest else ""
