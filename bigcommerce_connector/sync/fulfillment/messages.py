"""What people are told about shipments and refunds."""


def called_off(shipment):
    return shipment.env._(
        "%(order)s is %(status)s on BigCommerce, and its goods left with %(transfer)s. "
        "Bring them back, or change the order on BigCommerce; then send again.",
        order=shipment.order_id.name,
        status=shipment.order_id.status,
        transfer=shipment.picking_id.name,
    )


def nothing_to_ship(shipment):
    return shipment.env._(
        "BigCommerce has nothing left to ship for the goods of %s: they are shown as "
        "shipped there, are collected, or are no longer in the order.",
        shipment.picking_id.name,
    )


def unplaced(shipment, units):
    return shipment.env._(
        "%(units)s more units left with %(transfer)s than the order on BigCommerce has "
        "left to ship.",
        units=units,
        transfer=shipment.picking_id.name,
    )


def shipped_there(shipment):
    return shipment.env._(
        "The goods of %s were shipped on BigCommerce meanwhile.",
        shipment.picking_id.name,
    )


def refused(row, cause):
    """
    :param row: of ``bigcommerce.outgoing``
    """
    return row.env._(
        "%s Look at the order on BigCommerce; once it is put right, choose Send Again.",
        cause,
    )


def not_updated(shipment, cause):
    return shipment.env._(
        "The tracking of %(transfer)s could not be changed on BigCommerce. %(cause)s",
        transfer=shipment.picking_id.name,
        cause=cause,
    )


def sent(shipment):
    return shipment.env._(
        "%(transfer)s: shipment %(number)s on BigCommerce",
        transfer=shipment.picking_id.name,
        number=shipment.external_id,
    )


# === REFUNDS === #


def not_left(refund, left):
    """:param float left: to be refunded on BigCommerce, of the order"""
    money = refund.currency_id.format
    return refund.env._(
        "%(amount)s were not refunded: %(order)s was changed or refunded on "
        "BigCommerce meanwhile, and %(left)s are left to refund.",
        amount=money(refund.amount),
        order=refund.order_id.name,
        left=money(max(left, 0)),
    )


def given_at_a_register(refund, given):
    """:param Decimal given: that BigCommerce does not know of"""
    return refund.env._(
        "Nothing was given back of %(order)s: a register gave back %(amount)s of it. "
        "Record that on BigCommerce first, then try again: else the customer would get "
        "it twice.",
        order=refund.order_id.name,
        amount=refund.currency_id.format(float(given)),
    )


def refunded_meanwhile(refund, refunded):
    """:param Decimal refunded: of the order on BigCommerce by now"""
    money = refund.currency_id.format
    return refund.env._(
        "%(amount)s were not refunded: %(before)s of %(order)s had been refunded when "
        "this was asked for, and %(refunded)s are by now. Look at the order; if more "
        "is to be given back, begin again.",
        amount=money(refund.amount),
        before=money(refund.refunded_before),
        order=refund.order_id.name,
        refunded=money(float(refunded)),
    )


def edit_first(refund, left):
    """:param float left: that an edit left to be refunded"""
    return refund.env._(
        "%(left)s are left to refund of %(order)s after a change, and would count "
        "as refunded with this, so nothing was recorded. Refund them on BigCommerce "
        "first, then send this again.",
        left=refund.currency_id.format(left),
        order=refund.order_id.name,
    )


def is_recorded(refund):
    return refund.env._(
        "What the register gave back of %s is recorded on BigCommerce already.",
        refund.order_id.name,
    )


def taken_out(refund):
    return refund.env._(
        "What the register gave back was taken out of %(order)s on BigCommerce, or the "
        "order was cancelled there, so no items are left to record it by. The order's "
        "page says what is to be recorded.",
        order=refund.order_id.name,
    )


def not_the_same(refund, theirs):
    """:param Decimal theirs: what BigCommerce would refund for the same items"""
    money = refund.currency_id.format
    return refund.env._(
        "The register gave back %(ours)s, but BigCommerce would refund %(theirs)s for "
        "the same items, so nothing was recorded. Record the refund on BigCommerce by "
        "hand.",
        ours=money(refund.amount),
        theirs=money(float(theirs)),
    )


def has_no_items(refund):
    return refund.env._(
        "BigCommerce has no items, shipping or fees left that are what the register "
        "gave back (%s), so nothing was recorded. Record the refund on BigCommerce by "
        "hand, or change the order there.",
        refund.currency_id.format(refund.amount),
    )


def cannot_be_refunded(refund):
    return refund.env._(
        "BigCommerce has not all of this left to refund of %s, or it is no item, "
        "shipping or fee there. Look at the order on BigCommerce.",
        refund.order_id.name,
    )


def cannot_be_recorded(refund):
    return refund.env._(
        "BigCommerce offers no way to record %s as given back outside of it.",
        refund.currency_id.format(refund.amount),
    )


def not_cancelled(refund, cause):
    return refund.env._(
        "%(amount)s were given back, but %(order)s could not be cancelled on "
        "BigCommerce. %(cause)s",
        amount=refund.currency_id.format(refund.amount),
        order=refund.order_id.name,
        cause=cause,
    )


def is_off(refund):
    return refund.env._("Refund and Cancel from Odoo is switched off.")


def refunded(refund):
    if not refund.external_id:
        return refund.env._(
            "Cancelled on BigCommerce by %s; nothing was given back.",
            refund.create_uid.name,
        )
    return refund.env._(
        "%(amount)s: refund %(number)s on BigCommerce, by %(tender)s",
        amount=refund.currency_id.format(refund.amount),
        number=refund.external_id,
        tender=refund.tender,
    )


# === WHAT BIGCOMMERCE SHOWS === #


def deleted(shipment):
    return shipment.env._(
        "Shipment %(number)s of %(transfer)s was deleted on BigCommerce. If its goods "
        "have left, send it again; if not, bring them back with a return of the "
        "transfer, then send again: nothing is sent of what is back.",
        number=shipment.external_id,
        transfer=shipment.picking_id.name,
    )


def is_back(shipment):
    return shipment.env._(
        "The goods of %s are back: there is nothing to ship.", shipment.picking_id.name
    )


def shipped_on_bigcommerce(order, items):
    return order.env._("Shipped on BigCommerce: %s.", items)


def validated(order):
    return order.env._("Validated, as it is shown as shipped on BigCommerce.")


def validate_yourself(order, cause):
    return order.env._(
        "%(cause)s The transfer could not be validated automatically. Pick the goods "
        "of %(order)s, enter their lots where they have some, and validate it.",
        cause=cause,
        order=order.name,
    )


def unexpected(order):
    return order.env._(
        "Goods were shipped on BigCommerce, and an unexpected error occurred; the "
        "server's log has the details."
    )


def deleted_theirs(order):
    return order.env._(
        "BigCommerce shows fewer goods of %s as shipped than before. If they have not "
        "left, bring them back with a return of the transfer; if they have, ship them "
        "on BigCommerce again.",
        order.name,
    )


# === PICKUPS === #


def handed_over_though_called_off(pickup):
    return pickup.env._(
        "%(order)s is %(status)s on BigCommerce, and its goods were handed over. Bring "
        "them back, or change the order on BigCommerce; then send again.",
        order=pickup.order_id.name,
        status=pickup.order_id.status,
    )


def nothing_to_collect(pickup):
    return pickup.env._(
        "BigCommerce has nothing left to be collected of %s: it is shown as ready or "
        "shipped there, or is no longer in the order.",
        pickup.order_id.name,
    )


def not_told(pickup, cause):
    return pickup.env._(
        "What became of the pickup of %(order)s could not be told to BigCommerce. "
        "%(cause)s",
        order=pickup.order_id.name,
        cause=cause,
    )


def ready_to_collect(pickup):
    return pickup.env._(
        "Ready to be collected: pickup %s on BigCommerce", pickup.external_id
    )


def handed_over(pickup):
    return pickup.env._("Handed over: pickup %s on BigCommerce", pickup.external_id)


# === STATUSES === #


def is_further(update):
    return update.env._(
        "%s is further on BigCommerce, or staff decided otherwise there.",
        update.order_id.name,
    )


def status_set(update, status):
    return update.env._("Set to %s on BigCommerce", status)
