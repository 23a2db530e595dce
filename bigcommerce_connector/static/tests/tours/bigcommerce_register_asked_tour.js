import * as Chrome from "@point_of_sale/../tests/pos/tours/utils/chrome_util";
import * as PaymentScreen from "@point_of_sale/../tests/pos/tours/utils/payment_screen_util";
import * as ProductScreen from "@point_of_sale/../tests/pos/tours/utils/product_screen_util";
import * as TicketScreen from "@point_of_sale/../tests/pos/tours/utils/ticket_screen_util";
import * as Dialog from "@point_of_sale/../tests/generic_helpers/dialog_util";
import { registry } from "@web/core/registry";

const shows = (trigger) => ({ trigger });
const click = (trigger) => ({ trigger, run: "click" });

const openWebOrder = (reference, name) =>
    [
        Chrome.clickOrders(),
        TicketScreen.selectFilter("Web Orders"),
        TicketScreen.search("Receipt Number", reference),
        TicketScreen.selectOrder(name),
        shows(`.bigcommerce-web-order:contains("${name.replace("Web", "Web Order")}")`),
    ].flat();
const searchNothing = { trigger: ".pos-search-bar input", run: "clear" };
const staysInside = (trigger) => ({
    trigger: `${trigger}:contains("maximiliana_wilhelmine")`,
    run({ anchor }) {
        for (const one of [anchor, ...anchor.querySelectorAll("*")]) {
            if (one.clientWidth && one.scrollWidth > one.clientWidth + 1) {
                throw new Error(`Too wide: ${one.outerHTML}`);
            }
        }
    },
});
const refundOne = (choice) =>
    [
        ProductScreen.clickNumpad("1"),
        shows('.ticket-screen .leftpane:contains("To Refund: 1")'),
        TicketScreen.confirmRefund(),
        click(`.modal .selection-item:contains("${choice}")`),
    ].flat();

// The store asks the cashier; a shirt of the first order has left, and the shirts of the
// last one are collected.
registry.category("web_tour.tours").add("bigcommerce_register_asked", {
    steps: () =>
        [
            Chrome.startPoS(),
            Dialog.confirm("Open Register"),
            openWebOrder("BC-100", "Web 100"),
            refundOne("Refund here, and record it"),
            click('.modal .selection-item:contains("The customer brought it")'),
            PaymentScreen.totalIs("-21.65"),
            PaymentScreen.clickPaymentMethod("Bank"),
            PaymentScreen.clickValidate(),
            shows('.receipt-screen .pos-receipt:contains("21.65")'),
            openWebOrder("BC-101", "Web 101"),
            refundOne("Refund to the web payment"),
            shows('.modal:contains("BigCommerce pays back"):contains("21.65")'),
            shows('.modal:not(:contains("Custom"))'),
            click('.modal .selection-item:contains("Credit Card")'),
            shows('.o_notification:contains("Give no money here")'),
            shows('.bigcommerce-paid-back:contains("21.65"):contains("Credit Card")'),
            // Who begins again is told.
            refundOne("Refund to the web payment"),
            click('.modal .selection-item:contains("Credit Card")'),
            Dialog.bodyIs("BigCommerce is giving back"),
            click(".modal .btn-primary"),
            // What waits here: the last order's goods are in another warehouse.
            searchNothing,
            TicketScreen.selectFilter("To Pick"),
            shows('.ticket-screen .order-row:contains("BC-102")'),
            TicketScreen.nbOrdersIs(3),
            TicketScreen.search("Receipt Number", "BC-103"),
            shows('.ticket-screen .order-row:contains("BC-103"):contains("Outlet")'),
            TicketScreen.nbOrdersIs(1),
            searchNothing,
            TicketScreen.selectOrder("Web 102"),
            shows('.ticket-screen .order-row:contains("BC-102"):has(.fa-shopping-bag)'),
            shows('.bigcommerce-to-prepare:contains("To Pick"):contains("1 × ")'),
            shows('.bigcommerce-to-prepare a[title="Pick List"][href*="stock.report_picking/"]'),
            click(".bigcommerce-ready"),
            shows('.bigcommerce-to-prepare a[title="Packing Slip"]'),
            shows(
                '.bigcommerce-web-order:not(:has(.bigcommerce-ready)) .bigcommerce-to-prepare:contains("Packed and Ready")'
            ),
            shows('.ticket-screen .orders:not(:contains("BC-102"))'),
            TicketScreen.nbOrdersIs(2),
            TicketScreen.selectFilter("Packed and Ready"),
            shows('.ticket-screen .order-row:contains("BC-102"):contains("Packed and Ready")'),
            TicketScreen.nbOrdersIs(1),
            click(".bigcommerce-hand-over"),
            shows('.modal:contains("Web Order 102 · Ada Byron"):contains("1 × ")'),
            click('.modal .btn-primary:contains("Hand Over")'),
            shows('.o_notification:contains("Web Order 102 is handed over")'),
            shows(".bigcommerce-web-order:not(:has(.bigcommerce-hand-over))"),
            TicketScreen.noOrderIsThere(),
            openWebOrder("BC-103", "Web 103"),
            shows('.bigcommerce-to-prepare:contains("To Pick · Outlet")'),
            staysInside(".bigcommerce-web-order"),
            staysInside(".ticket-screen .order-row"),
        ].flat(),
});
