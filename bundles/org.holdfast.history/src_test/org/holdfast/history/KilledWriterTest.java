package org.holdfast.history;

import static org.holdfast.history.Incidents.AT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.holdfast.model.history.AuditEntry;
import org.holdfast.model.history.ConnectionLog;
import org.holdfast.model.history.ConnectionQuestion;
import org.holdfast.model.history.ConnectionRecord;
import org.holdfast.model.history.IncidentFile;
import org.holdfast.model.history.IncidentNote;
import org.holdfast.model.history.Page;
import org.holdfast.model.history.When;
import org.holdfast.model.incident.Incident;
import org.holdfast.model.tcp.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process writes all it can and says what it was acknowledged; it is killed at a random moment, again and again. The
 * system property {@code holdfast.kills} says how often, {@code holdfast.seed} by which moments.
 */
class KilledWriterTest {

    private static final int KILLS = Integer.getInteger("holdfast.kills", 5);
    private static final long SEED = Long.getLong("holdfast.seed", 20260301);

    @TempDir
    Path directory;

    /** Names and numbers that were acknowledged since the first kill. */
    private final Set<UUID> audit = new TreeSet<>();

    private final Map<Long, Integer> notesOfIncidents = new HashMap<>();

    @Test
    void everythingAcknowledgedIsThereOnceAfterEveryKill() throws Exception {
        Random random = new Random(SEED);
        for (int kill = 0; kill < KILLS; kill++) {
            try (ChildJvm writer = ChildJvm.start(Writer.class, directory.toString(), String.valueOf(kill))) {
                hear(writer.readLine());
                TimeUnit.MILLISECONDS.sleep(random.nextInt(kill % 5 == 0 ? 1_000 : 300));
                writer.kill();
                // What it acknowledged before its death counts.
                for (String line = writer.readLine(); line != null; line = writer.readLine()) {
                    hear(line);
                }
            }
            // Not after every kill, so that journals are also found by the next writer.
            if (kill % 4 == 3 || kill == KILLS - 1) {
                check("kill " + kill + " of seed " + SEED);
            }
        }
    }

    private void hear(String line) {
        String[] words = line.split(" ");
        switch (words[0]) {
            case "audit" -> audit.add(UUID.fromString(words[1]));
            case "incident" -> notesOfIncidents.put(Long.parseLong(words[1]), 0);
            case "note" -> notesOfIncidents.merge(Long.parseLong(words[1]), 1, Integer::sum);
            default -> throw new AssertionError(line);
        }
    }

    private void check(String when) {
        try (History history = History.open(directory)) {
            Await.until("the journals are written", () -> history.health().journalBacklog() == 0);
            assertEquals(List.of(), history.health().putAside(), when);
            checkAudit(history, when);
            for (Map.Entry<Long, Integer> incident : notesOfIncidents.entrySet()) {
                checkIncident(history, incident.getKey(), incident.getValue(), when);
            }
            checkConnections(history, when);
        }
    }

    private void checkAudit(History history, String when) {
        List<UUID> found = new ArrayList<>();
        Optional<String> after = Optional.empty();
        do {
            Page<AuditEntry> page = history.queries().audit(When.ever(), new Page.Request(10_000, after));
            page.items().forEach(entry -> found.add(entry.id()));
            after = page.next();
        } while (after.isPresent());
        assertEquals(found.size(), Set.copyOf(found).size(), when + ": nothing is there twice");
        Set<UUID> missing = new TreeSet<>(audit);
        found.forEach(missing::remove);
        assertTrue(missing.isEmpty(), when + ": " + missing.size() + " of " + audit.size() + " are missing");
    }

    private static void checkIncident(History history, long number, int notes, String when) {
        IncidentFile file = history.queries().incident(number).orElseThrow();
        assertEquals(Optional.of(Incidents.numbered(Incidents.rich(), number)), file.change(), when);
        assertTrue(file.notes().size() >= notes, when + ": incident " + number + " has all notes");
    }

    /** Summaries may be missing, for nobody acknowledged them; but none is there twice, and every chunk is whole. */
    private static void checkConnections(History history, String when) {
        Set<String> seen = new TreeSet<>();
        Optional<String> after = Optional.empty();
        do {
            Page<ConnectionRecord> page =
                    history.queries().connections(ConnectionQuestion.of(When.ever()), new Page.Request(10_000, after));
            for (ConnectionRecord record : page.items()) {
                String name =
                        record.summary().service() + " " + record.summary().id();
                assertTrue(seen.add(name), when + ": " + name + " is there twice");
            }
            after = page.next();
        } while (after.isPresent());
        long counted = history.queries().connectionCounts(When.ever()).stream()
                .mapToLong(c -> c.connections())
                .sum();
        long living = seen.size() - counted;
        assertTrue(living >= 0, when + ": " + seen.size() + " connections, but " + counted + " are counted");
    }

    /** Writes until it is killed; says what is acknowledged. */
    static final class Writer {

        private static final Instant START = AT;

        public static void main(String[] arguments) throws IOException {
            History history = History.open(HistoryOptions.in(Path.of(arguments[0])));
            String life = "life-" + arguments[1];
            Thread.ofPlatform().daemon().start(() -> auditForEver(history));
            Thread.ofPlatform().daemon().start(() -> summariseForEver(history, life));
            while (true) {
                Incident opened = history.open(Incidents.bare());
                history.update(Incidents.numbered(Incidents.rich(), opened.number()));
                say("incident " + opened.number());
                history.record(new IncidentNote(UUID.randomUUID(), AT, opened.number(), "ada", "seen"));
                say("note " + opened.number());
            }
        }

        private static void auditForEver(History history) {
            while (true) {
                AuditEntry entry = Facts.audit(0, START);
                UUID id = UUID.randomUUID();
                history.record(new AuditEntry(
                        id,
                        START,
                        entry.who(),
                        entry.role(),
                        entry.from(),
                        entry.action(),
                        entry.target(),
                        entry.result(),
                        "",
                        ""));
                say("audit " + id);
            }
        }

        private static void summariseForEver(History history, String life) {
            ConnectionLog log = history.connections(Facts.CACHE, START);
            for (long id = 0; ; id++) {
                Instant at = START.plusMillis(id);
                var summary = Connections.of(id, "203.0.113.7", life, Verdict.SURVIVES, at.minusSeconds(5), at);
                if (id % 7 == 0) {
                    log.living(summary, at);
                }
                log.closed(summary, at);
                if (id % 100 == 0) {
                    LockSupport.parkNanos(20_000_000);
                }
            }
        }

        private static synchronized void say(String line) {
            System.out.println(line);
        }
    }
}
