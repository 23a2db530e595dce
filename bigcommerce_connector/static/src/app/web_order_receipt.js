import { patch } from "@web/core/utils/patch";
import { ReceiptHeader } from "@point_of_sale/app/screens/receipt_screen/receipt/receipt_header/receipt_header";
import { webReferences } from "@bigcommerce_connector/app/web_references";

patch(ReceiptHeader.prototype, {
    get webReferences() {
        return webReferences(this.order);
    },
});
