package org.holdfast.history;

import static org.holdfast.history.Incidents.AT;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.holdfast.model.history.Page;
import org.holdfast.model.history.When;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EndedProcessTest {

    private static final int ENTRIES = 200;

    @TempDir
    Path directory;

    @Test
    void whatIsWrittenWhileTheProcessEndsIsInTheDatabase() throws Exception {
        try (ChildJvm writer = ChildJvm.start(Writer.class, directory.toString())) {
            assertEquals(0, writer.awaitEnd());
        }
        // Without it only what is in the database itself is found.
        deleteJournal();

        try (History history = History.open(directory)) {
            assertEquals(
                    ENTRIES,
                    history.queries()
                            .audit(When.ever(), Page.Request.first(10_000))
                            .items()
                            .size());
        }
    }

    private void deleteJournal() throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("journal"))) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Ends, and writes while it does. */
    static final class Writer {

        public static void main(String[] arguments) {
            History history = History.open(Path.of(arguments[0]));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                for (int i = 0; i < ENTRIES; i++) {
                    history.record(Facts.audit(i, AT));
                }
                history.close();
            }));
        }
    }
}
