package org.holdfast.agent.internal;

import java.io.IOException;
import java.time.Instant;
import org.holdfast.cache.handover.ConnectionInformation;
import org.holdfast.linux.RepairSocket;
import org.holdfast.linux.StreamSocket;
import org.holdfast.model.net.FourTuple;
import org.holdfast.model.ownership.Service;
import org.holdfast.model.plan.ConnectionOutcome;
import org.holdfast.model.plan.ConnectionOutcome.Fate;
import org.holdfast.model.plan.Plan;
import org.holdfast.model.plan.PlannedConnection;

/**
 * One connection on its way through a takeover. A step that fails ends its way: it keeps the first reason and is reset
 * at the end. Confined to one thread at a time.
 */
final class Candidate {

    private final Plan plan;
    private final PlannedConnection planned;
    private final ConnectionInformation information;

    private volatile Replay replay;
    private volatile boolean replayed;
    private RepairSocket socket;
    private Fate fate = Fate.LOST;
    private String reason = "";

    /**
     * Starts on its way.
     *
     * @param information what the cache sent of it; null when it sent nothing
     */
    Candidate(Plan plan, PlannedConnection planned, ConnectionInformation information) {
        this.plan = plan;
        this.planned = planned;
        this.information = information;
        if (!Takeover.wantsContinuation(planned)) {
            reason = planned.verdict().reason().meaning() + " "
                    + planned.verdict().detail();
        } else if (information == null) {
            reason = "the cache handed nothing over for it";
        } else if (!information.state().isComplete()) {
            reason = "bytes were acknowledged that were never captured";
        }
    }

    FourTuple tuple() {
        return planned.tuple();
    }

    boolean isToBeContinued() {
        return reason.isEmpty();
    }

    boolean isContinued() {
        return fate == Fate.CONTINUED;
    }

    void replay(Kernel kernel, Service service) {
        try {
            StreamSocket application = kernel.connect(service.application().local());
            replay = new Replay(information, application, service.failover().comparison());
            replay.run();
            replayed = true;
        } catch (IOException | RuntimeException e) {
            giveUp("replay: " + e.getMessage());
        }
    }

    /** Ends a replay that isn't done yet. */
    void stopReplay() {
        Replay current = replay;
        if (current != null && !replayed) {
            current.close();
        }
    }

    void rebuild(Kernel kernel, Instant now) {
        try {
            socket = kernel.rebuild(information.state(), now);
        } catch (IOException | RuntimeException e) {
            giveUp("rebuild: " + e.getMessage());
        }
    }

    /** Goes on, or tells the remote host that it is over. Only while this host may send. */
    void resume(Kernel kernel, ContinuedConnections continued) {
        if (isToBeContinued()) {
            try {
                ContinuedConnection connection =
                        new ContinuedConnection(information.state(), socket, replay.takeApplication());
                continued.add(connection);
                connection.resume(information.unacknowledged());
                if (information.unacknowledged().length == 0) {
                    kernel.acknowledge(information.state());
                }
                fate = Fate.CONTINUED;
                return;
            } catch (IOException | RuntimeException e) {
                giveUp("resume: " + e.getMessage());
            }
        }
        reset(kernel);
    }

    private void reset(Kernel kernel) {
        if (information == null) {
            return;
        }
        try {
            kernel.reset(planned.tuple(), information.state().sndUna());
            fate = Fate.RESET;
        } catch (IOException e) {
            reason += "; reset: " + e.getMessage();
        }
    }

    /** The takeover as a whole failed; nothing leaves this host. */
    void abandon(String why) {
        if (isToBeContinued()) {
            giveUp(why);
        }
        fate = Fate.LOST;
    }

    private void giveUp(String why) {
        reason = why;
        if (socket != null) {
            socket.closeSilently();
            socket = null;
        }
        if (replay != null) {
            replay.close();
        }
    }

    long replayedBytes() {
        return replay == null ? 0 : replay.comparer().comparedBytes();
    }

    long differingBytes() {
        return replay == null ? 0 : replay.comparer().differingBytes();
    }

    String firstDifference() {
        return replay == null ? "" : replay.comparer().firstDifference();
    }

    ConnectionOutcome outcome() {
        return new ConnectionOutcome(
                plan.id(),
                planned.id(),
                planned.tuple(),
                planned.mode(),
                fate,
                reason,
                replayedBytes(),
                differingBytes(),
                firstDifference());
    }
}
