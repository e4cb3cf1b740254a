package org.holdfast.lab.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.SplittableRandom;

/**
 * The files that nginx serves: pseudo-random bytes, the same on every host, with the same modification time, because
 * {@code ETag} and {@code Last-Modified} are made of it.
 */
final class Payload {

    static final String LARGE = "large.bin";
    static final String SMALL = "small.txt";

    private static final Instant MODIFIED = Instant.parse("2026-01-01T00:00:00Z");
    private static final long SEED = 77;

    private Payload() {}

    /** Writes the files of one host into {@code directory}. */
    static void write(Path directory, long bytes) throws IOException {
        Files.createDirectories(directory);
        Path large = directory.resolve(LARGE);
        SplittableRandom random = new SplittableRandom(SEED);
        byte[] chunk = new byte[1 << 20];
        try (OutputStream out = Files.newOutputStream(large)) {
            for (long left = bytes; left > 0; left -= chunk.length) {
                random.nextBytes(chunk);
                out.write(chunk, 0, (int) Math.min(left, chunk.length));
            }
        }
        Path small = Files.writeString(directory.resolve(SMALL), "served\n");
        Files.setLastModifiedTime(large, FileTime.from(MODIFIED));
        Files.setLastModifiedTime(small, FileTime.from(MODIFIED));
    }

    /** SHA-256 of a file, in hexadecimal digits. */
    static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] chunk = new byte[1 << 20];
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                digest.update(chunk, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
