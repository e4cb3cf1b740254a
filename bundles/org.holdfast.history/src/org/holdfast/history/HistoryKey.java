package org.holdfast.history;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.holdfast.model.incident.StoreException;

/** The secret that a history is encrypted with at rest. What is derived from it depends on the history, too. */
public final class HistoryKey {

    private static final int SHORTEST_FILE = 16;
    private static final int SHORTEST_PASSPHRASE = 8;

    /** A file holds chance; words don't, so guessing them is made slow (OWASP's figure for PBKDF2-HMAC-SHA256). */
    private static final int ROUNDS_FOR_FILE = 1_000;

    private static final int ROUNDS_FOR_PASSPHRASE = 600_000;

    private final byte[] secret;
    private final int rounds;

    private HistoryKey(byte[] secret, int rounds) {
        this.secret = secret;
        this.rounds = rounds;
    }

    /**
     * Takes the contents of a file, as they are.
     *
     * @throws StoreException when it can't be read or has less than 16 bytes
     */
    public static HistoryKey ofFile(Path file) {
        try {
            byte[] secret = Files.readAllBytes(file);
            if (secret.length < SHORTEST_FILE) {
                throw new StoreException(
                        "Key file " + file + " has " + secret.length + " bytes; a key needs at least " + SHORTEST_FILE
                                + ". Make one with: head -c 32 /dev/urandom > " + file,
                        null);
            }
            return new HistoryKey(secret, ROUNDS_FOR_FILE);
        } catch (IOException e) {
            throw new StoreException(
                    "Key file " + file + " can't be read (" + e + "). Check its path and permissions.", e);
        }
    }

    /** @throws StoreException when it has less than 8 characters */
    public static HistoryKey ofPassphrase(char[] passphrase) {
        if (passphrase.length < SHORTEST_PASSPHRASE) {
            throw new StoreException("A passphrase needs at least " + SHORTEST_PASSPHRASE + " characters.", null);
        }
        ByteBuffer utf8 = StandardCharsets.UTF_8.encode(CharBuffer.wrap(passphrase));
        byte[] secret = new byte[utf8.remaining()];
        utf8.get(secret);
        return new HistoryKey(secret, ROUNDS_FOR_PASSPHRASE);
    }

    /** The secret as it was given. */
    public byte[] secret() {
        return secret.clone();
    }

    /** How often it is hashed. */
    public int rounds() {
        return rounds;
    }
}
