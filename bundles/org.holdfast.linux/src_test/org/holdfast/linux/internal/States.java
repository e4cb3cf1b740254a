package org.holdfast.linux.internal;

import java.time.Instant;
import org.holdfast.model.net.FourTuple;
import org.holdfast.model.tcp.ControlBlock;
import org.holdfast.model.tcp.TcpOptions;
import org.holdfast.model.tcp.TcpState;

/** A control block to start tests from; each names what it changes. */
final class States {

    static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");
    static final TcpOptions ALL_OPTIONS = new TcpOptions(1460, true, 7, 10, true, true);

    int rcvNxt = 5000;
    int rcvAcked = 4000;
    long sndWnd = 65_536;
    int timestampValue = 1000;

    ControlBlock block() {
        return new ControlBlock(
                FourTuple.parse("10.77.0.9:51234>10.77.0.100:80"),
                TcpState.ESTABLISHED,
                1,
                2,
                100,
                200,
                sndWnd,
                rcvNxt,
                rcvAcked,
                131_072,
                ALL_OPTIONS,
                timestampValue,
                AT,
                77,
                false,
                false);
    }
}
