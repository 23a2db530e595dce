"""What people are told about shipments."""


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


def lacks_scope(store, scope):
    return store.env._(
        "The API account of %(store)s lacks the OAuth scope %(scope)s, which Send "
        "Shipments needs. Create a new API account with it in BigCommerce, Settings "
        "→ Store-level API accounts, and connect again; or switch off Send Shipments.",
        store=store.name,
        scope=scope,
    )
