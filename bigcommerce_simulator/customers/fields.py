"""The writable fields of customers and their addresses, with BigCommerce's limits.

Source: BigCommerce, customers.v3.yml.
"""

from ..validation import Boolean, Document, Integer, Items, Text

CUSTOMER = {
    "email": (Text(3, 250), ""),
    "first_name": (Text(1, 100), ""),
    "last_name": (Text(1, 100), ""),
    "company": (Text(0, 255), ""),
    "phone": (Text(0, 50), ""),
    "notes": (Text(), ""),
    "tax_exempt_category": (Text(0, 255), ""),
    "customer_group_id": (Integer(), 0),
    "authentication": (Document(), {}),
    "accepts_product_review_abandoned_cart_emails": (Boolean(), False),
    "store_credit_amounts": (Items(Document(), maximum=1), [{"amount": 0}]),
    "origin_channel_id": (Integer(1), 1),
    # null: the customer may log in on every channel.
    "channel_ids": (Items(Integer(1), nullable=True), None),
}
CUSTOMER_RULES = {name: rule for name, (rule, _default) in CUSTOMER.items()}
CUSTOMER_DEFAULTS = {name: default for name, (_rule, default) in CUSTOMER.items()}
CUSTOMER_REQUIRED = ("email", "first_name", "last_name")
# A change ignores what BigCommerce calls read-only.
CUSTOMER_FIXED = ("origin_channel_id",)

ADDRESS = {
    "first_name": (Text(1, 255), ""),
    "last_name": (Text(1, 255), ""),
    "company": (Text(0, 255), ""),
    "address1": (Text(), ""),
    "address2": (Text(), ""),
    "city": (Text(0, 100), ""),
    "state_or_province": (Text(0, 100), ""),
    "postal_code": (Text(0, 30), ""),
    "country_code": (Text(2, 2), ""),
    "phone": (Text(0, 50), ""),
    "address_type": (Text(one_of=("residential", "commercial")), "residential"),
}
ADDRESS_RULES = {name: rule for name, (rule, _default) in ADDRESS.items()}
ADDRESS_DEFAULTS = {name: default for name, (_rule, default) in ADDRESS.items()}
# Of an address that comes with a new customer, and of one that is posted alone.
ADDRESS_REQUIRED = ("first_name", "last_name", "address1", "city", "country_code")
POSTED_ADDRESS_REQUIRED = (*ADDRESS_REQUIRED, "state_or_province", "postal_code")

COUNTRIES = {
    "AT": "Austria",
    "AU": "Australia",
    "BE": "Belgium",
    "CA": "Canada",
    "CH": "Switzerland",
    "DE": "Germany",
    "ES": "Spain",
    "FR": "France",
    "GB": "United Kingdom",
    "IT": "Italy",
    "JP": "Japan",
    "NL": "Netherlands",
    "US": "United States",
}
