package org.holdfast.history.internal.opening;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Map;
import java.util.stream.Collectors;
import org.holdfast.history.internal.Aside;
import org.holdfast.history.internal.Schema;
import org.holdfast.history.internal.StoreErrors;
import org.holdfast.model.incident.StoreException;

/**
 * Puts a damaged database aside and makes a new one of what can be read of it. The new one gets its name when it is
 * whole; a note tells the next start to begin again when this one doesn't get that far.
 */
final class Rebuild {

    private final H2File file;
    private final InstantSource clock;
    private final Path note;
    private final H2File fresh;

    Rebuild(H2File file, InstantSource clock) {
        this.file = file;
        this.clock = clock;
        this.note = file.path().resolveSibling("rebuild");
        this.fresh = new H2File(file.path().resolveSibling("holdfast.new" + H2File.SUFFIX), file.keys());
    }

    /** Whether an earlier start put the database aside, and no more. */
    boolean isUnfinished() {
        return Files.exists(note);
    }

    /**
     * Puts the database aside, unless that is done, and makes a new one.
     *
     * @param damage what is the matter with it; empty to go on with what an earlier start began
     * @return what was done, in sentences
     * @throws StoreException when it is in use, or the new one can't be written
     */
    String run(String damage) throws IOException {
        if (!damage.isEmpty() && file.look().isInUse()) {
            throw new StoreException(
                    "History " + file.path() + " is damaged (" + damage + "), but another process has it open."
                            + " End that one, and it is put aside at the next start.",
                    null);
        }
        Path aside = isUnfinished()
                ? file.path().resolveSibling(Files.readString(note).strip())
                : Aside.name(file.path(), H2File.SUFFIX, clock.instant());
        Files.writeString(note, aside.getFileName().toString());
        if (!damage.isEmpty() && !Files.exists(aside)) {
            Files.move(file.path(), aside);
        }
        String saved;
        if (Files.exists(file.path())) {
            saved = "A new history was made.";
        } else {
            saved = describe(make(new H2File(aside, file.keys())));
            Files.move(fresh.path(), file.path(), StandardCopyOption.ATOMIC_MOVE);
        }
        Files.delete(note);
        return "History " + file.path() + " was damaged" + (damage.isEmpty() ? "" : " (" + damage + ")")
                + " and was put aside as " + aside + ". " + saved
                + " What the journal still has is written into it again.";
    }

    private Map<String, Long> make(H2File damaged) throws IOException {
        Files.deleteIfExists(fresh.path());
        try (Connection to = fresh.alone().getConnection()) {
            to.setAutoCommit(false);
            Schema.bringUpToDate(to, fresh.path().toString());
            to.commit();
            Map<String, Long> copied = Salvage.copy(damaged.readOnly(), to);
            to.commit();
            try (var statement = to.createStatement()) {
                statement.execute("CHECKPOINT SYNC");
            }
            return copied;
        } catch (SQLException e) {
            throw StoreErrors.explain(fresh.path().toString(), "a new history can't be made", e);
        }
    }

    private static String describe(Map<String, Long> copied) {
        if (copied.isEmpty()) {
            return "Nothing of it could be read; a new one was made.";
        }
        return "A new one was made of what could be read: "
                + copied.entrySet().stream()
                        .map(e -> e.getValue() + " × " + e.getKey())
                        .collect(Collectors.joining(", "))
                + ".";
    }
}
