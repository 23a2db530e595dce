"""How many web orders fit into one transaction."""

# Seconds that nobody else gets what is locked; a cashier need not wait for it.
LONGEST = 1.5
# What a transaction takes besides its orders, counted in orders.
OVERHEAD = 5
# Of an order, while none was posted: few are tried first.
_FIRST_GUESS = 0.1


class Pace:
    """What posting takes on this machine now, from the last orders that were posted."""

    def __init__(self) -> None:
        self._seconds = _FIRST_GUESS

    def fitting(self, most: int) -> int:
        """How many orders to post at once.

        :param int most: no more than these
        :rtype: int
        """
        return max(1, min(most, int(LONGEST / self._seconds) - OVERHEAD))

    def measure(self, count: int, seconds: float) -> None:
        """Remember what some orders took.

        :param int count: of the orders, one at least
        :param float seconds: from the first lock to the commit
        """
        self._seconds = max(seconds / (count + OVERHEAD), 0.001)
