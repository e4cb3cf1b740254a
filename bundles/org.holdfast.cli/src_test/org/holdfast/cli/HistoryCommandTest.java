package org.holdfast.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.holdfast.history.History;
import org.holdfast.history.HistoryKey;
import org.holdfast.history.HistoryOptions;
import org.holdfast.model.history.OwnershipChange;
import org.holdfast.model.history.When;
import org.holdfast.model.ownership.NodeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryCommandTest {

    private static final OwnershipChange CHANGE = new OwnershipChange(
            UUID.fromString("0b8f3a52-5d3e-4a55-8d4c-3f1b6a1c9e01"),
            Instant.parse("2026-03-01T10:42:07Z"),
            "web",
            List.of(InetAddress.ofLiteral("10.0.0.5")),
            new NodeId("alpha"),
            3,
            "moved",
            "ada");

    @TempDir
    private Path folder;

    private final List<String> failures = new ArrayList<>();

    @Test
    void backsUpAHistoryThatIsOpenAndRestoresItEncrypted() throws IOException {
        Path key = Files.writeString(folder.resolve("key"), "0123456789abcdef");
        Path backup = folder.resolve("backup");
        try (History history = History.open(folder.resolve("old/history"))) {
            history.record(CHANGE);

            assertEquals(0, run("history", "backup", "--data", folder + "/old", backup.toString()));
        }
        assertEquals(
                0,
                run("history", "restore", "--data", folder + "/new", "--key-file", key.toString(), backup.toString()));

        HistoryOptions options =
                HistoryOptions.in(folder.resolve("new/history")).with(HistoryKey.ofFile(key));
        try (History history = History.open(options)) {
            assertEquals(
                    new NodeId("alpha"),
                    history.queries()
                            .ownership(When.ever(), Optional.empty())
                            .getFirst()
                            .owner());
        }
    }

    @Test
    void refusesToRestoreOverAHistory() {
        Path backup = folder.resolve("backup");
        try (History history = History.open(folder.resolve("old/history"))) {
            history.record(CHANGE);
        }
        run("history", "backup", "--data", folder + "/old", backup.toString());

        assertEquals(1, run("history", "restore", "--data", folder + "/old", backup.toString()));

        assertTrue(failures.getFirst().contains("there is a history already"), failures.toString());
    }

    private int run(String... arguments) {
        return Holdfast.run(arguments, e -> failures.add(e.getMessage()));
    }
}
