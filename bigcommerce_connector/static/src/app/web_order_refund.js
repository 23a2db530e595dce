import { _t } from "@web/core/l10n/translation";
import { patch } from "@web/core/utils/patch";
import { PosOrder } from "@point_of_sale/app/models/pos_order";
import { SelectionPopup } from "@point_of_sale/app/components/popups/selection_popup/selection_popup";
import { ask, makeAwaitable } from "@point_of_sale/app/utils/make_awaitable_dialog";
import { TicketScreen } from "@point_of_sale/app/screens/ticket_screen/ticket_screen";
import { askServer } from "@bigcommerce_connector/app/ask_server";
import { webReferences } from "@bigcommerce_connector/app/web_references";

const RECORDED = "recorded";
const HERE_ONLY = "here_only";
const WEB_PAYMENT = "web_payment";
const BROUGHT = "brought";
const WAITING = "waiting";

/** Money of the web that leaves a drawer: whoever gives it back is asked first. */
patch(TicketScreen.prototype, {
    async onDoRefund() {
        const order = this.getSelectedOrder();
        if (order?.source === "bigcommerce" && this.getHasItemsToRefund()) {
            this.webRefund = await this._askWebRefund(order);
            if (!this.webRefund) {
                return;
            }
            if (this.webRefund === WEB_PAYMENT) {
                return this._refundToWebPayment(order);
            }
            this.webGoods = await this._askWebGoods(order);
            if (!this.webGoods) {
                return;
            }
        }
        return super.onDoRefund(...arguments);
    },
    postRefund(destinationOrder) {
        super.postRefund(...arguments);
        destinationOrder.keepWebTax();
        if (destinationOrder.refunded_order_id?.source === "bigcommerce") {
            destinationOrder.bigcommerce_is_recorded = this.webRefund === RECORDED;
            destinationOrder.bigcommerce_has_goods = this.webGoods === BROUGHT;
        }
    },

    // === WHAT THE CASHIER IS ASKED === //

    /** @returns {Promise<string|undefined>} undefined: nothing is refunded */
    async _askWebRefund(order) {
        const choice = await askServer(this, "read_refund_choice", [order.id]);
        const title = _t("Refund web order %s here?", webReferences(order));
        if (!choice) {
            return undefined;
        }
        if (choice === "ask") {
            return this._choose(title, this._webRefundChoices());
        }
        const told = _t(
            "It was paid online. What you give back here is recorded on BigCommerce as an " +
                "offline refund. To give the money back the way it was paid, refund the " +
                "order on BigCommerce instead."
        );
        const notTold = _t(
            "It was paid online, and BigCommerce is not told what you give back " +
                "here: the office has to record it there as an offline refund. To " +
                "give the money back the way it was paid, refund the order on " +
                "BigCommerce instead."
        );
        const isSure = await ask(this.dialog, {
            title,
            body: choice === "always" ? told : notTold,
            confirmLabel: _t("Refund Here"),
            cancelLabel: _t("Cancel"),
        });
        return isSure ? HERE_ONLY : undefined;
    },
    _webRefundChoices() {
        return [
            {
                item: RECORDED,
                label: _t("Refund here, and record it on BigCommerce"),
                description: _t("You give the money back."),
            },
            {
                item: HERE_ONLY,
                label: _t("Refund here only"),
                description: _t("You give the money back. The office records it on BigCommerce."),
            },
            {
                item: WEB_PAYMENT,
                label: _t("Refund to the web payment…"),
                description: _t("BigCommerce pays it back. Give no money here."),
            },
        ];
    },
    /**
     * Of an order of which a part has left, and a part still waits.
     *
     * @returns {Promise<string|undefined>} undefined: nothing is refunded
     */
    async _askWebGoods(order) {
        const isInPart = await askServer(this, "has_left_in_part", [order.id]);
        if (isInPart === undefined) {
            return undefined;
        }
        if (!isInPart) {
            return WAITING; // there is nothing to choose
        }
        return this._choose(_t("A part of this order has left. What is given back?"), [
            {
                item: BROUGHT,
                label: _t("The customer brought it"),
                description: _t("It goes back to stock. What still waits is shipped."),
            },
            {
                item: WAITING,
                label: _t("It has not left yet"),
                description: _t("It is not shipped any more."),
            },
        ]);
    },
    _choose(title, choices) {
        const list = choices.map((choice, index) => ({ id: index + 1, ...choice }));
        return makeAwaitable(this.dialog, SelectionPopup, { title, list });
    },

    // === BIGCOMMERCE PAYS IT BACK === //

    /** No order of this register: the refund is posted with the web order. */
    async _refundToWebPayment(order) {
        if (this._doesOrderHaveSoleItem(order) && !this._prepareAutoRefundOnOrder(order)) {
            return;
        }
        const details = this._getRefundableDetails(order.getPartner(), order);
        const units = details.map(({ line, qty }) => [line.id, qty]);
        const quote = await askServer(
            this,
            "quote_refund",
            [this.pos.config.id, order.id, units],
            _t("BigCommerce is asked how it can pay this back…")
        );
        const tenderId =
            quote &&
            (await this._choose(
                _t("BigCommerce pays back %s. Give no money here.", quote.amount),
                quote.tenders.map(({ id, name }) => ({ item: id, label: name }))
            ));
        const isAsked =
            tenderId &&
            (await askServer(this, "refund_to_web_payment", [quote.id, tenderId]));
        if (!isAsked) {
            return;
        }
        order.uiState.lineToRefund = {};
        this.numberBuffer.reset();
        this.pos.showWebOrderNews();
        this.env.services.notification.add(
            _t("BigCommerce pays back %s in a moment. Give no money here.", quote.amount),
            { type: "success" }
        );
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
