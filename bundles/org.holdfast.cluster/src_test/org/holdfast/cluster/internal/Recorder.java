package org.holdfast.cluster.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.holdfast.cluster.AppliedPolicies;
import org.holdfast.cluster.Cluster;
import org.holdfast.cluster.Message;
import org.holdfast.model.cluster.ClusterView;
import org.holdfast.model.ownership.NodeId;

/** A listener that notes everything down and lets a test wait for what it wants to see. */
final class Recorder implements Cluster.Listener {

    private static final long PATIENCE_SECONDS = 30;

    /** What was heard. */
    sealed interface Heard {
        record View(ClusterView view) implements Heard {}

        record Died(NodeId node, List<String> evidence) implements Heard {}

        record Returned(NodeId node) implements Heard {}

        record Renewed(String service, long epoch, Duration validFor) implements Heard {}

        record Lost(String service, long epoch, String why) implements Heard {}

        record Policies(AppliedPolicies policies) implements Heard {}

        record Said(NodeId from, Message message) implements Heard {}
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition more = lock.newCondition();
    private final List<Heard> all = new ArrayList<>();

    @Override
    public void viewChanged(ClusterView view) {
        note(new Heard.View(view));
    }

    @Override
    public void memberDied(NodeId node, List<String> evidence) {
        note(new Heard.Died(node, evidence));
    }

    @Override
    public void memberReturned(NodeId node) {
        note(new Heard.Returned(node));
    }

    @Override
    public void leaseRenewed(String service, long epoch, Duration validFor) {
        note(new Heard.Renewed(service, epoch, validFor));
    }

    @Override
    public void leaseLost(String service, long epoch, String why) {
        note(new Heard.Lost(service, epoch, why));
    }

    @Override
    public void policiesApplied(AppliedPolicies policies) {
        note(new Heard.Policies(policies));
    }

    @Override
    public void message(NodeId from, Message message) {
        note(new Heard.Said(from, message));
    }

    /** Waits for the first of a kind that fits, past ones included. */
    <T extends Heard> T await(String what, Class<T> kind, Predicate<T> fits) throws InterruptedException {
        long left = TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        lock.lock();
        try {
            while (true) {
                for (Heard heard : all) {
                    if (kind.isInstance(heard) && fits.test(kind.cast(heard))) {
                        return kind.cast(heard);
                    }
                }
                if (left <= 0) {
                    throw new AssertionError("waited in vain for " + what + "; heard " + all);
                }
                left = more.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    <T extends Heard> List<T> all(Class<T> kind) {
        lock.lock();
        try {
            return all.stream().filter(kind::isInstance).map(kind::cast).toList();
        } finally {
            lock.unlock();
        }
    }

    private void note(Heard heard) {
        lock.lock();
        try {
            all.add(heard);
            more.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
