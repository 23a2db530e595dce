import { describe, expect, test } from "@odoo/hoot";
import { webPage } from "@bigcommerce_connector/app/web_page";
import { webReferences } from "@bigcommerce_connector/app/web_references";

describe.current.tags("headless");

test("web orders follow the shop's orders over pages, none twice, none left out", () => {
    for (const shopCount of [0, 1, 29, 30, 31, 75]) {
        const shown = [];
        for (let page = 1; page <= 5; page++) {
            const { offset, limit } = webPage(page, 30, shopCount);
            const shopOnPage = Math.min(30, Math.max(0, shopCount - (page - 1) * 30));
            expect(limit).toBe(30 - shopOnPage);
            shown.push(...Array.from({ length: limit }, (_, index) => offset + index));
        }
        expect(shown).toEqual([...shown.keys()]);
    }
});

test("a receipt names the web orders that it is about, each once", () => {
    const sale = { source: "bigcommerce", pos_reference: "BC-105/2", lines: [] };
    const other = { source: "mobile", pos_reference: "264-1-1", lines: [] };
    expect(webReferences(sale)).toBe("BC-105");
    expect(webReferences(other)).toBe("");
    const refund = {
        source: "mobile",
        pos_reference: "264-1-2",
        lines: [
            { refunded_orderline_id: { order_id: sale } },
            { refunded_orderline_id: { order_id: { ...sale, pos_reference: "BC-105" } } },
            { refunded_orderline_id: { order_id: other } },
            {},
        ],
    };
    expect(webReferences(refund)).toBe("BC-105");
});
