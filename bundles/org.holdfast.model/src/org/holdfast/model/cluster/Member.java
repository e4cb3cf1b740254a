package org.holdfast.model.cluster;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.holdfast.model.ownership.Announcement;
import org.holdfast.model.ownership.NodeId;

/**
 * One configured member as this node sees it.
 *
 * @param node its ID
 * @param state how it is heard
 * @param evidence what a majority took it for dead by, sentences for people; empty unless it is dead
 * @param silence time since its last heartbeat; zero for oneself; negative when never heard
 * @param announcement its newest announcement
 * @param solicited whether it has solicited this node's ownership
 */
public record Member(
        NodeId node,
        MemberState state,
        List<String> evidence,
        Duration silence,
        Optional<Announcement> announcement,
        boolean solicited) {

    public Member {
        Objects.requireNonNull(node, "node");
        Objects.requireNonNull(state, "state");
        evidence = List.copyOf(evidence);
        Objects.requireNonNull(silence, "silence");
        Objects.requireNonNull(announcement, "announcement");
    }
}
