import * as Chrome from "@point_of_sale/../tests/pos/tours/utils/chrome_util";
import * as PaymentScreen from "@point_of_sale/../tests/pos/tours/utils/payment_screen_util";
import * as ProductScreen from "@point_of_sale/../tests/pos/tours/utils/product_screen_util";
import * as TicketScreen from "@point_of_sale/../tests/pos/tours/utils/ticket_screen_util";
import * as Dialog from "@point_of_sale/../tests/generic_helpers/dialog_util";
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
            shows('.ticket-screen .leftpane:contains("Leave it at the back door")'),
            ProductScreen.clickNumpad("2"),
            shows('.ticket-screen .leftpane:contains("To Refund: 2")'),
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
        ].flat(),
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
