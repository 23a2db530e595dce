import { patch } from "@web/core/utils/patch";
import { PosOrderline } from "@point_of_sale/app/models/pos_order_line";
import { webAmounts } from "@bigcommerce_connector/app/web_amounts";

patch(PosOrderline.prototype, {
    prepareBaseLineForTaxesComputationExtraValues() {
        const values = super.prepareBaseLineForTaxesComputationExtraValues(...arguments);
        return { ...values, ...webAmounts(this, values) };
    },
});
