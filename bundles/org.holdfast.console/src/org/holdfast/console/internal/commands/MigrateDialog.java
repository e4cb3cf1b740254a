package org.holdfast.console.internal.commands;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Shell;
import org.holdfast.console.internal.Messages;
import org.holdfast.console.internal.ui.Formats;
import org.holdfast.console.internal.ui.Ids;
import org.holdfast.model.ownership.NodeId;
import org.holdfast.model.ownership.Service;
import org.holdfast.model.plan.Decision;
import org.holdfast.model.plan.Plan;
import org.holdfast.model.plan.Trigger;
import org.holdfast.node.CacheService;

/** Chooses a service and the host that it goes to; shows the plan, or why there is none. */
final class MigrateDialog extends PreviewDialog {

    private final CacheService cache;
    private final Previews previews = new Previews(Formats.local());
    private List<Service> services = List.of();
    private List<NodeId> targets = List.of();
    private Optional<Plan> result = Optional.empty();
    private Combo service;
    private Combo target;

    MigrateDialog(Shell parent, CacheService cache) {
        super(parent, Messages.migrate_title, Messages.migrate_verb);
        this.cache = cache;
    }

    /** The plan that was shown and confirmed. */
    Optional<Plan> result() {
        return result;
    }

    @Override
    void createChoices(Composite parent) {
        service = choice(parent, Messages.dialog_service, Ids.DIALOG_SERVICE);
        target = choice(parent, Messages.dialog_target, Ids.DIALOG_HOST);
        service.addListener(SWT.Selection, e -> serviceChanged());
        target.addListener(SWT.Selection, e -> targetChanged());
        background(cache::services, found -> {
            services = found;
            service.setItems(found.stream().map(Service::name).toArray(String[]::new));
            service.select(0);
            serviceChanged();
        });
    }

    private void serviceChanged() {
        chosen(service, services)
                .ifPresent(chosen -> background(() -> targets(chosen), found -> {
                    targets = found;
                    target.setItems(found.stream().map(NodeId::name).toArray(String[]::new));
                    target.select(0);
                    targetChanged();
                }));
    }

    /** The hosts that the policy names, but for the one where the service is. */
    private List<NodeId> targets(Service of) {
        Optional<NodeId> owner = cache.cluster().declaredOwner(of.name()).map(o -> o.node());
        return Stream.concat(Stream.of(of.failover().home()), of.failover().failoverHosts().stream())
                .filter(host -> owner.filter(host::equals).isEmpty())
                .toList();
    }

    private void targetChanged() {
        Optional<Service> what = chosen(service, services);
        Optional<NodeId> where = chosen(target, targets);
        if (what.isPresent() && where.isPresent()) {
            ask(
                    () -> cache.simulate(Trigger.MIGRATION, what.get().name(), where.get()),
                    previews::migration,
                    (Decision decision) ->
                            result = decision instanceof Plan plan ? Optional.of(plan) : Optional.empty());
        }
    }
}
