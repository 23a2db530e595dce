"""The modifiers of one product on BigCommerce, brought to what Odoo has."""

from contextlib import suppress

from ...api import errors
from ...mappers.product_modifiers import (
    has_all,
    has_same_choices,
    known_values,
    labels_in_the_way,
    modifier_body,
    modifiers_print,
    present_ids,
    with_name,
)


class ProductModifierSet:
    """The modifiers of one product.

    What was sent is written down by attribute; before it is sent, that it is about to
    be: when the answer is lost, it is found by its name.

    :param step: gives client, environment and commits
    :param mapping: ``bigcommerce.product``
    :param wanted: :class:`ModifierValues` that it is to have
    """

    def __init__(self, step, mapping, wanted):
        self.step, self.modifiers, self.env = step, step.client.modifiers, step.env
        self.mapping, self.wanted = mapping, wanted
        self.known = dict(mapping.sent_modifiers or {})
        self.there = {}
        #: Sentences about what is not as it is in Odoo.
        self.problems = []

    @property
    def _product_id(self):
        return self.mapping.external_id

    def bring(self):
        """Take away what is no choice any more, as its name may be another's now; then
        send what is new or changed.

        :raise errors.DataError: they cannot be read, or one cannot be taken away
        """
        self.step.commit()
        self.there = {row["id"]: row for row in self.modifiers.list(self._product_id)}
        wanted = {str(modifier.id) for modifier in self.wanted}
        for key in self.known.keys() - wanted:
            self._remove(key)
        for place, modifier in enumerate(self.wanted):
            try:
                self._bring_one(modifier, place)
            except errors.DataError as error:
                self._tell_refused(modifier, error)

    def _remove(self, key):
        known = self.known[key]
        if known.get("id") in self.there and not known.get("is_theirs"):
            with suppress(errors.NotFound):
                self.modifiers.delete(self._product_id, known["id"])
            del self.there[known["id"]]
        self._write_down(key, None)

    def _bring_one(self, modifier, place):
        known = self.known.get(str(modifier.id))
        row = self.there.get(known["id"]) if known else None
        if not row:
            row = with_name(modifier, self._unclaimed())
            is_lost = known and not known["id"]  # its answer was
            if row and not (is_lost and has_same_choices(modifier, row)):
                self._leave_theirs(modifier, row)
            elif row:
                self._accept(modifier, row, place)
            else:
                self._create(modifier, place)
        elif known.get("is_theirs"):
            self._leave_theirs(modifier, row)
        elif known["hash"] != _print(modifier, place):
            self._update(modifier, row, place)

    def _unclaimed(self):
        ours = {known["id"] for known in self.known.values()}
        return [row for id_, row in self.there.items() if id_ not in ours]

    def _leave_theirs(self, modifier, row):
        """Staff made it: it stays as it is."""
        if has_same_choices(modifier, row):
            theirs = {"id": row["id"], "is_theirs": True}
            self._write_down(str(modifier.id), theirs)
        else:
            self._write_down(str(modifier.id), None)
            self.problems.append(
                self.env._(
                    "BigCommerce has a modifier “%s” of its own with other choices, "
                    "which stays as it is. Rename or delete it there, or rename the "
                    "attribute in Odoo.",
                    modifier.name,
                )
            )

    def _create(self, modifier, place):
        self._write_down(str(modifier.id), {"id": None})
        try:
            row = self.modifiers.create(
                self._product_id, modifier_body(modifier, place)
            )
        except errors.DataError:
            self._write_down(str(modifier.id), None)
            raise
        self._accept(modifier, row, place)

    def _update(self, modifier, row, place):
        """Send what differs. Values that are no choice any more go last: those of staff
        stay."""
        values = self.known[str(modifier.id)]["values"]
        ids = present_ids(modifier, row, values)
        body = modifier_body(modifier, place, ids)
        bodies = body.pop("option_values", ())
        if not has_all(row, body):
            self.modifiers.update(self._product_id, row["id"], body)
        answer = {**row, **body}
        ours = {*values.values(), *ids.values()}
        answer["option_values"] = self._bring_values(row, bodies, ours)
        left = {value["id"] for value in row.get("option_values") or ()}
        for value_id in (left & set(values.values())) - set(ids.values()):
            with suppress(errors.NotFound):
                self.modifiers.delete_value(self._product_id, row["id"], value_id)
        self._accept(modifier, answer, place)

    def _bring_values(self, row, bodies, ours):
        """:return: the values as they are then"""
        there = {value["id"]: value for value in row.get("option_values") or ()}
        for body in labels_in_the_way(bodies, row, ours):
            there[body["id"]] = self._send_value(row["id"], body)
        return [
            value
            if (value := there.get(body.get("id"))) and has_all(value, body)
            else self._send_value(row["id"], body)
            for body in bodies
        ]

    def _send_value(self, modifier_id, body):
        """:return: the value as BigCommerce answers it"""
        path = (self._product_id, modifier_id)
        value_id = body.get("id")
        if value_id:
            rest = {name: value for name, value in body.items() if name != "id"}
            return self.modifiers.update_value(*path, value_id, rest)
        return self.modifiers.create_value(*path, body)

    def _accept(self, modifier, row, place):
        self.there[row["id"]] = row
        self._write_down(
            str(modifier.id),
            {
                "id": row["id"],
                "values": known_values(modifier, row),
                "hash": _print(modifier, place),
            },
        )

    def _write_down(self, key, known):
        if known:
            self.known[key] = known
        else:
            self.known.pop(key, None)
        self.mapping.sent_modifiers = dict(self.known)
        self.step.commit()

    def _tell_refused(self, modifier, error):
        self.problems.append(
            self.env._(
                "BigCommerce refused the modifier “%(name)s”: %(told)s Correct the "
                "attribute in Odoo, or what is named on BigCommerce; Odoo tries again "
                "once a day.",
                name=modifier.name,
                told=error.reason,
            )
        )


def _print(modifier, place):
    """Of this modifier at its place."""
    return f"{place} {modifiers_print([modifier])}"
