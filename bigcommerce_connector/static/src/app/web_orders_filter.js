import { _t } from "@web/core/l10n/translation";
import { patch } from "@web/core/utils/patch";
import { useEffect } from "@odoo/owl";
import { TicketScreen } from "@point_of_sale/app/screens/ticket_screen/ticket_screen";
import { webPage } from "@bigcommerce_connector/app/web_page";

export const WEB_ORDERS = "BIGCOMMERCE";
// Of web orders whose goods wait, by the stages of the server.
const STAGES = {
    BIGCOMMERCE_TO_PICK: { stage: "to_pick", text: _t("To Pick") },
    BIGCOMMERCE_READY: { stage: "ready", text: _t("Packed and Ready") },
};
// What is printed on papers, and whom they are for: web orders are known by it, too.
const NAMED_BY = ["REFERENCE", "RECEIPT_NUMBER", "PARTNER"];

/**
 * "Web Orders" beside "Paid": those of the web registers, in a list of their own so that
 * they do not fill the shop's. What is searched is found under every filter: web orders
 * follow those of the shop. Whatever else the screen does with paid orders (pages,
 * search, receipt, refund) it does with them, so its own filter stays SYNCED.
 *
 * A web order is one row, whatever became of it: that of its first sale.
 *
 * Below it those whose goods wait in the warehouse of this register. Who searches finds
 * the others under these filters, too.
 */
patch(TicketScreen.prototype, {
    setup() {
        super.setup(...arguments);
        Object.assign(this.state, { webFilter: "", webOrders: [] });
        this.webQuestion = 0; // counts them: only the last one is answered
        const known = this.pos.webOrderNews;
        useEffect(
            (news) => {
                if (news !== known && this.state.webFilter) {
                    this._fetchSyncedOrders();
                }
            },
            () => [this.pos.webOrderNews]
        );
    },
    async onFilterSelected(selectedFilter) {
        this._clearWebOrders();
        const isWeb = selectedFilter === WEB_ORDERS || selectedFilter in STAGES;
        Object.assign(this.state, { webFilter: isWeb ? selectedFilter : "", page: 1 });
        await super.onFilterSelected(isWeb ? "SYNCED" : selectedFilter);
        await this._addWebOrders();
    },
    async onSearch() {
        this._clearWebOrders();
        await super.onSearch(...arguments);
        await this._addWebOrders();
    },
    /** What was asked before is of no interest any more, whenever its answer comes. */
    _clearWebOrders() {
        this.webQuestion += 1;
        this.state.webOrders = [];
    },
    _getFilterOptions() {
        const options = super._getFilterOptions();
        if (this.pos.config.bigcommerce_has_web_orders) {
            options.set(WEB_ORDERS, { text: _t("Web Orders") });
        }
        if (this.pos.config.bigcommerce_prepares) {
            for (const [filter, { text }] of Object.entries(STAGES)) {
                options.set(filter, { text, indented: true });
            }
        }
        return options;
    },
    getSearchBarConfig() {
        const config = super.getSearchBarConfig();
        const { webFilter } = this.state;
        return webFilter ? { ...config, defaultFilter: webFilter } : config;
    },

    // === WHAT IS FOUND === //

    /** Whether web orders are among what is listed now. */
    get listsWebOrders() {
        const { webFilter, search } = this.state;
        return Boolean(
            webFilter || (search.searchTerm && this.pos.config.bigcommerce_has_web_orders)
        );
    },
    /** Which goods the listed web orders are to have waiting here; empty: any, or none. */
    get webStage() {
        const { webFilter, search } = this.state;
        return search.searchTerm ? "" : STAGES[webFilter]?.stage || "";
    },
    /** What web orders are searched by beside what is searched of their transactions. */
    get webOrderTerm() {
        const { searchTerm, fieldName, partnerId } = this.state.search;
        return NAMED_BY.includes(fieldName) && !partnerId ? searchTerm || "" : "";
    },
    async _fetchSyncedOrders() {
        const question = (this.webQuestion += 1);
        let shopCount = 0;
        if (!this.state.webFilter) {
            await super._fetchSyncedOrders();
            if (!this.listsWebOrders || question !== this.webQuestion) {
                return;
            }
            shopCount = this.pos.screenState.ticketSCreen.totalCount;
        }
        const count = await this._fetchWebOrders(shopCount);
        if (count !== undefined) {
            this.pos.screenState.ticketSCreen.totalCount = shopCount + count;
        }
    },
    /** Under a filter of what is not paid yet: the newest that are found, on one page. */
    async _addWebOrders() {
        if (this.state.filter !== "SYNCED" && this.listsWebOrders) {
            await this._fetchWebOrders(0);
        }
    },
    /**
     * Load the web orders of the page that is shown.
     *
     * @param {number} shopCount of the shop's own orders that come before them
     * @returns {Promise<number|undefined>} how many there are on all pages; undefined
     *     where something else was asked meanwhile
     */
    async _fetchWebOrders(shopCount) {
        const question = this.webQuestion;
        const { page, nbrByPage } = this.state;
        const { offset, limit } = webPage(page, nbrByPage, shopCount);
        const found = await this.pos.data.call("bigcommerce.register", "search_posted", [], {
            config_id: this.pos.config.id,
            domain: this._computeSyncedOrdersDomain(),
            term: this.webOrderTerm,
            limit: Math.max(limit, 1), // 0 is no limit to Odoo
            offset,
            stage: this.webStage,
        });
        if (!found.orders.length && page > 1 && this.state.webFilter) {
            // What was on the last page is handed over, say.
            if (question === this.webQuestion) {
                this.state.page = 1;
                return this._fetchWebOrders(shopCount);
            }
            return undefined;
        }
        const rows = found.orders.slice(0, limit);
        const ids = rows.flatMap((row) => row.ids);
        if (ids.length) {
            // What was refunded of them elsewhere may have changed: always read anew.
            await this.pos.data.loadServerOrders([["id", "in", ids]]);
        }
        if (question !== this.webQuestion) {
            return undefined;
        }
        this.state.webOrders = rows;
        return found.count;
    },

    // === ITS ROWS === //

    getFilteredOrderList() {
        const orders = this.pos.models["pos.order"];
        const rows = this.listsWebOrders ? this.state.webOrders : [];
        const web = rows.map((row) => orders.get(row.ids[0])).filter(Boolean);
        if (this.state.webFilter) {
            return web;
        }
        const { page, nbrByPage } = this.state;
        if (this.state.filter !== "SYNCED") {
            const open = super.getFilteredOrderList();
            return page === 1 ? [...open, ...web] : open;
        }
        // Web orders that were loaded take no place on the pages of the shop's own.
        const unpaged = Object.create(this, {
            state: { value: { ...this.state, page: 1, nbrByPage: Infinity } },
        });
        const shop = super.getFilteredOrderList
            .call(unpaged)
            .filter((order) => order.source !== "bigcommerce")
            .slice((page - 1) * nbrByPage, page * nbrByPage);
        return [...shop, ...web];
    },
    /** The web order whose row an order of the register is; undefined: it is the shop's. */
    webOrderOf(order) {
        return this.state.webOrders.find((row) => row.ids.includes(order.id));
    },
    getCustomer(order) {
        return this.webOrderOf(order)?.customer || order.partner_id?.name;
    },
    getTotal(order) {
        const row = this.webOrderOf(order);
        return row ? this.env.utils.formatCurrency(row.net) : super.getTotal(order);
    },
    getStatus(order) {
        return this.webOrderOf(order)?.status || super.getStatus(order);
    },
    isHighlighted(order) {
        const selected = this.getSelectedOrder();
        const row = this.webOrderOf(order);
        return row && selected ? row.ids.includes(selected.id) : super.isHighlighted(order);
    },
});
