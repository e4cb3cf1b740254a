package org.holdfast.cache.internal.track;

import java.time.Instant;
import org.holdfast.model.tcp.ControlBlock;
import org.holdfast.model.tcp.TcpOptions;

/** Turns what is known of a connection into the control block of the service's end. */
public final class ControlBlocks {

    /** RFC 9293 §3.7.1: what is sent to a host that named no MSS. */
    private static final int DEFAULT_MSS_IPV4 = 536;

    private static final int DEFAULT_MSS_IPV6 = 1220;

    private ControlBlocks() {}

    /** The state after the last segment. Numbers of an end that isn't known yet are 0. */
    public static ControlBlock of(Connection connection) {
        TcpEnd remote = connection.remote;
        TcpEnd service = connection.service;
        return new ControlBlock(
                connection.tuple(),
                connection.stateOnTheWire(),
                service.numberKnown() ? service.initialNumber : 0,
                remote.numberKnown() ? remote.initialNumber : 0,
                service.numberKnown() ? service.numberOf(remote.acknowledged) : 0,
                service.nextNumber(),
                remote.window(),
                remote.nextNumber(),
                remote.numberKnown() ? remote.numberOf(service.acknowledged) : 0,
                service.window(),
                options(connection),
                service.timestampValue,
                instant(service.stampNanos),
                remote.timestampValue,
                remote.finCaptured(),
                service.finCaptured());
    }

    public static Instant instant(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L));
    }

    private static TcpOptions options(Connection connection) {
        TcpEnd remote = connection.remote;
        TcpEnd service = connection.service;
        boolean ipv6 = connection.ipv6();
        int mss = remote.mss() > 0 ? remote.mss() : ipv6 ? DEFAULT_MSS_IPV6 : DEFAULT_MSS_IPV4;
        // RFC 7323 §1.3, RFC 2018 §2: in force only when both ends sent it.
        boolean scaling = remote.windowScale() >= 0 && service.windowScale() >= 0;
        return new TcpOptions(
                mss,
                scaling,
                scaling ? remote.windowScale() : 0,
                scaling ? service.windowScale() : 0,
                remote.sackPermitted() && service.sackPermitted(),
                remote.timestamps() && service.timestamps());
    }
}
