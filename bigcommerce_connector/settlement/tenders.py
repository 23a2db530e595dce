"""How the money of a transaction is split by the way it was paid.

Gift certificates and store credit are payments of their own, the web's payment method
covers the rest. An order names what each of them paid, a refund how each of its
payments went back (BigCommerce's Orders v2 and v3 files). So it is known how much of
every tender shall stand in the Point of Sale, and a transaction brings it nearer.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from ..mappers.amounts import ZERO, amount

Tenders = dict[str, Decimal]

ONLINE = "online"
GIFT_CERTIFICATE = "gift_certificate"
STORE_CREDIT = "store_credit"
APART = (GIFT_CERTIFICATE, STORE_CREDIT)

# Providers of a refund's payments; all others are the web's own method.
_PROVIDERS = {"giftcertificate": GIFT_CERTIFICATE, "storecredit": STORE_CREDIT}


def wanted_tenders(
    payload: Mapping[str, Any],
    refunds: Iterable[Mapping[str, Any]] | None,
    captured: Decimal,
    places: int,
) -> Tenders:
    """What shall stand of each tender once all that BigCommerce tells is posted.

    :param dict payload: the order
    :param list refunds: payloads of its refunds
    :param Decimal captured: money received for the order, in all tenders
    :param int places: decimals of the currency
    :return: amount by tender; below 0 where more went back that way than had come
    :rtype: dict
    """
    wanted = {name: amount(payload.get(f"{name}_amount"), places) for name in APART}
    wanted[ONLINE] = captured - sum(wanted.values(), ZERO)
    for tender, given in _given_back(refunds).items():
        wanted[tender] -= given
    return wanted


def _given_back(refunds: Iterable[Mapping[str, Any]] | None) -> Tenders:
    """Money given back by tender, declined payments left out."""
    given: Tenders = defaultdict(lambda: ZERO)
    for refund in refunds or ():
        for payment in refund.get("payments") or ():
            if not payment.get("is_declined"):
                provider = str(payment.get("provider_id") or "").lower()
                tender = _PROVIDERS.get(provider.replace("_", ""), ONLINE)
                given[tender] += amount(payment.get("amount"))
    return given


def split_tenders(total: Decimal, wanted: Tenders, posted: Tenders) -> Tenders:
    """The payments of one transaction, which add up to its total.

    :param Decimal total: of the transaction; below 0 for a refund
    :param dict wanted: from :func:`wanted_tenders`
    :param dict posted: what stands of each tender before the transaction
    :rtype: dict
    """
    if total > 0:
        return _sale(total, wanted, posted)
    lacking = {name: wanted[name] - posted.get(name, ZERO) for name in wanted}
    return _refund(total, lacking, posted)


def _sale(total: Decimal, wanted: Tenders, posted: Tenders) -> Tenders:
    """What is overdrawn is made good first; else by what BigCommerce tells.

    A tender is overdrawn when a refund had to take more than it had paid: an order that
    is called off gives back its goods first, and then takes back what it gave away.
    """
    payments = dict.fromkeys((*APART, ONLINE), ZERO)
    for tender in (*APART, ONLINE):
        overdrawn = min(ZERO, wanted[tender]) - posted.get(tender, ZERO)
        payments[tender] = min(total, max(ZERO, overdrawn))
        total -= payments[tender]
    for tender in APART:
        lacking = wanted[tender] - posted.get(tender, ZERO) - payments[tender]
        told = min(total, max(ZERO, lacking))
        payments[tender] += told
        total -= told
    payments[ONLINE] += total
    return payments


def _refund(total: Decimal, lacking: Tenders, posted: Tenders) -> Tenders:
    """The way BigCommerce gave it back; what it does not tell, online first.

    Without a word no tender gets back more than it paid, as long as one has more left.
    """
    payments = dict.fromkeys((*APART, ONLINE), ZERO)
    left = -total
    for tender in (*APART, ONLINE):
        told = min(left, max(ZERO, -lacking[tender]))
        payments[tender] -= told
        left -= told
    for tender in (ONLINE, STORE_CREDIT, GIFT_CERTIFICATE):
        held = posted.get(tender, ZERO) + payments[tender]
        taken = min(left, max(ZERO, held))
        payments[tender] -= taken
        left -= taken
    payments[ONLINE] -= left
    return payments
