from psycopg2.extras import Json

from odoo import fields


class Payload(fields.Json):
    """What BigCommerce says, as ``mappers/payload.py`` has it stored: to be read only.

    Odoo's own field copies its value each time it is read, and writes and reads it as
    text several times before it is stored: of all that an order says, that is much.
    """

    def convert_to_cache(self, value, record, validate=True):
        return value or None

    def convert_to_column(self, value, record, values=None, validate=True):
        return Json(value) if value else None

    def convert_to_record(self, value, record):
        return False if value is None else value
