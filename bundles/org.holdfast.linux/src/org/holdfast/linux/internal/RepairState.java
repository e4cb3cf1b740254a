package org.holdfast.linux.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.time.Instant;
import org.holdfast.model.tcp.ControlBlock;
import org.holdfast.model.tcp.SequenceNumbers;
import org.holdfast.model.tcp.TcpOptions;

/** A control block as the kernel's repair options want it: linux/tcp.h, struct tcp_repair_opt and tcp_repair_window. */
public final class RepairState {

    private static final int MSS = 2;
    private static final int WINDOW_SCALE = 3;
    private static final int SACK_PERMITTED = 4;
    private static final int TIMESTAMPS = 8;

    /** How far the new clock runs ahead of the old one, which must never be seen to run backwards (RFC 7323 §5.4). */
    private static final int TIMESTAMP_LEAD = 50;

    private RepairState() {}

    /**
     * For TCP_REPAIR_OPTIONS. The window scale is always sent, zero when none was agreed: left out, the kernel keeps
     * its own default and announces windows a thousand times too small.
     */
    public static byte[] options(TcpOptions options) {
        int count = 2 + (options.sackPermitted() ? 1 : 0) + (options.timestamps() ? 1 : 0);
        ByteBuffer b = ByteBuffer.allocate(8 * count).order(ByteOrder.nativeOrder());
        b.putInt(MSS).putInt(options.mss());
        b.putInt(WINDOW_SCALE).putInt(options.sendScale() | options.receiveScale() << 16);
        if (options.sackPermitted()) {
            b.putInt(SACK_PERMITTED).putInt(0);
        }
        if (options.timestamps()) {
            b.putInt(TIMESTAMPS).putInt(0);
        }
        return b.array();
    }

    /** For TCP_REPAIR_WINDOW: snd_wl1, snd_wnd, max_window, rcv_wnd, rcv_wup. */
    public static byte[] window(ControlBlock state) {
        int sendWindow = clip(state.sndWnd());
        int acknowledged =
                SequenceNumbers.isAfter(state.rcvAcked(), state.rcvNxt()) ? state.rcvNxt() : state.rcvAcked();
        return ByteBuffer.allocate(20)
                .order(ByteOrder.nativeOrder())
                .putInt(state.rcvNxt())
                .putInt(sendWindow)
                .putInt(Math.max(sendWindow, 1))
                .putInt(clip(state.rcvWnd()))
                .putInt(acknowledged)
                .array();
    }

    /**
     * For TCP_TIMESTAMP: what the service's clock would show at {@code now}, 1 kHz as Linux counts, and a little ahead.
     * Always even, since an odd value switches the kernel to microseconds.
     */
    public static int timestamp(ControlBlock state, Instant now) {
        long elapsed = Math.max(0, Duration.between(state.timestampAt(), now).toMillis());
        return (int) (state.timestampValue() + elapsed + TIMESTAMP_LEAD) & ~1;
    }

    /** The largest window of RFC 7323 is 2³⁰; anything above comes from no wire. */
    private static int clip(long window) {
        return (int) Math.min(window, 1 << 30);
    }
}
