package org.holdfast.history;

import static org.holdfast.history.Incidents.AT;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.holdfast.model.history.Page;
import org.holdfast.model.history.When;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EndedProcessTest {

    private static final int ENTRIES = 200;

    @TempDir
    Path directory;

    @Test
    void whatIsWrittenWhileTheProcessEndsIsThereAfterwards() throws Exception {
        try (ChildJvm writer = ChildJvm.start(Writer.class, directory.toString())) {
            assertEquals(0, writer.awaitEnd());
        }
        // In the database or, when that was closed first by its own shutdown hook, still in the journal.
        try (History history = History.open(directory)) {
            Await.until("the journal is written", () -> history.health().journalBacklog() == 0);
            assertEquals(
                    ENTRIES,
                    history.queries()
                            .audit(When.ever(), Page.Request.first(10_000))
                            .items()
                            .size());
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
