import { describe, expect, test } from "@odoo/hoot";
import { TicketScreen } from "@point_of_sale/app/screens/ticket_screen/ticket_screen";
import { webPage } from "@bigcommerce_connector/app/web_page";
import { webReferences } from "@bigcommerce_connector/app/web_references";
import "@bigcommerce_connector/app/web_orders_unposted";

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

/** The screen, where `call` answers what is asked of the server. */
const screenOf = (call, page = 1) =>
    Object.assign(Object.create(TicketScreen.prototype), {
        webQuestion: 0,
        state: {
            webFilter: "BIGCOMMERCE_TO_PICK",
            webOrders: [],
            unpostedWebOrders: [],
            page,
            nbrByPage: 30,
            search: { searchTerm: "" },
        },
        pos: {
            config: { id: 1 },
            data: { call, loadServerOrders: () => [] },
            screenState: { ticketSCreen: { totalCount: 0 } },
        },
        _computeSyncedOrdersDomain: () => [],
    });

test("what is answered late overwrites nothing that was asked since", async () => {
    const answers = [];
    const call = (_model, method) =>
        method === "search_posted" ? new Promise((answer) => answers.push(answer)) : [];
    const screen = screenOf(call);
    const late = screen._fetchSyncedOrders();
    const last = screen._fetchSyncedOrders();
    answers[1]({ orders: [{ ids: [2] }], count: 1 });
    await last;
    answers[0]({ orders: [{ ids: [1] }], count: 9 });
    await late;
    expect(screen.state.webOrders).toEqual([{ ids: [2] }]);
    expect(screen.pos.screenState.ticketSCreen.totalCount).toBe(1);
});

test("the first page follows a last one whose only order no longer waits", async () => {
    const call = (_model, _method, _args, { offset }) => ({
        orders: offset ? [] : [{ ids: [1] }],
        count: 30,
    });
    const screen = screenOf(call, 2);
    await screen._fetchSyncedOrders();
    expect(screen.state.page).toBe(1);
    expect(screen.state.webOrders).toEqual([{ ids: [1] }]);
    expect(screen.pos.screenState.ticketSCreen.totalCount).toBe(30);
});

test("orders to be prepared are those of a stage, until something is searched", async () => {
    const asked = [];
    const call = (_model, method, _args, { stage }) => {
        asked.push(method === "search_posted" ? stage : method);
        return method === "search_posted" ? { orders: [], count: 0 } : [];
    };
    const screen = screenOf(call);
    await screen._fetchSyncedOrders();
    screen.state.webFilter = "BIGCOMMERCE_READY";
    await screen._fetchSyncedOrders();
    Object.assign(screen.state.search, { searchTerm: "108", fieldName: "REFERENCE" });
    await screen._fetchSyncedOrders();
    expect(asked).toEqual(["to_pick", "ready", "", "search_unposted"]);
});
