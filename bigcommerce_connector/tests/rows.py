"""All rows that some work made or changed, as texts that another run can be held to.

New records are named by what they are of, not by their ids; times and numbers that
sequences give are left out.
"""

import re
from collections import Counter
from datetime import UTC, datetime
from itertools import zip_longest

from odoo.tools import SQL

# What is compared, and which columns tell new rows apart. Those above are named before.
TABLES = {
    "res_partner": (),
    "bigcommerce_customer": (),
    "bigcommerce_order": ("external_id",),
    "bigcommerce_order_line": ("order_id", "key"),
    "bigcommerce_order_log": ("order_id",),
    "mail_activity": (),
    "pos_config": (),
    "pos_session": (),
    "pos_order": ("pos_reference",),
    "pos_order_line": ("order_id",),
    "account_tax_pos_order_line_rel": ("pos_order_line_id",),
    "pos_payment": ("uuid",),
    "stock_picking": ("pos_order_id",),
    "stock_move": ("picking_id", "product_id"),
    "stock_move_line": ("move_id",),
    "stock_quant": ("product_id", "location_id"),
    "product_value": (),
    "product_product": (),
    "account_move": (),
    "account_move_line": ("move_id", "account_id", "balance", "name"),
    "account_partial_reconcile": (),
    "account_payment": (),
    "account_bank_statement_line": (),
}
_TIMES = {"date_order", "in_date"}  # these are the web's, or another row's
_CHANCE = {
    "id",
    "access_token",
    "ticket_code",
    "sequence_number",
    "token_hash",
    "sync_seconds",
}
_CHANCE_OF = {("pos_config", "uuid")}
_TIME_TYPES = {1082, 1114, 1184}  # date, timestamp, with time zone
# Texts with a number that a sequence has given.
_NUMBERED = {
    "complete_name",
    "display_name",
    "invoice_origin",
    "matching_number",
    "memo",
    "move_name",
    "name",
    "note",
    "origin",
    "payment_reference",
    "ref",
    "reference",
    "sequence_prefix",
}


class Rows:
    """Tells what is new from what was there when it was made."""

    def __init__(self, cr):
        self._cr = cr
        self._made = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
        self._references = self._read_references()
        tables = {*TABLES, *self._references.values()}
        self._last = {
            table: self._last_id(table)
            for table in tables
            if not table.endswith("_rel")
        }

    def read(self):
        """:return: how often each row is there, by table
        :rtype: dict[str, Counter]
        """
        rows = {table: self._select(table) for table in TABLES}
        names = {}
        for table, keys in TABLES.items():
            names[table] = self._name(table, rows[table], keys, names)
        return {
            table: Counter(self._text(table, row, names) for row in found)
            for table, found in rows.items()
        }

    def _last_id(self, table):
        self._cr.execute(SQL("SELECT max(id) FROM %s", SQL.identifier(table)))
        return self._cr.fetchone()[0] or 0

    def _read_references(self):
        """The table that a column refers to, by table and column."""
        self._cr.execute(
            "SELECT one.conrelid::regclass::text, attname, confrelid::regclass::text"
            " FROM pg_constraint one JOIN pg_attribute"
            "  ON attrelid = one.conrelid AND attnum = one.conkey[1]"
            " WHERE contype = 'f' AND array_length(one.conkey, 1) = 1"
            "  AND one.conrelid::regclass::text = ANY(%s)",
            [list(TABLES)],
        )
        return {(table, column): other for table, column, other in self._cr.fetchall()}

    def _select(self, table):
        self._cr.execute(SQL("SELECT * FROM %s", SQL.identifier(table)))
        columns = [
            (column.name, column.type_code in _TIME_TYPES)
            for column in self._cr.description
        ]
        return [
            {
                name: value
                for (name, is_time), value in zip(columns, row, strict=True)
                if name in _TIMES or not is_time
            }
            for row in self._cr.fetchall()
        ]

    def _name(self, table, rows, keys, names):
        """Names of the new rows by their ids."""
        new = [row for row in rows if row.get("id", 0) > self._last.get(table, 0)]
        new.sort(
            key=lambda row: [
                *(str(self._plain(table, key, row[key], names)) for key in keys),
                row["id"],
            ]
        )
        return {row["id"]: f"new {place:04}" for place, row in enumerate(new)}

    def _plain(self, table, column, value, names):
        other = self._references.get((table, column))
        if isinstance(value, datetime):
            return "now" if value >= self._made else value
        if not value or not other:
            is_numbered = column in _NUMBERED and isinstance(value, str)
            return re.sub(r"\d+", "#", value) if is_numbered else value
        if other in names:
            return names[other].get(value, value)
        return "new" if value > self._last.get(other, 0) else value

    def _text(self, table, row, names):
        if table == "mail_activity":
            documents = names.get((row["res_model"] or "").replace(".", "_"), {})
            row = {**row, "res_id": documents.get(row["res_id"], row["res_id"])}
        return tuple(
            (column, repr(self._plain(table, column, value, names)))
            for column, value in sorted(row.items())
            if column not in _CHANCE and (table, column) not in _CHANCE_OF
        )


def differences(one, other):
    """What differs, by table: the columns of rows that are alike, and rows too many.

    :param dict one, other: see :meth:`Rows.read`
    :rtype: dict[str, list]
    """
    found = {}
    for table, rows in one.items():
        mine = sorted((rows - other[table]).elements())
        theirs = sorted((other[table] - rows).elements())
        if mine or theirs:
            found[table] = [
                sorted(set(a or ()) ^ set(b or ()))
                for a, b in zip_longest(mine, theirs)
            ]
    return found
