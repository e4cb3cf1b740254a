package org.holdfast.history.internal.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The journals beside a history: numbered directories, one for each process that writes to it at the same time. A
 * process that only reads makes none. For one thread at a time.
 */
public final class JournalShelf implements AutoCloseable {

    private static final int MOST = 1_000;

    private final Path directory;
    private final RecordCipher cipher;
    private final InstantSource clock;
    private final List<Journal> claimed = new ArrayList<>();

    /** @param cipher for the records; null to leave them open */
    public JournalShelf(Path directory, RecordCipher cipher, InstantSource clock) {
        this.directory = directory;
        this.cipher = cipher;
        this.clock = clock;
    }

    /** Takes all journals that nobody else has: their records may not be in the database yet. */
    public List<Journal> claimAll() throws IOException {
        if (Files.isDirectory(directory)) {
            List<Path> journals;
            try (Stream<Path> files = Files.list(directory)) {
                journals = files.filter(f -> f.getFileName().toString().matches("\\d{1,4}"))
                        .sorted((a, b) -> Integer.compare(number(a), number(b)))
                        .toList();
            }
            for (Path journal : journals) {
                Journal.claim(journal, cipher, clock).ifPresent(claimed::add);
            }
        }
        return List.copyOf(claimed);
    }

    private static int number(Path journal) {
        return Integer.parseInt(journal.getFileName().toString());
    }

    /** The journal to write to: the first one claimed, or a new one. */
    public Journal own() throws IOException {
        for (int number = 1; claimed.isEmpty() && number < MOST; number++) {
            Optional<Journal> journal = Journal.claim(directory.resolve(String.valueOf(number)), cipher, clock);
            journal.ifPresent(claimed::add);
        }
        if (claimed.isEmpty()) {
            throw new IOException("all " + MOST + " journals in " + directory + " are in use");
        }
        return claimed.getFirst();
    }

    @Override
    public void close() throws IOException {
        for (Journal journal : claimed) {
            journal.close();
        }
    }
}
