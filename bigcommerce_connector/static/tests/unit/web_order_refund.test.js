import { describe, expect, test } from "@odoo/hoot";
import { PosOrder } from "@point_of_sale/app/models/pos_order";
import "@bigcommerce_connector/app/web_order_refund";

describe.current.tags("headless");

const noTax = { id: 5 };

/** An order of the register that refunds a line of an order from this source. */
function refundOf(source) {
    const values = {
        lines: [{ refunded_orderline_id: { order_id: { source } } }, {}],
        config: { default_fiscal_position_id: noTax },
        models: { "account.fiscal.position": [noTax], "product.pricelist": [] },
        fiscal_position_id: undefined,
        preset_id: undefined,
        setPricelist: () => {},
    };
    const properties = Object.entries(values).map(([name, value]) => [
        name,
        { value, writable: true },
    ]);
    return Object.create(PosOrder.prototype, Object.fromEntries(properties));
}

test("who takes a web order back keeps its tax, whatever is chosen at payment", () => {
    for (const [source, expected] of [
        ["bigcommerce", undefined],
        ["mobile", noTax],
    ]) {
        const order = refundOf(source);
        order.updatePricelistAndFiscalPosition({ fiscal_position_id: noTax });
        expect(order.fiscal_position_id).toBe(expected);
        order.setPreset({ fiscal_position_id: noTax });
        expect(order.fiscal_position_id).toBe(expected);
    }
});
