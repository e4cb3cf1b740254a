package org.holdfast.cache.pcap.oracle;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.holdfast.cache.CacheSettings;
import org.holdfast.cache.CaptureFileException;
import org.holdfast.cache.CaptureSource;
import org.holdfast.cache.ConnectionCache;
import org.holdfast.cache.StreamReport;
import org.holdfast.cache.pcap.PcapCaptureSources;
import org.holdfast.cache.pcap.oracle.KnownDifferences.Entry;
import org.holdfast.model.tcp.ConnectionSummary;
import org.holdfast.model.tcp.Direction;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Tracks captures from other people's machines, and compares what comes out with what other people's tools say. */
class OracleTest {

    @Test
    void agreesWithOtherToolsButForTheListedDifferences() throws IOException {
        Optional<Oracle> found = Oracle.find();
        Assumptions.assumeTrue(
                found.isPresent(),
                "skipped: there is no folder " + Oracle.FOLDER + " above the project to compare with");
        Oracle oracle = found.get();
        List<Difference> differences = new ArrayList<>();
        int connections = 0;
        for (Path capture : oracle.captures()) {
            List<Talk> expected = oracle.connections(capture);
            connections += expected.size();
            differences.addAll(compare(capture, expected));
        }
        assertTrue(connections > 0, "the oracle tells of no connection");

        List<Entry> known = KnownDifferences.read();
        List<Difference> unlisted = differences.stream()
                .filter(difference -> known.stream().noneMatch(entry -> entry.covers(difference)))
                .toList();
        List<Entry> outdated = known.stream()
                .filter(entry -> differences.stream().noneMatch(entry::covers))
                .toList();
        String report = new Report(oracle.captures().size(), connections, unlisted, outdated).text();
        assertTrue(unlisted.isEmpty() && outdated.isEmpty(), report);
        System.out.println(report);
    }

    private static List<Difference> compare(Path capture, List<Talk> expected) throws IOException {
        String name = capture.getFileName().toString();
        try {
            return Comparison.of(name, track(capture), expected);
        } catch (RuntimeException e) {
            return List.of(new Difference(name, "-", Difference.Field.FAILURE, e.toString(), "no failure"));
        }
    }

    private static List<Talk> track(Path capture) throws IOException {
        try (ConnectionCache cache = ConnectionCache.forFile(CacheSettings.FILE.withProofs(true))) {
            try (CaptureSource source = new PcapCaptureSources().openFile(capture)) {
                source.run(cache);
            } catch (CaptureFileException e) {
                // Damaged on purpose: what comes before the fault counts, as for the other tools.
                assertTrue(e.offset() >= 0, e.getMessage());
            }
            cache.endOfFile();
            return cache.connections().stream()
                    .map(connection -> talk(connection, cache))
                    .toList();
        }
    }

    private static Talk talk(ConnectionSummary connection, ConnectionCache cache) {
        return new Talk(
                Talk.spell(connection.tuple().remote()),
                Talk.spell(connection.tuple().service()),
                way(cache.report(connection.id(), Direction.INBOUND)),
                way(cache.report(connection.id(), Direction.OUTBOUND)));
    }

    private static Way way(StreamReport report) {
        return new Way(report.packets(), report.payloadBytes(), report.streamSha256());
    }
}
