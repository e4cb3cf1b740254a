package org.holdfast.cluster.internal;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.holdfast.cluster.Message;
import org.holdfast.cluster.internal.agreement.Agreement;
import org.holdfast.cluster.internal.channel.Envelope;
import org.holdfast.cluster.internal.channel.Frame;
import org.holdfast.cluster.internal.channel.MessageChannel;
import org.holdfast.cluster.internal.lease.Candidate;
import org.holdfast.cluster.security.PeerIdentity;
import org.holdfast.model.ownership.NodeId;
import org.holdfast.model.plan.Plan;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes what comes by the channel, and answers on the control thread. */
final class Desk implements MessageChannel.Handler {

    private static final Logger LOG = LoggerFactory.getLogger(Desk.class);

    private final NodeId self;
    private final Announcements announcements;
    private final Listeners listeners;
    private final Leases leases;
    private final Agreement agreement;
    private final Post post;
    private final ControlThread control;
    private final Set<NodeId> complained = ConcurrentHashMap.newKeySet();

    Desk(
            NodeId self,
            Announcements announcements,
            Listeners listeners,
            Leases leases,
            Agreement agreement,
            Post post,
            ControlThread control) {
        this.self = self;
        this.announcements = announcements;
        this.listeners = listeners;
        this.leases = leases;
        this.agreement = agreement;
        this.post = post;
        this.control = control;
    }

    @Override
    public void frame(Envelope envelope, Optional<PeerIdentity> sender) {
        // The agreement has a thread of its own, and doesn't wait for a vote to be stored.
        if (envelope.frame() instanceof Frame.Agree part) {
            agree(envelope.from(), part);
        } else {
            control.run(() -> handle(envelope, sender));
        }
    }

    @Override
    public void connected() {
        control.run(() -> {
            announcements.of(self).ifPresent(own -> post.broadcast(new Frame.Announce(own)));
            post.broadcast(new Frame.Solicit());
        });
    }

    @Override
    public void appeared(Set<NodeId> members) {
        control.run(() -> {
            members.forEach(this::tellOwnership);
            post.broadcast(new Frame.Solicit());
        });
    }

    private void handle(Envelope envelope, Optional<PeerIdentity> sender) {
        NodeId from = envelope.from();
        switch (envelope.frame()) {
            case Frame.Announce announce -> {
                if (announce.announcement().node().equals(from) && announcements.heard(announce.announcement())) {
                    listeners.viewChanged();
                }
            }
            case Frame.Solicit solicit -> {
                if (announcements.solicitedBy(from)) {
                    listeners.viewChanged();
                }
                tellOwnership(from);
            }
            case Frame.VoteRequest request -> leases.asked(new Candidate(from, envelope.boot()), request);
            case Frame.Vote vote -> leases.answered(from, vote);
            case Frame.LeaseReleased released -> leases.gaveUp(from, released);
            case Frame.Agree part -> agree(from, part);
            case Frame.Payload payload -> deliver(from, sender, payload.message());
        }
    }

    private void agree(NodeId from, Frame.Agree part) {
        try {
            agreement.received(from, part.bytes());
        } catch (IOException | IllegalArgumentException e) {
            if (complained.add(from)) {
                LOG.warn(
                        "a part of the agreement from {} was not understood, others won't be told: {}",
                        from,
                        e.toString());
            }
        }
    }

    private void tellOwnership(NodeId to) {
        announcements.of(self).ifPresent(own -> post.send(to, new Frame.Announce(own)));
    }

    private void deliver(NodeId from, Optional<PeerIdentity> sender, Message message) {
        Optional<String> refusal =
                order(message).flatMap(plan -> Orders.refusal(plan, sender).or(() -> stale(plan)));
        if (refusal.isPresent()) {
            LOG.warn("an order from {} changes nothing: {}", from, refusal.get());
            post.send(from, new Frame.Payload(new Message.Refused(message.planId(), refusal.get())));
        } else {
            listeners.laterEach(listener -> listener.message(from, message));
        }
    }

    /** The plan, if the message is an order to carry out a part of it. */
    private static Optional<Plan> order(Message message) {
        return switch (message) {
            case Message.CarryOut order -> Optional.of(order.plan());
            case Message.Release order -> Optional.of(order.plan());
            case Message.StepReport report -> Optional.empty();
            case Message.OutcomeReport report -> Optional.empty();
            case Message.Finished finished -> Optional.empty();
            case Message.Refused refused -> Optional.empty();
        };
    }

    private Optional<String> stale(Plan plan) {
        long known = leases.settledEpoch(plan.service().name());
        return plan.epoch() < known
                ? Optional.of("the plan is for epoch " + plan.epoch() + ", but " + self + " knows epoch " + known)
                : Optional.empty();
    }
}
