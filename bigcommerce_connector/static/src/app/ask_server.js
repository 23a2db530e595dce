import { _t } from "@web/core/l10n/translation";
import { ConnectionLostError, RPCError } from "@web/core/network/rpc";
import { AlertDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { handleRPCError } from "@point_of_sale/app/utils/error_handlers";

/**
 * What only the server can do of web orders. The cashier waits for it and cannot click
 * twice; Odoo says only once that the connection is lost, so it is said here each time.
 *
 * @param {Object} component with its pos, dialog and env
 * @param {string} method of bigcommerce.register
 * @param {Array} args
 * @param {string} [message] what the cashier reads meanwhile, where it may take long
 * @returns undefined where it cannot be: the cashier is told why
 */
export async function askServer({ pos, dialog, env }, method, args, message) {
    env.services.ui.block(message && { message });
    try {
        return await pos.data.call("bigcommerce.register", method, args);
    } catch (error) {
        if (error instanceof ConnectionLostError) {
            dialog.add(AlertDialog, {
                title: _t("Connection Lost"),
                body: _t(
                    "Web orders are refunded and handed over once this register is connected " +
                        "again. Look at the order then, before you go on."
                ),
            });
        } else if (error instanceof RPCError) {
            handleRPCError(error, dialog);
        } else {
            throw error;
        }
        return undefined;
    } finally {
        env.services.ui.unblock();
    }
}
