package org.holdfast.history.internal.keys;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Properties;
import org.holdfast.history.HistoryKey;
import org.holdfast.model.incident.StoreException;

/**
 * The file in a history's directory that says that it is encrypted, with which salt, and how to tell the right key from
 * a wrong one. Without it a wrong key would look like a damaged database. It holds no secret.
 */
public final class KeyFile {

    private static final String NAME = "encryption";
    private static final String SALT = "salt";
    private static final String FINGERPRINT = "fingerprint";

    private KeyFile() {}

    /**
     * The keys of a history; a new one is encrypted when there is a key.
     *
     * @param directory exists
     * @param isNew whether it holds no history yet
     * @return empty when it isn't encrypted
     * @throws StoreException when the key is wrong or missing, or the history isn't encrypted
     */
    public static Optional<KeyRing> open(Path directory, Optional<HistoryKey> key, boolean isNew) {
        Path file = directory.resolve(NAME);
        try {
            if (Files.exists(file)) {
                return Optional.of(check(directory, file, key));
            }
            if (key.isEmpty()) {
                return Optional.empty();
            }
            if (!isNew) {
                throw new StoreException(
                        "History " + directory + " isn't encrypted, but a key is given. Open it without one;"
                                + " to encrypt it, back it up and restore it with the key into another directory.",
                        null);
            }
            return Optional.of(create(file, key.get()));
        } catch (IOException e) {
            throw new StoreException(
                    "History " + directory + ": " + file + " can't be read or written (" + e
                            + "). Check its permissions.",
                    e);
        }
    }

    private static KeyRing check(Path directory, Path file, Optional<HistoryKey> key) throws IOException {
        Properties properties = new Properties();
        try (var in = Files.newBufferedReader(file)) {
            properties.load(in);
        }
        if (key.isEmpty()) {
            throw new StoreException(
                    "History " + directory + " is encrypted. Give the file with its key, or its passphrase.", null);
        }
        byte[] salt = HexFormat.of().parseHex(properties.getProperty(SALT, ""));
        KeyRing ring = KeyRing.of(key.get(), salt);
        if (!ring.fingerprint().equals(properties.getProperty(FINGERPRINT))) {
            throw new StoreException(
                    "History " + directory + " is encrypted with another key than the one given. Nothing was changed.",
                    null);
        }
        return ring;
    }

    private static KeyRing create(Path file, HistoryKey key) throws IOException {
        byte[] salt = new byte[KeyRing.SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        KeyRing ring = KeyRing.of(key, salt);
        String text =
                SALT + "=" + HexFormat.of().formatHex(salt) + "\n" + FINGERPRINT + "=" + ring.fingerprint() + "\n";
        Path part = file.resolveSibling(NAME + ".part");
        // Without the salt nobody could read the history again, so it has to be on the disk first.
        try (RandomAccessFile out = new RandomAccessFile(part.toFile(), "rw")) {
            out.setLength(0);
            out.write(text.getBytes(StandardCharsets.US_ASCII));
            out.getFD().sync();
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        return ring;
    }
}
