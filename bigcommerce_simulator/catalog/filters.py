"""Filters of lists that products, categories and brands have alike."""


def range_filters(parameters, name, value_of, listed: bool = True):
    """A test for each of ``name``, ``name:min``, ``:max``, ``:greater``, ``:less``,
    ``:not_in`` and (``listed``) ``:in`` that the query string has."""
    comparisons = {
        name: lambda value, bound: value == bound,
        f"{name}:min": lambda value, bound: value >= bound,
        f"{name}:max": lambda value, bound: value <= bound,
        f"{name}:greater": lambda value, bound: value > bound,
        f"{name}:less": lambda value, bound: value < bound,
    }
    for parameter, compare in comparisons.items():
        bound = parameters.integer(parameter)
        if bound is not None:
            yield lambda p, bound=bound, compare=compare: compare(value_of(p), bound)
    excluded = parameters.integers(f"{name}:not_in")
    if excluded is not None:
        yield lambda row: value_of(row) not in excluded
    included = parameters.integers(f"{name}:in") if listed else None
    if included is not None:
        yield lambda row: value_of(row) in included


def chosen(document: dict, parameters, always: str = "id") -> dict:
    """``document`` with the fields that ``include_fields`` and ``exclude_fields``
    leave; the one named ``always`` stays."""
    fields = parameters.texts("include_fields")
    excluded = parameters.texts("exclude_fields", [])
    return {
        name: value
        for name, value in document.items()
        if name == always
        or (name in fields if fields is not None else name not in excluded)
    }
