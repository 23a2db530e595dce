"""How much a run may change on BigCommerce before a person is asked."""

# Fewer are everyday life, whatever their share.
MANY = 20
_MAX_SHARE = 0.2
# So many are named for example.
MOST_NAMED = 5


def is_too_many(count, total):
    """
    :param int count: of what a run is about to change, and nobody was asked about
    :param int total: of what there is
    :rtype: bool
    """
    return count >= MANY and count > _MAX_SHARE * total
