"""Kits broken down to what limits them: goods whose stock is counted.

A recipe says what one of a kit takes of its components, some of which are kits again.
"""

from collections.abc import Mapping

Recipe = Mapping[int, float]


def explode(recipes: Mapping[int, Recipe], storable: set[int]) -> dict[int, Recipe]:
    """What one of each kit takes of its storable components, at any depth.

    A kit that contains itself is never complete: it, and every kit above it, has none.

    :param recipes: kit → component → quantity, by product id; a component that is a
        kit is a key too
    :param storable: products whose stock limits what they are part of
    :return: kit → component → quantity; no component is a kit. Empty for a kit that
        nothing limits
    """
    found: dict[int, Recipe | None] = {}

    def take(kit: int) -> Recipe | None:
        """:return: None: it contains itself"""
        if kit not in found:
            found[kit] = None  # as long as its own components are looked at
            found[kit] = _sum_up(recipes[kit])
        return found[kit]

    def _sum_up(recipe: Recipe) -> Recipe | None:
        leaves: dict[int, float] = {}
        for component, quantity in recipe.items():
            if quantity <= 0:
                continue
            if component in recipes:
                inner = take(component)
                if inner is None:
                    return None
            else:
                inner = {component: 1.0} if component in storable else {}
            for leaf, each in inner.items():
                leaves[leaf] = leaves.get(leaf, 0.0) + quantity * each
        return leaves

    return {kit: take(kit) or {} for kit in recipes}
