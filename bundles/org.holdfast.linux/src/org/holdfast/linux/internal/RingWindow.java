package org.holdfast.linux.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Shows packets in the ring that libpcap shares with the kernel by one buffer that is moved over it. libpcap doesn't
 * tell where the ring is, the list of mappings does (proc(5), maps); so the buffer reaches over memory that is there,
 * and no mistake of its user ends the process. One thread.
 */
final class RingWindow {

    private static final Path MAPS = Path.of("/proc/self/maps");
    /** A ring may be larger than a buffer. */
    private static final long LARGEST = Integer.MAX_VALUE;

    private final Arena arena;
    private ByteBuffer buffer = ByteBuffer.allocate(0);
    private long start;
    private long end;

    /** @param arena whose end makes the buffer useless */
    RingWindow(Arena arena) {
        this.arena = arena;
    }

    /** The buffer, from position to limit the bytes at an address. */
    ByteBuffer show(long address, int length) {
        if (address < start || address + length > end) {
            moveTo(address, length);
        }
        int at = (int) (address - start);
        return buffer.limit(at + length).position(at);
    }

    private void moveTo(long address, int length) {
        start = address;
        end = address + length;
        try (Stream<String> mappings = Files.lines(MAPS)) {
            mappings.map(line -> line.substring(0, line.indexOf(' ')).split("-"))
                    .forEach(range -> {
                        long from = Long.parseUnsignedLong(range[0], 16);
                        long to = Long.parseUnsignedLong(range[1], 16);
                        if (Long.compareUnsigned(from, address) <= 0 && Long.compareUnsigned(address, to) < 0) {
                            start = Math.max(from, address - LARGEST / 2);
                            end = Math.min(to, start + LARGEST);
                        }
                    });
        } catch (IOException e) {
            throw new UncheckedIOException("the mappings of this process can't be read from " + MAPS, e);
        }
        buffer = MemorySegment.ofAddress(start)
                .reinterpret(end - start, arena, null)
                .asByteBuffer();
    }
}
