import { patch } from "@web/core/utils/patch";
import { PosKanbanRenderer } from "@point_of_sale/backend/pos_kanban_view/pos_kanban_view";

/** Who has a web register only still has to choose a kind of shop: nobody sells in it. */
patch(PosKanbanRenderer.prototype, {
    checkDisplayedResult() {
        super.checkDisplayedResult();
        this.posState.show_predefined_scenarios ||= !this.posState.has_pos_config;
    },
});
