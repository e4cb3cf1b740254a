package org.holdfast.console.internal.commands;

import java.util.concurrent.ExecutionException;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;
import org.holdfast.console.internal.Messages;
import org.holdfast.model.incident.Incident;
import org.holdfast.model.plan.Plan;
import org.holdfast.model.plan.StepKind;
import org.holdfast.model.plan.StepResult;
import org.holdfast.node.CacheService;

/** Has a plan carried out by the cache node, and shows its steps as progress. */
final class CarryOutJob extends Job {

    private final CacheService cache;
    private final Plan plan;

    CarryOutJob(CacheService cache, Plan plan) {
        super(Messages.bind(Messages.migrate_job, plan.service().name(), plan.to()));
        this.cache = cache;
        this.plan = plan;
    }

    @Override
    protected IStatus run(IProgressMonitor monitor) {
        monitor.beginTask(getName(), StepKind.values().length);
        Steps steps = new Steps(monitor);
        cache.addListener(steps);
        try {
            return judge(cache.carryOut(plan).get());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Status.error(
                    Messages.bind(Messages.migrate_unwatched, plan.service().name()), e);
        } catch (ExecutionException e) {
            return Status.error(
                    Messages.bind(
                            Messages.migrate_failed,
                            plan.service().name(),
                            plan.to(),
                            e.getCause().getMessage()),
                    e.getCause());
        } finally {
            cache.removeListener(steps);
            monitor.done();
        }
    }

    private IStatus judge(Incident incident) {
        return switch (incident.state()) {
            case FAILED ->
                Status.error(Messages.bind(
                        Messages.migrate_failed,
                        plan.service().name(),
                        plan.to(),
                        Messages.bind(Messages.migrate_seeIncident, lastFailure(incident), incident.number())));
            // What was lost stands in the incident, connection by connection.
            case RUNNING, DONE, DEGRADED -> Status.OK_STATUS;
        };
    }

    private static String lastFailure(Incident incident) {
        return incident.steps().reversed().stream()
                .filter(s -> s.outcome() == StepResult.Outcome.FAILED)
                .map(s -> s.kind().label() + ": " + s.detail())
                .findFirst()
                .orElse(Messages.migrate_noFailedStep);
    }

    private final class Steps implements CacheService.Listener {

        private final IProgressMonitor monitor;
        private int shown;

        Steps(IProgressMonitor monitor) {
            this.monitor = monitor;
        }

        @Override
        public synchronized void incidentChanged(Incident incident) {
            if (incident.plan().id().equals(plan.id()) && incident.steps().size() > shown) {
                monitor.worked(incident.steps().size() - shown);
                shown = incident.steps().size();
                StepResult last = incident.steps().getLast();
                monitor.subTask(last.kind().label() + ": " + last.detail());
            }
        }
    }
}
