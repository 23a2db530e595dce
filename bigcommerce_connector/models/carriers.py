"""Who carries parcels, as BigCommerce calls them."""

# BigCommerce's shipping_provider, of the Orders v2 file.
CARRIERS = [
    ("auspost", "Australia Post"),
    ("canadapost", "Canada Post"),
    ("endicia", "Endicia"),
    ("fedex", "FedEx"),
    ("royalmail", "Royal Mail"),
    ("shipperhq", "ShipperHQ"),
    ("ups", "UPS"),
    ("upsonline", "UPS Online"),
    ("upsready", "UPS Ready"),
    ("usps", "USPS"),
]
