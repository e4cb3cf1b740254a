package org.holdfast.cluster.security.internal;

import java.net.InetAddress;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was refused, and to whom. Each address and reason is logged once, then counted, and told again only at 10, 100, 1000 …
 * times, so that nobody can fill the log or the memory. Thread-safe.
 */
public final class RefusalLog {

    private static final Logger LOG = LoggerFactory.getLogger(RefusalLog.class);
    private static final int MOST = 1000;

    private final Consumer<String> lines;
    private final Map<String, AtomicLong> counts = new ConcurrentHashMap<>();
    private final AtomicLong others = new AtomicLong();
    private final AtomicLong total = new AtomicLong();

    /** Into this program's log, as warnings. */
    public RefusalLog() {
        this(line -> LOG.warn("{}", line));
    }

    RefusalLog(Consumer<String> lines) {
        this.lines = lines;
    }

    /**
     * @param what as in {@code a connection to port 7910}
     * @param address where it came from
     * @param reason for people
     */
    public void refused(String what, InetAddress address, String reason) {
        total.incrementAndGet();
        String text = what + " from " + address.getHostAddress() + " is refused: " + reason;
        AtomicLong count = counts.get(text);
        if (count == null && counts.size() >= MOST) {
            told("there are refusals for more than " + MOST + " reasons; what is new is only counted", others);
        } else {
            told(text, counts.computeIfAbsent(text, t -> new AtomicLong()));
        }
    }

    /** All refusals. */
    public long total() {
        return total.get();
    }

    /** Sentences, and how often each was true. */
    public Map<String, Long> counts() {
        Map<String, Long> sorted = new TreeMap<>();
        counts.forEach((text, count) -> sorted.put(text, count.get()));
        return sorted;
    }

    private void told(String text, AtomicLong count) {
        long times = count.incrementAndGet();
        if (times == 1) {
            lines.accept(text + ". Repetitions are counted, not logged");
        } else if (isPowerOfTen(times)) {
            lines.accept(text + ", " + times + " times until now");
        }
    }

    private static boolean isPowerOfTen(long number) {
        long left = number;
        while (left % 10 == 0) {
            left /= 10;
        }
        return left == 1;
    }
}
