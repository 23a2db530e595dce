import { describe, expect, test } from "@odoo/hoot";
import { webAmounts } from "@bigcommerce_connector/app/web_amounts";

describe.current.tags("headless");

const currency = {
    isZero: (amount) => Math.abs(amount) < 0.005,
    round: (amount) => Math.round(amount * 100) / 100,
};

/** 3 shirts at 10.83 with 8.25 % tax: the web took 2.48, not the 2.475 of the rate. */
function soldOnTheWeb() {
    const amounts = { tax_amount_currency: 2.48, tax_amount: 2.48 };
    return {
        currency,
        order_id: { source: "bigcommerce" },
        extra_tax_data: {
            price_unit: 10.83,
            discount: 0,
            quantity: 3,
            manual_total_excluded_currency: 30.01,
            manual_total_excluded: 30.01,
            manual_tax_amounts: {
                7: {
                    ...amounts,
                    base_amount_currency: 30.01,
                    base_amount: 30.01,
                },
            },
        },
    };
}

function values(details = {}) {
    return {
        quantity: 3,
        price_unit: 10.83,
        discount: 0,
        tax_ids: [{ id: 7 }],
        ...details,
    };
}

function refundOf(origin) {
    const order = { source: "mobile" };
    return { currency, order_id: order, refunded_orderline_id: origin };
}

test("a line of a web order keeps the amounts of the web", () => {
    const amounts = webAmounts(soldOnTheWeb(), values());
    expect(amounts.manual_total_excluded).toBe(30.01);
    expect(amounts.manual_tax_amounts[7].tax_amount).toBe(2.48);
});

test("a refund of the whole line gives back what was paid", () => {
    const amounts = webAmounts(refundOf(soldOnTheWeb()), values({ quantity: -3 }));
    expect(amounts.manual_total_excluded).toBe(-30.01);
    expect(amounts.manual_tax_amounts[7].tax_amount).toBe(-2.48);
});

test("a refund of one unit gives back its share, in whole cents", () => {
    const amounts = webAmounts(refundOf(soldOnTheWeb()), values({ quantity: -1 }));
    expect(amounts.manual_total_excluded).toBe(-10);
    expect(amounts.manual_tax_amounts[7].tax_amount).toBe(-0.83);
});

test("a cashier who changes price, discount or taxes decides the amount", () => {
    const line = refundOf(soldOnTheWeb());
    for (const changed of [
        { price_unit: 10 },
        { discount: 5 },
        { tax_ids: [] },
        { tax_ids: [{ id: 8 }] },
        { tax_ids: [{ id: 7 }, { id: 8 }] },
    ]) {
        expect(webAmounts(line, values({ quantity: -1, ...changed }))).toEqual({});
    }
});

test("a line of the register itself is computed as usual", () => {
    const line = { ...soldOnTheWeb(), order_id: { source: "mobile" } };
    expect(webAmounts(line, values())).toEqual({});
    expect(webAmounts({ currency, order_id: {} }, values())).toEqual({});
});
