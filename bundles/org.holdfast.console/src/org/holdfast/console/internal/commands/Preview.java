package org.holdfast.console.internal.commands;

import java.util.List;
import org.holdfast.console.internal.ui.Icon;
import org.holdfast.model.plan.PlannedConnection;

/**
 * What would happen, as a dialog shows it before it is done.
 *
 * @param icon stands before the headline
 * @param headline one sentence
 * @param lines what else is to be known: plans, evidence, reasons of a refusal
 * @param connections what would become of each live connection
 * @param allowed whether it may be done at all
 */
record Preview(Icon icon, String headline, List<String> lines, List<PlannedConnection> connections, boolean allowed) {

    Preview {
        lines = List.copyOf(lines);
        connections = List.copyOf(connections);
    }
}
