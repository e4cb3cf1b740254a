package org.holdfast.linux.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import org.holdfast.model.tcp.TcpOptions;
import org.junit.jupiter.api.Test;

class RepairStateTest {

    private final States state = new States();

    @Test
    void sendsEveryAgreedOption() {
        assertArrayEquals(
                new int[] {2, 1460, 3, 7 | 10 << 16, 4, 0, 8, 0}, ints(RepairState.options(States.ALL_OPTIONS)));
    }

    @Test
    void sendsTheWindowScaleEvenWhenNoneWasAgreed() {
        TcpOptions none = new TcpOptions(536, false, 0, 0, false, false);
        assertArrayEquals(new int[] {2, 536, 3, 0}, ints(RepairState.options(none)));
    }

    @Test
    void writesTheWindowsInTheKernelsOrder() {
        assertArrayEquals(new int[] {5000, 65_536, 65_536, 131_072, 4000}, ints(RepairState.window(state.block())));
    }

    @Test
    void keepsTheMaximumWindowAboveZero() {
        state.sndWnd = 0;
        assertArrayEquals(new int[] {5000, 0, 1, 131_072, 4000}, ints(RepairState.window(state.block())));
    }

    @Test
    void neverAcknowledgesBeyondWhatWasReceived() {
        state.rcvNxt = 0xffff_fff0;
        state.rcvAcked = 0x10;
        assertEquals(0xffff_fff0, ints(RepairState.window(state.block()))[4]);
    }

    @Test
    void movesTheTimestampOnWithTheTimeAndAHead() {
        assertEquals(1000 + 20 + 50, RepairState.timestamp(state.block(), States.AT.plus(Duration.ofMillis(20))));
    }

    @Test
    void keepsTheTimestampEven() {
        state.timestampValue = 1001;
        assertEquals(1050, RepairState.timestamp(state.block(), States.AT));
    }

    @Test
    void timestampNeverRunsBackwards() {
        assertEquals(1050, RepairState.timestamp(state.block(), States.AT.minus(Duration.ofSeconds(5))));
    }

    @Test
    void timestampWrapsAround() {
        state.timestampValue = 0xffff_fffe;
        assertEquals(48, RepairState.timestamp(state.block(), States.AT));
    }

    private static int[] ints(byte[] bytes) {
        int[] ints = new int[bytes.length / 4];
        ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).asIntBuffer().get(ints);
        return ints;
    }
}
