package org.holdfast.history.internal.opening;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.holdfast.history.internal.H2Port;
import org.holdfast.history.internal.UrlSource;
import org.holdfast.history.internal.keys.KeyRing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file of H2's, which several processes of this machine may use at a time.
 *
 * @param path it ends in {@value #SUFFIX}
 * @param keys with which it is encrypted; empty when it isn't
 */
public record H2File(Path path, Optional<KeyRing> keys) {

    public static final String SUFFIX = ".mv.db";

    private static final Logger LOG = LoggerFactory.getLogger(H2File.class);
    private static final long STARTING_NANOS = 100_000_000L;

    static {
        H2Port.onLoopback();
    }

    /** Connections to it, which other processes share. */
    DataSource shared() {
        if (isLoopbackUp()) {
            return source(";AUTO_SERVER=TRUE");
        }
        LOG.warn("history {}: no loopback interface is up, so other processes can't read it meanwhile", path);
        return alone();
    }

    /** Connections to it while no other process has it. */
    public DataSource alone() {
        return source("");
    }

    /** Connections that only read. */
    DataSource readOnly() {
        return source(";ACCESS_MODE_DATA=r;IFEXISTS=TRUE");
    }

    private DataSource source(String settings) {
        String file = path.toString();
        // async: an ordinary file channel closes, and the database with it, when a thread is interrupted while writing.
        String url = "jdbc:h2:async:" + file.substring(0, file.length() - SUFFIX.length()) + settings;
        return keys.map(ring -> UrlSource.h2(url + ";CIPHER=AES", ring.filePassword() + " "))
                .orElseGet(() -> UrlSource.h2(url, ""));
    }

    /**
     * Looks at it before H2 opens it, and only reads. H2 takes a file whose contents can't be found for a new one and
     * overwrites it.
     */
    Look look() throws IOException {
        if (!Files.exists(path) || Files.size(path) == 0) {
            return Look.SOUND;
        }
        MVStore.Builder builder =
                new MVStore.Builder().fileName("async:" + path).readOnly();
        keys.ifPresent(ring -> builder.encryptionKey(ring.filePassword().toCharArray()));
        try (MVStore store = builder.open()) {
            return store.getMapNames().isEmpty() ? new Look(false, "there is no history in it") : Look.SOUND;
        } catch (MVStoreException e) {
            // Another process uses it: then that one has looked.
            return e.getErrorCode() == DataUtils.ERROR_FILE_LOCKED ? Look.IN_USE : new Look(false, e.getMessage());
        }
    }

    /**
     * Removes the note with which a process tells others where it serves the file, if that process was killed: H2 would
     * knock there for seconds. Whoever is just about to serve it holds the file a moment later.
     */
    void removeStaleNote() throws IOException {
        Path note = path.resolveSibling(path.getFileName().toString().replace(SUFFIX, ".lock.db"));
        if (!Files.exists(note)) {
            return;
        }
        FileTime written = Files.getLastModifiedTime(note);
        LockSupport.parkNanos(STARTING_NANOS);
        if (!look().isInUse()
                && Files.exists(note)
                && Files.getLastModifiedTime(note).equals(written)) {
            Files.deleteIfExists(note);
        }
    }

    /**
     * What one sees of a file from outside.
     *
     * @param isInUse whether a process has it open, this one included
     * @param damage why it must not be opened; empty when it is sound as far as one can see at its ends
     */
    record Look(boolean isInUse, String damage) {

        private static final Look SOUND = new Look(false, "");
        private static final Look IN_USE = new Look(true, "");
    }

    private static boolean isLoopbackUp() {
        try {
            NetworkInterface loopback = NetworkInterface.getByInetAddress(InetAddress.ofLiteral(H2Port.LOOPBACK));
            return loopback != null && loopback.isUp();
        } catch (IOException e) {
            LOG.warn("the loopback interface can't be looked at", e);
            return false;
        }
    }
}
