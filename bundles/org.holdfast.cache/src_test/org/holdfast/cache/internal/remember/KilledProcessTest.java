package org.holdfast.cache.internal.remember;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.holdfast.cache.Limits;
import org.holdfast.model.tcp.Direction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} at any moment: what was said to be written is there, once, and nothing half-written is believed. */
class KilledProcessTest {

    /** How many processes are killed; more of them in long runs. */
    private static final int KILLS = Integer.getInteger("holdfast.kills", 5);

    private static final int MOST_LINES = 40;
    private static final int MOST_SPINS = 100_000;
    private static final Limits LIMITS = Stored.limits(1 << 30, 256 << 10);

    @TempDir
    Path directory;

    /**
     * Another process that stores packets with the numbers from its second argument on, under load. It writes by small
     * bits, so that it's likely to die within a block.
     */
    static final class Load {

        private static final int AHEAD = 500;

        private final PacketMemory memory;
        private volatile int stored;
        private volatile int written;

        private Load(PacketMemory memory, int from) {
            this.memory = memory;
            stored = from;
            written = from;
        }

        public static void main(String[] arguments) throws IOException {
            PacketMemory memory =
                    new PacketMemory(Path.of(arguments[0]), LIMITS, (segment, from) -> {}, new BitByBit());
            Load load = new Load(memory, Integer.parseInt(arguments[1]));
            Thread.ofPlatform().start(load::tell);
            load.store();
        }

        private void store() {
            Random random = new Random(stored);
            ByteBuffer frame = ByteBuffer.allocateDirect(2000);
            for (int number = stored; true; number++) {
                while (number - written > AHEAD) {
                    Thread.onSpinWait();
                }
                frame.clear().limit(4 * (1 + random.nextInt(200)));
                while (frame.hasRemaining()) {
                    frame.putInt(number);
                }
                memory.append(number, 1, frame.flip(), 2000);
                stored = number + 1;
            }
        }

        private void tell() {
            while (true) {
                while (stored == written) {
                    Thread.onSpinWait();
                }
                int before = stored;
                memory.awaitWritten();
                written = before;
                System.out.println(before);
            }
        }
    }

    /** Files that are written by bits which have nothing to do with blocks. */
    private static final class BitByBit extends FakeDisk {

        private static final int BIT = 97;

        @Override
        public Output open(Path file) throws IOException {
            return new FilterOutput(super.open(file)) {
                @Override
                public void write(ByteBuffer bytes, long position) throws IOException {
                    for (int at = 0; at < bytes.limit(); at += BIT) {
                        super.write(bytes.slice(at, Math.min(BIT, bytes.limit() - at)), position + at);
                    }
                }
            };
        }
    }

    @Test
    void findsAllThatWasWrittenOnce() throws Exception {
        Random random = new Random(KILLS);
        int next = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            int written = killAfter(random, next);
            next = check(written);
        }
    }

    /** Says which number was to be stored next when all before was said to be written. */
    private int killAfter(Random random, int from) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classPath(),
                        Load.class.getName(),
                        directory.toString(),
                        Integer.toString(from))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        int written = from;
        try (BufferedReader output = process.inputReader()) {
            for (int i = random.nextInt(MOST_LINES); i >= 0; i--) {
                written = Integer.parseInt(output.readLine());
            }
            // It has just written something; a little later it writes again.
            for (int i = random.nextInt(MOST_SPINS); i > 0; i--) {
                Thread.onSpinWait();
            }
            // Not the process's own method: that one closes the output.
            process.toHandle().destroyForcibly();
            // What it had said before.
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                written = Math.max(written, Integer.parseInt(line));
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        return written;
    }

    /** Says which number follows. */
    private int check(int written) throws IOException {
        int[] next = {0};
        try (PacketMemory memory = new PacketMemory(directory, LIMITS, (segment, from) -> {});
                PacketReader reader = memory.reader()) {
            memory.forEachRecovered((reference, timestampNanos, linkType, frame, originalLength) -> {
                assertEquals(next[0], timestampNanos, "in order, none missing, none twice");
                assertEquals(2000, originalLength);
                next[0]++;
                try {
                    check(reader.read(reference).frame(), (int) timestampNanos);
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
                check(frame, (int) timestampNanos);
            });
        }
        assertTrue(next[0] >= written, written + " were written, " + next[0] + " are there");
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".pcapng")).toList()) {
                Stored.inFile(file);
            }
        }
        return next[0];
    }

    private static void check(ByteBuffer frame, int number) {
        assertTrue(frame.hasRemaining());
        while (frame.hasRemaining()) {
            assertEquals(number, frame.getInt());
        }
    }

    /** From where the classes were loaded, because a test runner's own class path need not name them. */
    private static String classPath() {
        return Stream.of(Load.class, PacketMemory.class, Direction.class)
                .map(KilledProcessTest::location)
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String location(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new AssertionError("where is " + type + "?", e);
        }
    }
}
