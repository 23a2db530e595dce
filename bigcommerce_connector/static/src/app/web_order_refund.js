import { _t } from "@web/core/l10n/translation";
import { patch } from "@web/core/utils/patch";
import { PosOrder } from "@point_of_sale/app/models/pos_order";
import { ask } from "@point_of_sale/app/utils/make_awaitable_dialog";
import { TicketScreen } from "@point_of_sale/app/screens/ticket_screen/ticket_screen";
import { webReferences } from "@bigcommerce_connector/app/web_references";

/** Money of the web that leaves a drawer: whoever gives it back is told first. */
patch(TicketScreen.prototype, {
    async onDoRefund() {
        const order = this.getSelectedOrder();
        if (order?.source === "bigcommerce" && this.getHasItemsToRefund()) {
            const isSure = await ask(this.dialog, {
                title: _t("Refund web order %s here?", webReferences(order)),
                body: _t(
                    "It was paid online, and BigCommerce is not told what you give back " +
                        "here: the office has to record it there as an offline refund. To " +
                        "give the money back the way it was paid, refund the order on " +
                        "BigCommerce instead."
                ),
                confirmLabel: _t("Refund Here"),
                cancelLabel: _t("Cancel"),
            });
            if (!isSure) {
                return;
            }
        }
        return super.onDoRefund(...arguments);
    },
    postRefund(destinationOrder) {
        super.postRefund(...arguments);
        destinationOrder.keepWebTax();
    },
});

patch(PosOrder.prototype, {
    /**
     * What is refunded is taxed as it was sold: no position of this register, of a
     * preset or of the customer takes the web's tax away.
     */
    keepWebTax() {
        const isOfWeb = (line) => line.refunded_orderline_id?.order_id?.source === "bigcommerce";
        if (this.lines.some(isOfWeb)) {
            this.fiscal_position_id = undefined;
        }
    },
    updatePricelistAndFiscalPosition() {
        super.updatePricelistAndFiscalPosition(...arguments);
        this.keepWebTax();
    },
    setPreset() {
        super.setPreset(...arguments);
        this.keepWebTax();
    },
});
