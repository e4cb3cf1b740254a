package org.holdfast.model.history;

import java.net.InetAddress;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.holdfast.model.tcp.Verdict;

/**
 * Which connections are asked for. What is empty doesn't matter.
 *
 * @param when those that lasted then
 * @param service of this service
 * @param remote of this remote host
 * @param verdict whose last verdict is this
 * @param where and for which this is true; looked at last, row by row. It must not touch the history
 */
public record ConnectionQuestion(
        When when,
        Optional<String> service,
        Optional<InetAddress> remote,
        Optional<Verdict.Reason> verdict,
        Predicate<ConnectionRecord> where) {

    public ConnectionQuestion {
        Objects.requireNonNull(when, "when");
        Objects.requireNonNull(service, "service");
        Objects.requireNonNull(remote, "remote");
        Objects.requireNonNull(verdict, "verdict");
        Objects.requireNonNull(where, "where");
    }

    /** All that lasted then. */
    public static ConnectionQuestion of(When when) {
        return new ConnectionQuestion(when, Optional.empty(), Optional.empty(), Optional.empty(), r -> true);
    }

    public ConnectionQuestion service(String name) {
        return new ConnectionQuestion(when, Optional.of(name), remote, verdict, where);
    }

    public ConnectionQuestion remote(InetAddress address) {
        return new ConnectionQuestion(when, service, Optional.of(address), verdict, where);
    }

    public ConnectionQuestion verdict(Verdict.Reason reason) {
        return new ConnectionQuestion(when, service, remote, Optional.of(reason), where);
    }

    public ConnectionQuestion where(Predicate<ConnectionRecord> condition) {
        return new ConnectionQuestion(when, service, remote, verdict, condition);
    }
}
