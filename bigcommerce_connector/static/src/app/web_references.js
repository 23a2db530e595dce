/**
 * The web orders that an order of the register is about, as their receipts name them:
 * "BC-105" of a web order itself, and of an order that refunds lines of one.
 *
 * @param {PosOrder} order
 * @returns {string} empty for an order that has nothing to do with the web
 */
export function webReferences(order) {
    const refunded = order.lines.map((line) => line.refunded_orderline_id?.order_id);
    const found = [order, ...refunded].filter((one) => one?.source === "bigcommerce");
    // "BC-105/2" is the second transaction of BC-105.
    return [...new Set(found.map((one) => one.pos_reference.split("/")[0]))].join(", ");
}
