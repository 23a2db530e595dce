"""BigCommerce's order statuses (``GET /v2/order_statuses``).

Merchants may rename them, so only their ids count.
"""

INCOMPLETE = 0
PENDING = 1
CANCELLED = 5
DECLINED = 6
AWAITING_PAYMENT = 7
MANUAL_VERIFICATION = 12
DISPUTED = 13

# Not paid, or not known to be: nothing is posted for them yet.
WAITING = {INCOMPLETE, PENDING, AWAITING_PAYMENT, MANUAL_VERIFICATION, DISPUTED}
# Nothing of them shall have been sold.
VOID = {CANCELLED, DECLINED}
