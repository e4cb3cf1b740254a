package org.holdfast.cache.pcap.oracle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.holdfast.model.net.Endpoint;

/** The folder with the captures and what other tools say of them. */
final class Oracle {

    /** Below a folder above the project. */
    static final Path FOLDER = Path.of("shared", "traces");

    private static final String TRUSTED = "two_or_more_peers_incl_tshark";

    private final Path folder;

    private Oracle(Path folder) {
        this.folder = folder;
    }

    /** Looks for the folder from the working directory upwards. */
    static Optional<Oracle> find() {
        for (Path above = Path.of("").toAbsolutePath(); above != null; above = above.getParent()) {
            Path folder = above.resolve(FOLDER);
            if (Files.isDirectory(folder.resolve("captures"))) {
                return Optional.of(new Oracle(folder));
            }
        }
        return Optional.empty();
    }

    List<Path> captures() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("captures"))) {
            return files.sorted().toList();
        }
    }

    /** The connections that other tools see, in the order of their first packets; none where the oracle has no file. */
    List<Talk> connections(Path capture) throws IOException {
        Path rows = folder.resolve("oracle").resolve(capture.getFileName() + ".tsv");
        if (!Files.exists(rows)) {
            throw new IOException("the oracle says nothing of " + capture.getFileName());
        }
        List<String> lines = Files.readAllLines(rows);
        List<String> titles = Arrays.asList(lines.getFirst().split("\t", -1));
        List<Talk> talks = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split("\t", -1);
            Map<String, String> row = new LinkedHashMap<>();
            for (int i = 0; i < cells.length; i++) {
                row.put(titles.get(i), cells[i]);
            }
            talks.add(new Talk(end(row.get("client")), end(row.get("server")), way(row, "c"), way(row, "s")));
        }
        return talks;
    }

    private static Way way(Map<String, String> row, String side) {
        // With a hole, other tools go on behind it or fill it; the cache's stream ends at it.
        boolean hasHole = !List.of("", "0").contains(row.get("missing_" + side));
        boolean comparable = row.get("trust_" + side).equals(TRUSTED) && !hasHole;
        return new Way(
                Long.parseLong(row.get("pkts_" + side)),
                Long.parseLong(row.get("payload_" + side)),
                comparable ? row.get("consensus_sha_" + side) : "");
    }

    private static String end(String text) {
        try {
            return Talk.spell(Endpoint.parse(text));
        } catch (IllegalArgumentException e) {
            // Where a tool couldn't find the ports it writes -1.
            return text;
        }
    }
}
