"""The reference of the Point of Sale in the notes of staff on BigCommerce."""

from odoo.addons.bigcommerce_connector.mappers.staff_notes import (
    with_reference,
    without_reference,
)


def test_a_line_is_added_to_what_staff_wrote():
    assert with_reference("", "BC-7") == "Odoo: BC-7"
    assert with_reference("Ring twice\n", "BC-7") == "Ring twice\nOdoo: BC-7"


def test_it_is_found_again_whatever_stands_around_it():
    for notes in ("Odoo: BC-7", "Ring\nOdoo: BC-7\ntwice", "see BC-7"):
        assert with_reference(notes, "BC-7") is None
    assert with_reference("Odoo: BC-71", "BC-7") == "Odoo: BC-71\nOdoo: BC-7"


def test_who_packs_reads_what_staff_wrote_without_the_line_of_ours():
    assert without_reference("Odoo: BC-7", "BC-7") == ""
    assert without_reference("Ring\r\nOdoo: BC-7\r\ntwice", "BC-7") == "Ring\ntwice"
    for theirs in ("see BC-7", "Odoo: BC-71", "", "Ring twice"):
        assert without_reference(theirs, "BC-7") == theirs
