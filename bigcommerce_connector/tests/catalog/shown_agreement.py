"""The other half of ``catalog_agreement.py``: what shoppers choose of, and images."""

from decimal import Decimal

from .catalog_oracle import shown_types


class ShownAgreement:
    """Expects options, modifiers and images of one product.

    Whoever inherits it has ``name``, ``store``, ``oracle`` and ``faults``.
    """

    def _fault(self, name, what, shown, expected):
        self.faults.append(f"{name}: {what} is {shown!r}, not {expected!r}")

    def _expect(self, name, what, shown, expected):
        if what.endswith("cost_price"):
            shown, expected = shown or 0, expected or 0
        if what.endswith("weight") and shown and expected:
            # Odoo's weights have two decimals; what it would only round is not sent.
            if abs(float(shown) - float(expected)) <= 0.005:
                return
        if what.endswith("sku"):
            shown, expected = (shown or "").strip(), (expected or "").strip()
        if not is_same(shown, expected):
            self._fault(name, what, shown, expected)

    @property
    def _number(self):
        return int(self.name.rpartition("(")[2].rstrip(")"))

    # === WHAT IS CHOSEN === #

    def _compare_labels(self, said, id_, row):
        shown = {v["option_display_name"]: v["label"] for v in row["option_values"]}
        for name, label in said.labels[id_].items():
            self._expect(self.name, f"{row['sku']} {name}", shown.get(name), label)

    def _compare_options(self, said, after, sold):
        """In the order of Odoo, and shown as there.

        :param sold: ids of variants
        """
        options = {row["display_name"]: row for row in after["options"].values()}
        used = {
            (value["option_id"], value["id"])
            for number, row in after["variants"].items()
            for value in row["option_values"]
            if number in sold
        }
        for name, wanted in said.options.items():
            option = options.get(name)
            if option is None:
                self._fault(self.name, f"option {name}", None, "there")
                continue
            rows = sorted(option["option_values"], key=lambda row: row["sort_order"])
            shown = [r["label"] for r in rows if (option["id"], r["id"]) in used]
            labels = [label for label in wanted["labels"] if label in shown]
            shown = [label for label in shown if label in wanted["labels"]]
            self._expect(self.name, f"values of {name}", shown, labels)
            self._compare_look(said, name, option)
        there = sorted(options.values(), key=lambda row: row["sort_order"])
        shown = [o["display_name"] for o in there if o["display_name"] in said.options]
        self._expect(self.name, "options", shown, list(said.options))

    def _compare_look(self, said, name, option):
        mapping = self.store.product_ids.filtered(
            lambda m: m.external_id == str(self._number)
        )
        wanted = shown_types(said, name, option)
        is_theirs = (
            mapping.is_matched and "radio_buttons" in said.options[name]["types"]
        )
        if option["type"] not in wanted and not is_theirs:
            self._fault(self.name, f"type of {name}", option["type"], wanted)
        if option["type"] == "swatch":
            for row in option["option_values"]:
                color = said.options[name]["colors"].get(row["label"])
                colors = (row.get("value_data") or {}).get("colors") or []
                if color and color not in colors:
                    self._fault(self.name, f"color of {row['label']}", colors, color)

    def _compare_modifiers(self, said, after):
        shown = {
            row["display_name"]: [
                (value["label"], float(value["adjusters"]["price"]["adjuster_value"]))
                for value in sorted(row["option_values"], key=lambda v: v["sort_order"])
            ]
            for row in sorted(
                after["modifiers"].values(), key=lambda row: row["sort_order"]
            )
        }
        self._expect(self.name, "modifiers", list(shown), list(said.modifiers))
        self._expect(self.name, "choices", shown, said.modifiers)

    # === IMAGES === #

    def _compare_images(self, said, known, before, after, ids):
        """Those of staff stay; ours come once, in order, and go when Odoo's go."""
        if "images" in self.oracle.kept:
            return
        was = before["images"] if before else {}
        gallery = {r: v for r, v in said.images.items() if r._name != "product.product"}
        ours = {}
        is_found = before and not known.values
        for record, (data, text) in gallery.items():
            number, former = known.images.get(record, (None, None))
            if is_found and was:  # it keeps those that it has until Odoo's change
                ours[record] = None, data
                continue
            if former == data and (number is None or number in after["images"]):
                ours[record] = number, data
                continue
            new = [
                row
                for row in after["images"].values()
                if row["data"] == data
                and (row["id"] not in was or not known.values)
                and row["id"] not in {n for n, _data in ours.values()}
            ]
            if new:
                ours[record] = new[0]["id"], data
            else:
                self._fault(self.name, f"image of {record}", None, text)
        ended = {n for n, _data in known.images.values()} - {
            n for n, _ in ours.values()
        }
        theirs = was.keys() - ended
        expected = theirs | {number for number, _data in ours.values() if number}
        self._expect(self.name, "images", set(after["images"]), expected)
        self._compare_gallery(gallery, ours, after)
        known.images = ours
        self._compare_variant_images(said, known, before, after, ids)

    def _compare_gallery(self, gallery, ours, after):
        places = []
        for record, (number, _data) in ours.items():
            if number is None:
                continue
            row = after["images"][number]
            self._expect(self.name, "text", row["description"], gallery[record][1])
            places.append(row["sort_order"])
            if record._name == "product.template":
                self._expect(self.name, "main image", row["is_thumbnail"], True)
        self._expect(self.name, "places", places, sorted(places))

    def _compare_variant_images(self, said, known, before, after, ids):
        if not after["has_options"]:
            return
        own = {
            r.id: v[0] for r, v in said.images.items() if r._name == "product.product"
        }
        was = before["variants"] if before and not known.values else {}
        for id_ in said.variants:
            row = after["variants"].get(ids.get(id_))
            if not row or row["id"] in known.theirs:
                continue
            if was.get(row["id"], {}).get("image"):  # it was found with one
                known.theirs.add(row["id"])
            elif row["image"] != own.get(id_):
                what = f"image of {row['sku']}"
                self._fault(self.name, what, row["image"], own.get(id_))


def is_same(one, other):
    """Numbers whatever their type, to the fourth decimal; no text is like none."""
    if isinstance(one, int | float | Decimal) and not isinstance(one, bool):
        is_number = isinstance(other, int | float | Decimal)
        return is_number and abs(float(one) - float(other)) < 0.00005
    return (one or None) == (other or None) if _is_text(one, other) else one == other


def _is_text(one, other):
    return all(value is None or isinstance(value, str) for value in (one, other))
