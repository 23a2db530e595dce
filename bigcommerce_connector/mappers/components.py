"""Kits and their components, whichever is asked for."""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping

# A thousand millionth: what dividing floats may lack of a whole kit.
_DUST = 1e-9


class Components:
    """The kits of a company, from above and from below.

    :param dict of_kits: kit → component → quantity of it that one kit takes; none of
        the components is a kit
    """

    def __init__(self, of_kits: Mapping[int, Mapping[int, float]]) -> None:
        self._of_kits = of_kits
        # component → the kits that it is in
        self._kits: dict[int, set[int]] = {}
        for kit, quantities in of_kits.items():
            for component in quantities:
                self._kits.setdefault(component, set()).add(kit)

    def __contains__(self, product_id: int) -> bool:
        """Whether a product is a kit."""
        return product_id in self._of_kits

    def __iter__(self) -> Iterator[int]:
        """The kits."""
        return iter(self._of_kits)

    def of(self, product_id: int) -> Mapping[int, float]:
        """What one unit takes: of a kit its components, else the product itself.

        :rtype: dict[int, float]
        """
        return self._of_kits.get(product_id, {product_id: 1.0})

    def leaves(self, product_ids: Iterable[int]) -> set[int]:
        """The products whose stock decides how many of these can be sold.

        :rtype: set[int]
        """
        return {leaf for product_id in product_ids for leaf in self.of(product_id)}

    def kits_with(self, product_ids: Iterable[int]) -> set[int]:
        """The kits that contain any of these.

        :rtype: set[int]
        """
        return {kit for id_ in product_ids for kit in self._kits.get(id_, ())}

    def affected(self, product_ids: Iterable[int]) -> set[int]:
        """These, what is sold in their place, and the kits for which that decides.

        A kit that is sold and has not moved yet is lacking to its components.

        :rtype: set[int]
        """
        ids = set(product_ids)
        leaves = self.leaves(ids)
        return ids | leaves | self.kits_with(leaves)

    def available(self, product_id: int, left: Callable[[int], float]) -> float:
        """Units that can be sold of a product: of a kit, whole ones.

        :param left: what is left of a component, by its id
        :rtype: float
        """
        if product_id not in self._of_kits:
            return left(product_id)
        return min(
            (
                math.floor(left(component) / quantity + _DUST)
                for component, quantity in self._of_kits[product_id].items()
            ),
            default=0,
        )
