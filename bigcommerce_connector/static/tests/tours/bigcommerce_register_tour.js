import * as Chrome from "@point_of_sale/../tests/pos/tours/utils/chrome_util";
import * as PaymentScreen from "@point_of_sale/../tests/pos/tours/utils/payment_screen_util";
import * as ProductScreen from "@point_of_sale/../tests/pos/tours/utils/product_screen_util";
import * as TicketScreen from "@point_of_sale/../tests/pos/tours/utils/ticket_screen_util";
import * as Dialog from "@point_of_sale/../tests/generic_helpers/dialog_util";
import { registry } from "@web/core/registry";

const shows = (trigger) => ({ trigger });
const row = (text) => shows(`.ticket-screen .order-row:contains("${text}")`);

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
            row("BC-101"),
            TicketScreen.nbOrdersIs(2),
            shows('.bigcommerce-unposted:contains("Web Order 102"):contains("Awaiting Payment")'),
            TicketScreen.search("Receipt Number", "BC-100"),
            shows('.ticket-screen .orders:not(:contains("BC-101"))'),
            shows(".ticket-screen:not(:has(.bigcommerce-unposted))"),
            // Who searches where she always does finds it too.
            TicketScreen.selectFilter("Paid"),
            row("BC-100"),
            TicketScreen.nbOrdersIs(1),
            TicketScreen.selectOrder("Web 100"),
            row('Ada Byron"):contains("64.95'),
            shows('.ticket-screen .leftpane:contains("Leave it at the back door")'),
            ProductScreen.clickNumpad("2"),
            shows('.ticket-screen .leftpane:contains("To Refund: 2")'),
            TicketScreen.confirmRefund(),
            Dialog.bodyIs("BigCommerce, which is not told"),
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
