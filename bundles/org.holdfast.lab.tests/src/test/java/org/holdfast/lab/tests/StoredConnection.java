package org.holdfast.lab.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.holdfast.cache.CaptureSource;
import org.holdfast.cache.ConnectionCache;
import org.holdfast.cache.Limits;
import org.holdfast.cache.pcap.PcapCaptureSources;
import org.holdfast.model.tcp.ConnectionSummary;
import org.holdfast.model.tcp.ControlBlock;
import org.holdfast.model.tcp.SequenceNumbers;
import org.holdfast.model.tcp.Verdict.Reason;

/** The longest connection among the packets that the lab's cache left on disk, read by a second cache. */
final class StoredConnection implements AutoCloseable {

    private static final Pattern ACKNOWLEDGED = Pattern.compile("seq (\\d+):(\\d+), ack (\\d+)");

    private final ConnectionCache cache;
    private final ConnectionSummary connection;

    private StoredConnection(ConnectionCache cache, ConnectionSummary connection) {
        this.cache = cache;
        this.connection = connection;
    }

    static StoredConnection longest(Path packets) throws IOException {
        Path copy = Files.createTempDirectory(Path.of("target"), "packets");
        ConnectionCache cache = new ConnectionCache(copy, Limits.DEFAULT, List.of());
        try (Stream<Path> files = Files.list(packets)) {
            List<Path> segments =
                    files.filter(f -> f.toString().endsWith(".pcapng")).sorted().toList();
            assertTrue(!segments.isEmpty(), "packets are on disk");
            for (Path segment : segments) {
                try (CaptureSource source = new PcapCaptureSources().openFile(segment)) {
                    source.run(cache);
                }
            }
        }
        cache.endOfFile();
        ConnectionSummary longest = cache.connections().stream()
                .max(Comparator.comparingLong(c -> c.outbound().streamBytes()))
                .orElseThrow();
        return new StoredConnection(cache, longest);
    }

    boolean handshakeWasSeen() {
        return connection.verdict().reason() != Reason.SEEN_LATE;
    }

    /**
     * Compares the state at many packets with what the client's tcpdump printed: after a packet that carried {@code
     * seq A:B, ack C} from the service, and was the newest, the service's SND.NXT is B and its last acknowledgment C.
     */
    void assertStateAgreesWith(List<String> fromTheService) {
        Map<Integer, Integer> acknowledgedByEnd = new HashMap<>();
        for (String line : fromTheService) {
            Matcher m = ACKNOWLEDGED.matcher(line);
            if (m.find()) {
                acknowledgedByEnd.put((int) Long.parseLong(m.group(2)), (int) Long.parseLong(m.group(3)));
            }
        }
        long packets = connection.inbound().packets() + connection.outbound().packets();
        int compared = 0;
        int before = cache.stateAt(connection.id(), 3).orElseThrow().sndNxt();
        for (long packet = 1; packet <= packets; packet += Math.max(1, packets / 50)) {
            ControlBlock state = cache.stateAt(connection.id(), packet).orElseThrow();
            if (packet > 3) {
                assertTrue(!SequenceNumbers.isBefore(state.sndNxt(), before), "SND.NXT never goes back");
                before = state.sndNxt();
            }
            Integer acknowledged = acknowledgedByEnd.get(state.sndNxt());
            // A FIN is acknowledged without data, which the lines don't show.
            if (acknowledged != null && !state.remoteFin()) {
                assertEquals(acknowledged, state.rcvAcked(), "at packet " + packet);
                compared++;
            }
        }
        assertTrue(compared > 10, "states that the witness can speak for: " + compared);
    }

    @Override
    public void close() throws IOException {
        cache.close();
    }
}
