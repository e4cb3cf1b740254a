package org.holdfast.history.internal.opening;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.holdfast.history.internal.Database;
import org.holdfast.history.internal.StoreErrors;
import org.holdfast.history.internal.keys.KeyRing;
import org.holdfast.model.incident.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the H2 database of a directory. A damaged one is put aside, and a new one made of what can be read of it. */
public final class DirectoryOpener implements Opener {

    private static final Logger LOG = LoggerFactory.getLogger(DirectoryOpener.class);
    private static final String NAME = "holdfast" + H2File.SUFFIX;

    private final H2File file;
    private final InstantSource clock;
    private final List<String> putAside = new CopyOnWriteArrayList<>();

    private String foundDamaged = "";

    /**
     * @param directory exists
     * @param keys with which the file is or is to be encrypted
     */
    public DirectoryOpener(Path directory, Optional<KeyRing> keys, InstantSource clock) {
        this.file = new H2File(directory.resolve(NAME), keys);
        this.clock = clock;
    }

    /** The file that H2 makes in a directory. */
    public static Path fileIn(Path directory) {
        return directory.resolve(NAME);
    }

    @Override
    public String location() {
        return file.path().toString();
    }

    @Override
    public Database open() {
        return Database.withoutInterrupt(() -> {
            try {
                Rebuild rebuild = new Rebuild(file, clock);
                H2File.Look look = file.look();
                String damage = foundDamaged.isEmpty() ? look.damage() : foundDamaged;
                if (!damage.isEmpty() || rebuild.isUnfinished()) {
                    rebuild(rebuild, damage);
                } else if (!look.isInUse()) {
                    file.removeStaleNote();
                }
                return openOrRebuild(rebuild);
            } catch (IOException | UncheckedIOException e) {
                throw new StoreException(
                        "History " + location() + ": it can't be opened (" + e + "). Check the disk, its room and the"
                                + " permissions of the directory.",
                        e);
            }
        });
    }

    /** Some damage shows only when H2 reads its own tables. */
    private Database openOrRebuild(Rebuild rebuild) throws IOException {
        try {
            return Database.open(file.shared(), location());
        } catch (StoreException e) {
            if (e.getCause() instanceof SQLException cause && StoreErrors.isDamage(cause)) {
                rebuild(rebuild, StoreErrors.reason(cause));
                return Database.open(file.shared(), location());
            }
            throw e;
        }
    }

    private void rebuild(Rebuild rebuild, String damage) throws IOException {
        String sentence = rebuild.run(damage);
        putAside.add(sentence);
        LOG.error(sentence);
        foundDamaged = "";
    }

    @Override
    public void damaged(String why) {
        foundDamaged = why;
    }

    @Override
    public List<String> putAside() {
        return List.copyOf(putAside);
    }

    /** @throws StoreException when H2 can't take that path, or the directory can't be made */
    public static Path prepare(Path directory) {
        Path absolute = directory.toAbsolutePath().normalize();
        if (absolute.toString().indexOf(';') >= 0) {
            throw new StoreException(
                    "History " + absolute + ": H2 can't take a path with a semicolon. Choose another directory.", null);
        }
        try {
            return Files.createDirectories(absolute);
        } catch (IOException e) {
            throw new StoreException(
                    "History " + absolute + ": the directory can't be made or read (" + e + "). Check its permissions,"
                            + " or choose another directory.",
                    e);
        }
    }
}
