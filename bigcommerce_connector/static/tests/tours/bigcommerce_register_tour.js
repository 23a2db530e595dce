import * as Chrome from "@point_of_sale/../tests/pos/tours/utils/chrome_util";
import * as PaymentScreen from "@point_of_sale/../tests/pos/tours/utils/payment_screen_util";
import * as ProductScreen from "@point_of_sale/../tests/pos/tours/utils/product_screen_util";
import * as TicketScreen from "@point_of_sale/../tests/pos/tours/utils/ticket_screen_util";
import * as Dialog from "@point_of_sale/../tests/generic_helpers/dialog_util";
import * as Offline from "@point_of_sale/../tests/generic_helpers/offline_util";
import { rpc } from "@web/core/network/rpc";
import { registry } from "@web/core/registry";

const shows = (trigger) => ({ trigger });
const click = (trigger) => ({ trigger, run: "click" });
const row = (text) => shows(`.ticket-screen .order-row:contains("${text}")`);

/** The shop's server, meanwhile: the administrator runs the flow of web orders. */
const syncOrders = {
    trigger: "body",
    run: async () => {
        const asAdmin = (method, args) =>
            rpc("/jsonrpc", {
                service: "object",
                method: "execute_kw",
                args: [odoo.info.db, 2, "admin", "ir.cron", method, args],
            });
        const crons = await asAdmin("search", [[["name", "like", ": orders"]]]);
        await asAdmin("method_direct_trigger", [crons]);
    },
};

registry.category("web_tour.tours").add("bigcommerce_register_refund", {
    steps: () =>
        [
            Chrome.startPoS(),
            Dialog.confirm("Open Register"),
            Chrome.clickOrders(),
            TicketScreen.selectFilter("Paid"),
            TicketScreen.nbOrdersIs(0),
            TicketScreen.selectFilter("Web Orders"),
            row("BC-100"),
            // Sold for 21.65, then one more: one row with its net.
            row('BC-101"):contains("Ada Byron"):contains("Awaiting Fulfillment"):contains("43.30'),
            TicketScreen.nbOrdersIs(2),
            // One more is placed meanwhile.
            syncOrders,
            shows('.o_notification:contains("Web order 103"):contains("Ada Byron"):contains("21.65")'),
            row("BC-103"),
            TicketScreen.nbOrdersIs(3),
            shows('.bigcommerce-unposted:contains("Web Order 102"):contains("Awaiting Payment")'),
            shows('.bigcommerce-unposted:contains("It is posted once")'),
            TicketScreen.selectOrder("Web 101"),
            shows('.bigcommerce-web-order:contains("555-0100"):contains("Austin")'),
            // An edit took no money.
            shows('.bigcommerce-web-order .text-danger:contains("Still to be paid"):contains("21.65")'),
            shows('.bigcommerce-web-order:not(:contains("Paid online by card"))'),
            shows('.bigcommerce-part.active:contains("First sale")'),
            click('.bigcommerce-part:contains("BC-101/2"):contains("1 → 2")'),
            shows('.bigcommerce-part.active:contains("BC-101/2")'),
            shows(".leftpane:has(.orderline):has(.edit-order-payment.d-none)"),
            TicketScreen.search("Receipt Number", "BC-100"),
            shows('.ticket-screen .orders:not(:contains("BC-101"))'),
            shows(".ticket-screen:not(:has(.bigcommerce-unposted))"),
            // Who searches where she always does finds it too.
            TicketScreen.selectFilter("Active"),
            row("BC-100"),
            TicketScreen.selectFilter("Paid"),
            row("BC-100"),
            TicketScreen.nbOrdersIs(1),
            TicketScreen.selectOrder("Web 100"),
            row('Ada Byron"):contains("64.95'),
            shows('.bigcommerce-web-order:contains("Paid online by card")'),
            shows(".bigcommerce-web-order:not(:has(.text-danger))"),
            // Once, as the order's own note.
            shows('.ticket-screen .leftpane:contains("Leave it at the back door")'),
            shows('.bigcommerce-web-order:not(:contains("back door"))'),
            ProductScreen.clickNumpad("2"),
            shows('.ticket-screen .leftpane:contains("To Refund: 2")'),
            // Without a connection nothing can be asked, and each time it is said.
            Offline.setOfflineMode(),
            [1, 2].map(() => [
                TicketScreen.confirmRefund(),
                Dialog.bodyIs("Web orders are refunded and handed over once"),
                click(".modal .btn-primary"),
                shows("body:not(:has(.modal))"),
            ]),
            Offline.setOnlineMode(),
            TicketScreen.confirmRefund(),
            Dialog.bodyIs("It was paid online, and BigCommerce is not told"),
            Dialog.confirm("Refund Here"),
            PaymentScreen.isShown(),
            // Two of three, with their share of the web's tax: not 40.00.
            PaymentScreen.totalIs("-43.30"),
            PaymentScreen.clickPaymentMethod("Bank"),
            PaymentScreen.clickValidate(),
            shows('.receipt-screen .pos-receipt:contains("43.30")'),
            shows('.receipt-screen .pos-receipt:contains("Web order BC-100")'),
            shows('.receipt-screen .pos-receipt:not(:contains("Change"))'),
            Chrome.clickOrders(),
            TicketScreen.selectFilter("Paid"),
            row("43.30"),
            TicketScreen.nbOrdersIs(1),
        ].flat(Infinity),
});

// Its rows come after its number.
const pageIs = (text, names, count = names.length) => [
    names.map(row),
    shows(`.ticket-screen .page:contains("${text}")`),
    names.length ? TicketScreen.nbOrdersIs(count) : TicketScreen.noOrderIsThere(),
];
// Odoo's helper has invoice numbers of its own journal.
const searchFor = (field, term) => [
    {
        trigger: ".pos-search-bar input",
        run: (helpers) => helpers.edit(typeof term === "function" ? term() : term),
    },
    click(`.pos-search-bar .search ul li:contains("${field}")`),
];
const finds = (field, term, names) => [
    searchFor(field, term),
    pageIs(names.length ? `1-${names.length} / ${names.length}` : "0/0", names),
];
const invoice = () => decodeURIComponent(document.cookie.match(/invoice=([^;]+)/)[1]);
const today = () => {
    const [year, month, day] = new Date().toISOString().slice(0, 10).split("-");
    return `${month}/${day}/${year}`;
};

// 70 orders: 100 to 169; see the test for what became of them.
registry.category("web_tour.tours").add("bigcommerce_register_finds", {
    steps: () =>
        [
            Chrome.startPoS(),
            Dialog.confirm("Open Register"),
            Chrome.clickOrders(),
            TicketScreen.selectFilter("Web Orders"),
            pageIs("1-30 / 67", ["BC-169", "BC-139"], 30),
            row('BC-163"):contains("43.30'), // edited: one row with its net
            row('BC-140"):contains("0.00'), // refunded on BigCommerce
            shows('.bigcommerce-unposted:contains("Web Order 105"):contains("Web Order 151")'),
            click(".ticket-screen .next"),
            pageIs("31-60 / 67", ["BC-138"], 30),
            row('BC-123"):contains("43.30'),
            shows(".ticket-screen:not(:has(.bigcommerce-unposted))"),
            click(".ticket-screen .next"),
            pageIs("61-67 / 67", ["BC-107", "BC-100"], 7),
            click(".ticket-screen .previous"),
            pageIs("31-60 / 67", ["BC-138"], 30),
            finds("Reference", "Web 133", ["BC-133"]),
            finds("Receipt Number", "BC-133/2", ["BC-133"]),
            finds("Receipt Number", "#169", ["BC-169"]),
            finds("Customer", "Shopper 07", ["BC-107", "BC-142"]),
            finds("Receipt Number", "shopper07@", ["BC-107", "BC-142"]),
            finds("Customer", "Shopper 28", ["BC-163"]),
            shows('.bigcommerce-unposted:contains("Web Order 128"):not(:contains("105"))'),
            finds("Invoice Number", invoice, ["BC-110"]),
            searchFor("Date", today()),
            pageIs("1-30 / 67", ["BC-169"], 30),
            click(".ticket-screen .next"),
            pageIs("31-60 / 67", ["BC-138"], 30),
            finds("Date", "01/31/2000", []),
            // Under every filter, behind the shop's own.
            searchFor("Customer", "Shopper 07"),
            ["Active", "Ongoing", "Paid"].map((filter) => [
                TicketScreen.selectFilter(filter),
                row("BC-107"),
                row("BC-142"),
                TicketScreen.nbOrdersIs(2),
            ]),
        ].flat(Infinity),
});

registry.category("web_tour.tours").add("bigcommerce_register_without_web_orders", {
    steps: () =>
        [
            Chrome.startPoS(),
            Dialog.confirm("Open Register"),
            Chrome.clickOrders(),
            { trigger: ".pos-search-bar .filter", run: "click" },
            shows('.pos-search-bar .filter ul li:contains("Paid")'),
            shows('.pos-search-bar .filter ul:not(:contains("Web Orders"))'),
        ].flat(),
});
