package org.holdfast.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.holdfast.model.incident.Incident;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledWriterTest {

    private static final int WRITES = 40;

    @TempDir
    Path directory;

    @Test
    void everythingAcknowledgedIsThereAfterKillMinusNine() throws Exception {
        List<Long> acknowledged = new ArrayList<>();
        try (ChildJvm writer = ChildJvm.start(Writer.class, directory.toString())) {
            for (int i = 0; i < WRITES; i++) {
                acknowledged.add(Long.parseLong(writer.readLine()));
            }
            writer.kill();
            // What it acknowledged between our last reading and its death counts as well.
            for (String line = writer.readLine(); line != null; line = writer.readLine()) {
                acknowledged.add(Long.parseLong(line));
            }
        }

        try (History history = History.open(directory)) {
            for (long number : acknowledged) {
                assertEquals(
                        Optional.of(Incidents.numbered(Incidents.rich(), number)),
                        history.find(number),
                        "incident " + number + " of " + acknowledged.size());
            }
            Incident next = history.open(Incidents.bare());
            long last = acknowledged.getLast();
            assertTrue(next.number() > last && next.number() <= last + 2, "no hole: " + last + ", " + next.number());
        }
    }

    /** Opens and updates incidents until it is killed; says a number when both are acknowledged. */
    static final class Writer {

        public static void main(String[] arguments) {
            History history = History.open(Path.of(arguments[0]));
            while (true) {
                Incident opened = history.open(Incidents.bare());
                history.update(Incidents.numbered(Incidents.rich(), opened.number()));
                System.out.println(opened.number());
            }
        }
    }
}
