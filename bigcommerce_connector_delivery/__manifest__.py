{
    "name": "BigCommerce Connector: Delivery Methods",
    "summary": "Shipments on BigCommerce get the carrier of Odoo's delivery methods",
    "version": "19.0.1.0.0",
    "category": "Sales/Point of Sale",
    "author": "BigCommerce Connector maintainers",
    "license": "LGPL-3",
    "depends": ["bigcommerce_connector", "stock_delivery"],
    "data": [
        "views/delivery_carrier_views.xml",
        "views/stock_picking_views.xml",
    ],
    "auto_install": True,
}
