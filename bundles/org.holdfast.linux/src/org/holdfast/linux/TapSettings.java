package org.holdfast.linux;

/**
 * How a {@link PacketTap} captures.
 *
 * <p>With a delay, packets share blocks of 256 KiB, and a block is handed over when it is full or that old (TPACKET_V3;
 * older kernels round the delay up to their tick, 1 to 10 ms, and it may double). So a listener may stall for
 * {@code bufferBytes} / 256 KiB × {@code delayMillis} before packets are dropped, however few there are. Without a
 * delay each packet is announced at once, but takes a slot for the largest one that the interface can bring
 * (TPACKET_V2): 64 KiB where segments are offloaded.
 *
 * @param bufferBytes of the kernel's ring, shared with this process and not swapped
 * @param snapshotLength bytes kept of a packet
 * @param delayMillis how long the kernel may collect packets before it hands them over; 0 for none
 */
public record TapSettings(int bufferBytes, int snapshotLength, int delayMillis) {

    public TapSettings {
        if (bufferBytes < 1 || snapshotLength < 1 || delayMillis < 0) {
            throw new IllegalArgumentException("a tap needs a buffer and a snapshot length of 1 byte at least, and a"
                    + " delay of 0 ms at least, not " + bufferBytes + ", " + snapshotLength + " and " + delayMillis);
        }
    }
}
