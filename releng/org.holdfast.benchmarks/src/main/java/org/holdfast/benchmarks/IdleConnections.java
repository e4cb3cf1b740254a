package org.holdfast.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;
import org.holdfast.cache.CacheSettings;
import org.holdfast.cache.ConnectionCache;
import org.holdfast.cache.Limits;
import org.holdfast.cache.Selector;

/**
 * What an idle connection takes in memory: very many are opened, each asks once and is answered, and then nothing more
 * comes. Counted is what the heap holds after a collection, and what was taken outside of it. Stored packets don't
 * count: their memory is full before the first connection.
 */
public final class IdleConnections {

    private static final Limits STORED = new Limits(64L << 20, 16L << 20);
    private static final int REQUEST = 100;
    private static final int ANSWER = 400;
    private static final int LARGE = 1428;
    private static final int MICROSECOND = 1_000;
    private static final Pattern COMMITTED = Pattern.compile("Other \\(reserved=\\d+KB, committed=(\\d+)KB");

    private final ByteBuffer frame = FrameMaker.buffer();
    private final ConnectionCache cache;
    private long time;

    private IdleConnections(ConnectionCache cache) {
        this.cache = cache;
    }

    /**
     * {@code CONNECTIONS [DIRECTORY [proofs]]}: with a directory, packets are stored there; with {@code proofs}, what
     * each stream carried is computed as well. Needs {@code -XX:NativeMemoryTracking=summary}. Prints bytes per
     * connection.
     */
    public static void main(String[] arguments) throws IOException, JMException {
        int connections = Integer.parseInt(arguments[0]);
        CacheSettings settings =
                CacheSettings.FILE.withLimits(STORED).withProofs(arguments.length > 2 && arguments[2].equals("proofs"));
        try (ConnectionCache cache = arguments.length > 1
                ? new ConnectionCache(Path.of(arguments[1]), settings, new Selector(List.of()))
                : ConnectionCache.forFile(settings)) {
            double bytes = new IdleConnections(cache).bytesEach(connections);
            System.out.println(String.format(Locale.ROOT, "%.0f", bytes));
        }
    }

    private double bytesEach(int connections) throws JMException {
        fillPacketMemory();
        long before = memory();
        for (int number = 1; number <= connections; number++) {
            open(number);
        }
        int live = cache.counters().liveConnections();
        if (live != connections + 1) {
            throw new IllegalStateException(live + " connections live, not " + (connections + 1));
        }
        return (double) (memory() - before) / connections;
    }

    /** By one connection that carries more than is kept. */
    private void fillPacketMemory() {
        Conversation transfer = new Conversation(0, frame, this::take);
        transfer.open();
        for (long sent = 0; sent < 2 * STORED.memoryBytes(); sent += LARGE) {
            transfer.exchange(false, LARGE);
        }
    }

    private void open(int number) {
        Conversation conversation = new Conversation(number, frame, this::take);
        conversation.open();
        conversation.exchange(true, REQUEST);
        conversation.exchange(false, ANSWER);
    }

    private void take(ByteBuffer taken) {
        time += MICROSECOND;
        cache.frame(time, FrameMaker.LINKTYPE_ETHERNET, taken, taken.limit());
    }

    /** Of the heap after a collection, and of what was allocated outside of it by arenas and direct buffers. */
    private static long memory() throws JMException {
        System.gc();
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        String outside = (String) ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "vmNativeMemory",
                        new Object[] {new String[] {"summary"}},
                        new String[] {String[].class.getName()});
        Matcher other = COMMITTED.matcher(outside);
        if (!other.find()) {
            throw new IllegalStateException("-XX:NativeMemoryTracking=summary is missing: " + outside);
        }
        return heap + (Long.parseLong(other.group(1)) << 10);
    }
}
