package org.holdfast.cache.internal.decode;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * Puts IP datagrams together from their fragments (RFC 791 §3.2, RFC 8200 §4.5). Bounded in datagrams, bytes and time:
 * the oldest go first. Where IPv6 fragments overlap the whole datagram is discarded, as RFC 5722 demands.
 */
final class Fragments {

    static final int MAXIMUM_DATAGRAMS = 1024;
    static final int MAXIMUM_BYTES = 8 << 20;
    /** As Linux, net.ipv4.ipfrag_time. */
    static final long TIMEOUT_NANOS = 30_000_000_000L;

    /** In the order of their first fragments. */
    private final SequencedMap<FragmentKey, FragmentedDatagram> datagrams = new LinkedHashMap<>();

    private final ByteBuffer whole = ByteBuffer.allocate(Ipv6.HEADER + FragmentedDatagram.LARGEST);
    private long heldBytes;

    /** Takes one fragment; the datagram is decoded when this was the last that was missing. */
    Outcome add(Frame frame, Fragment fragment) {
        if (fragment.length() == 0 || fragment.end() > FragmentedDatagram.LARGEST) {
            return Outcome.FRAGMENT_LENGTH;
        }
        if (!IpProtocols.mayCarryTcp(fragment.protocol())) {
            return waiting(fragment);
        }
        expire(frame);
        FragmentedDatagram datagram =
                datagrams.computeIfAbsent(fragment.key(), key -> new FragmentedDatagram(frame.timestampNanos));
        if (datagram.discarded()) {
            return Outcome.FRAGMENT_DISCARDED;
        }
        heldBytes -= datagram.heldBytes();
        FragmentedDatagram.Added added = datagram.add(frame.bytes, fragment);
        if (added == FragmentedDatagram.Added.DUPLICATE) {
            frame.note(Outcome.FRAGMENT_DUPLICATE);
        } else if (added == FragmentedDatagram.Added.OVERLAP) {
            frame.note(Outcome.FRAGMENT_OVERLAP);
            if (fragment.key().ipv6()) {
                datagram.discard();
                return Outcome.FRAGMENT_DISCARDED;
            }
        }
        if (fragment.offset() == 0 && isPlainUdp(frame, fragment)) {
            datagram.forgetBytes();
        }
        if (datagram.isWhole()) {
            datagrams.remove(fragment.key());
            return decode(frame, datagram);
        }
        heldBytes += datagram.heldBytes();
        makeRoom(frame);
        return waiting(fragment);
    }

    private static Outcome waiting(Fragment fragment) {
        return fragment.key().ipv6() ? Outcome.IPV6_FRAGMENT : Outcome.IPV4_FRAGMENT;
    }

    private static boolean isPlainUdp(Frame frame, Fragment fragment) {
        return fragment.protocol() == IpProtocols.UDP
                && fragment.length() >= UdpTunnels.HEADER
                && !UdpTunnels.isTunnel(frame, fragment.dataAt());
    }

    private Outcome decode(Frame frame, FragmentedDatagram datagram) {
        if (!datagram.bytesWanted()) {
            return Outcome.UDP;
        }
        if (datagram.totalLength() == 0) {
            return Outcome.FRAGMENT_LENGTH;
        }
        datagram.writeTo(whole);
        frame.restart(whole);
        return Ip.decode(frame, 0);
    }

    private void expire(Frame frame) {
        while (!datagrams.isEmpty()) {
            long age = frame.timestampNanos - datagrams.firstEntry().getValue().begunNanos();
            // Captures that were joined may begin again with earlier times.
            if (Math.abs(age) <= TIMEOUT_NANOS) {
                return;
            }
            removeOldest(frame, Outcome.FRAGMENT_TIMEOUT);
        }
    }

    private void makeRoom(Frame frame) {
        while (datagrams.size() > MAXIMUM_DATAGRAMS || heldBytes > MAXIMUM_BYTES) {
            removeOldest(frame, Outcome.FRAGMENT_EVICTED);
        }
    }

    private void removeOldest(Frame frame, Outcome why) {
        heldBytes -= datagrams.pollFirstEntry().getValue().heldBytes();
        frame.note(why);
    }
}
