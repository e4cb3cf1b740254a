package org.holdfast.console.internal.commands;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Shell;
import org.holdfast.console.internal.Messages;
import org.holdfast.console.internal.ui.Ids;
import org.holdfast.model.ownership.NodeId;

/** Chooses a host that is to fail or to return, and shows what that would do. */
final class HostDialog extends PreviewDialog {

    private final Callable<List<NodeId>> load;
    private final Function<NodeId, Preview> outlook;
    private List<NodeId> hosts = List.of();
    private Optional<NodeId> result = Optional.empty();
    private Combo host;

    /**
     * @param load finds the hosts to choose from; called off the user-interface thread
     * @param outlook says what would happen; called off the user-interface thread
     */
    HostDialog(
            Shell parent, String title, String verb, Callable<List<NodeId>> load, Function<NodeId, Preview> outlook) {
        super(parent, title, verb);
        this.load = load;
        this.outlook = outlook;
    }

    /** The host that was confirmed. */
    Optional<NodeId> result() {
        return result;
    }

    @Override
    void createChoices(Composite parent) {
        host = choice(parent, Messages.dialog_host, Ids.DIALOG_HOST);
        host.addListener(SWT.Selection, e -> changed());
        background(load, found -> {
            hosts = found;
            host.setItems(found.stream().map(NodeId::name).toArray(String[]::new));
            host.select(0);
            changed();
        });
    }

    private void changed() {
        chosen(host, hosts).ifPresent(chosen -> ask(() -> chosen, outlook, shown -> result = Optional.of(shown)));
    }
}
