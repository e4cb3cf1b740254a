package org.holdfast.cache.internal.wire;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.holdfast.cache.internal.decode.Addresses;
import org.holdfast.model.net.Endpoint;
import org.holdfast.model.net.FourTuple;
import org.holdfast.model.tcp.ControlBlock;
import org.holdfast.model.tcp.TcpOptions;
import org.holdfast.model.tcp.TcpState;

/** A control block as bytes, big-endian, fields in the order of the record. */
final class StateCodec {

    private static final int WINDOW_SCALING = 1;
    private static final int SACK_PERMITTED = 2;
    private static final int TIMESTAMPS = 4;

    private StateCodec() {}

    static void write(ControlBlock s, ByteBuffer out) {
        endpoint(s.tuple().remote(), out);
        endpoint(s.tuple().service(), out);
        out.put((byte) code(s.state()));
        out.putInt(s.iss()).putInt(s.irs());
        out.putInt(s.sndUna()).putInt(s.sndNxt()).putLong(s.sndWnd());
        out.putInt(s.rcvNxt()).putInt(s.rcvAcked()).putLong(s.rcvWnd());
        TcpOptions o = s.options();
        out.putShort((short) o.mss());
        out.put((byte) ((o.windowScaling() ? WINDOW_SCALING : 0)
                | (o.sackPermitted() ? SACK_PERMITTED : 0)
                | (o.timestamps() ? TIMESTAMPS : 0)));
        out.put((byte) o.sendScale()).put((byte) o.receiveScale());
        out.putInt(s.timestampValue());
        out.putLong(s.timestampAt().getEpochSecond()).putInt(s.timestampAt().getNano());
        out.putInt(s.remoteTimestamp());
        out.put((byte) (s.remoteFin() ? 1 : 0)).put((byte) (s.serviceFin() ? 1 : 0));
    }

    /** @throws IllegalArgumentException when a value isn't allowed */
    static ControlBlock read(ByteBuffer in) throws WireException {
        FourTuple tuple = new FourTuple(endpoint(in), endpoint(in));
        TcpState state = state(in.get() & 0xff);
        int iss = in.getInt();
        int irs = in.getInt();
        int sndUna = in.getInt();
        int sndNxt = in.getInt();
        long sndWnd = in.getLong();
        int rcvNxt = in.getInt();
        int rcvAcked = in.getInt();
        long rcvWnd = in.getLong();
        int mss = in.getShort() & 0xffff;
        int flags = in.get();
        TcpOptions options = new TcpOptions(
                mss,
                (flags & WINDOW_SCALING) != 0,
                in.get(),
                in.get(),
                (flags & SACK_PERMITTED) != 0,
                (flags & TIMESTAMPS) != 0);
        return new ControlBlock(
                tuple,
                state,
                iss,
                irs,
                sndUna,
                sndNxt,
                sndWnd,
                rcvNxt,
                rcvAcked,
                rcvWnd,
                options,
                in.getInt(),
                instant(in.getLong(), in.getInt()),
                in.getInt(),
                in.get() != 0,
                in.get() != 0);
    }

    private static Instant instant(long seconds, int nanos) throws WireException {
        if (nanos < 0 || nanos > 999_999_999 || Math.abs(seconds) > Instant.MAX.getEpochSecond()) {
            throw new WireException("a time of " + seconds + " s and " + nanos + " ns");
        }
        return Instant.ofEpochSecond(seconds, nanos);
    }

    private static void endpoint(Endpoint endpoint, ByteBuffer out) {
        byte[] address = endpoint.address().getAddress();
        out.put((byte) address.length).put(address).putShort((short) endpoint.port());
    }

    private static Endpoint endpoint(ByteBuffer in) throws WireException {
        int length = in.get();
        InetAddress address = switch (length) {
            case 4 -> Addresses.toInetAddress(false, 0, in.getInt() & 0xffff_ffffL);
            case 16 -> Addresses.toInetAddress(true, in.getLong(), in.getLong());
            default -> throw new WireException("an address of " + length + " bytes");
        };
        return new Endpoint(address, in.getShort() & 0xffff);
    }

    /** Numbers of RFC 4898's tcpEStatsConnectState, so that a later order of the enumeration changes nothing. */
    private static int code(TcpState state) {
        return switch (state) {
            case CLOSED -> 1;
            case LISTEN -> 2;
            case SYN_SENT -> 3;
            case SYN_RECEIVED -> 4;
            case ESTABLISHED -> 5;
            case FIN_WAIT_1 -> 6;
            case FIN_WAIT_2 -> 7;
            case CLOSE_WAIT -> 8;
            case LAST_ACK -> 9;
            case CLOSING -> 10;
            case TIME_WAIT -> 11;
        };
    }

    private static TcpState state(int code) throws WireException {
        for (TcpState state : TcpState.values()) {
            if (code(state) == code) {
                return state;
            }
        }
        throw new WireException("a TCP state of number " + code);
    }
}
