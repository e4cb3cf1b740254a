package org.holdfast.cluster.internal;

import java.net.InetAddress;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.holdfast.model.ownership.Announcement;
import org.holdfast.model.ownership.NodeId;
import org.holdfast.model.ownership.Ownership;
import org.holdfast.model.ownership.Role;

/** What was announced: this node's own announcement, the newest of each other, and who has asked for ours. */
final class Announcements {

    private final NodeId self;
    private final Announcement.Kind kind;
    private final long boot;
    private final Map<NodeId, Announcement> newest = new HashMap<>();
    private final Set<NodeId> solicitors = new HashSet<>();
    private long number;

    Announcements(NodeId self, Announcement.Kind kind, long boot) {
        this.self = self;
        this.kind = kind;
        this.boot = boot;
    }

    /** This node's next announcement, remembered as its newest. */
    synchronized Announcement next(Instant at, List<InetAddress> hostAddresses, List<Ownership> ownerships) {
        number++;
        Announcement next = new Announcement(self, kind, boot, number, at, hostAddresses, ownerships);
        newest.put(self, next);
        return next;
    }

    /** Another node's announcement. @return whether it is newer than what was known; an older one changes nothing */
    synchronized boolean heard(Announcement announcement) {
        Announcement known = newest.get(announcement.node());
        if (announcement.node().equals(self) || known != null && !announcement.isNewerThan(known)) {
            return false;
        }
        newest.put(announcement.node(), announcement);
        return true;
    }

    /** A node has asked for this node's ownership. @return whether for the first time in its life */
    synchronized boolean solicitedBy(NodeId node) {
        return solicitors.add(node);
    }

    /** A node has a new life: what it asked in the last one doesn't count. */
    synchronized void forgetSolicitation(NodeId node) {
        solicitors.remove(node);
    }

    synchronized boolean hasSolicited(NodeId node) {
        return solicitors.contains(node);
    }

    synchronized Optional<Announcement> of(NodeId node) {
        return Optional.ofNullable(newest.get(node));
    }

    /** The largest epoch in which anybody has announced to own a service. Hearsay: what counts are claims and votes. */
    synchronized long announcedEpoch(String service) {
        return newest.values().stream()
                .flatMap(a -> a.ownerships().stream())
                .filter(o -> o.service().equals(service) && o.role() == Role.OWNER)
                .mapToLong(Ownership::epoch)
                .max()
                .orElse(0);
    }
}
