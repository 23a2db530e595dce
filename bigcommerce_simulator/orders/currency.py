"""Decimals of currencies (ISO 4217) other than two."""

_DECIMALS = {
    **dict.fromkeys(("CLP", "ISK", "JPY", "KRW", "PYG", "UGX", "VND"), 0),
    **dict.fromkeys(("BHD", "JOD", "KWD", "OMR", "TND"), 3),
}


def decimals_of(currency: str) -> int:
    """How many decimals an amount to be paid in ``currency`` has."""
    return _DECIMALS.get(currency, 2)
