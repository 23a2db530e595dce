"""Rows like one that is there, by the hundred thousand."""

from odoo.tools import SQL


def copy_row(record, count, **changed):
    """Copies of a row, in one statement.

    :param record: of one row; what it stands for is not made anew
    :param SQL changed: what is different in them, by column; ``n`` is their number,
        from 0
    :return: the first new id; the others follow
    :rtype: int
    """
    cr, table = record.env.cr, record._table
    record.env.flush_all()
    cr.execute(
        "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass"
        " AND attnum > 0 AND NOT attisdropped AND attgenerated = ''"
        " AND attname != 'id'",
        [table],
    )
    columns = [name for (name,) in cr.fetchall()]
    cr.execute(SQL("SELECT max(id) + 1 FROM %s", SQL.identifier(table)))
    (first,) = cr.fetchone()
    cr.execute(
        SQL(
            "INSERT INTO %(table)s (id, %(columns)s)"
            " SELECT %(first)s + n, %(values)s"
            " FROM %(table)s one, generate_series(0, %(count)s - 1) n"
            " WHERE one.id = %(id)s",
            table=SQL.identifier(table),
            columns=SQL(", ").join(SQL.identifier(name) for name in columns),
            first=first,
            values=SQL(", ").join(
                changed.get(name) or SQL.identifier("one", name) for name in columns
            ),
            count=count,
            id=record.id,
        )
    )
    cr.execute(
        "SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)",
        [table, first + count - 1],
    )
    return first
