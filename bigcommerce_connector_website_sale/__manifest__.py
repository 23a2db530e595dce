{
    "name": "BigCommerce Connector: eCommerce Galleries",
    "summary": "Galleries edited on Odoo's website reach BigCommerce with the next run",
    "version": "19.0.1.0.0",
    "category": "Sales/Point of Sale",
    "author": "BigCommerce Connector maintainers",
    "license": "LGPL-3",
    "depends": ["bigcommerce_connector", "website_sale"],
    "auto_install": True,
}
