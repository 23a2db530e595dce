{
    "name": "BigCommerce Connector: Kits",
    "summary": "Kits on BigCommerce: their stock is that of their components",
    "version": "19.0.1.0.0",
    "category": "Sales/Point of Sale",
    "author": "BigCommerce Connector maintainers",
    "license": "LGPL-3",
    "depends": ["bigcommerce_connector", "pos_mrp"],
    "auto_install": True,
}
