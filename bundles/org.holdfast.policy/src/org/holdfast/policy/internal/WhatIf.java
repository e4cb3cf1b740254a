package org.holdfast.policy.internal;

import java.time.Duration;
import java.util.List;
import org.holdfast.model.cluster.ClusterView;
import org.holdfast.model.cluster.Member;
import org.holdfast.model.cluster.MemberState;
import org.holdfast.model.ownership.NodeId;
import org.holdfast.policy.Snapshot;

/** Snapshots of what isn't so. */
public final class WhatIf {

    private WhatIf() {}

    /** The same moment with a host found dead just now. A host that is dead already stays as it is. */
    public static Snapshot dead(Snapshot snapshot, NodeId host) {
        ClusterView view = snapshot.cluster();
        List<Member> members = view.members().stream()
                .map(m -> m.node().equals(host) ? dead(m) : m)
                .toList();
        return snapshot.withCluster(new ClusterView(view.self(), view.at(), members));
    }

    private static Member dead(Member member) {
        return member.state() == MemberState.DEAD
                ? member
                : new Member(
                        member.node(),
                        MemberState.DEAD,
                        List.of("simulated"),
                        Duration.ZERO,
                        member.announcement(),
                        member.solicited());
    }
}
