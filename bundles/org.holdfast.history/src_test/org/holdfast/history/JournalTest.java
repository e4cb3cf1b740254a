package org.holdfast.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import org.holdfast.history.internal.journal.Journal;
import org.holdfast.history.internal.journal.JournalRecord;
import org.holdfast.history.internal.journal.RecordCipher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

    private static final InstantSource CLOCK = InstantSource.fixed(Incidents.AT);

    @TempDir
    Path directory;

    @Test
    void isReadInOrderAlsoAfterItWasOpenedAgain() throws IOException {
        try (Journal journal = claim()) {
            append(journal, "a", "b");
        }
        try (Journal journal = claim()) {
            append(journal, "c");

            assertEquals(List.of("a", "b", "c"), texts(journal, 1));
            assertEquals(List.of("b", "c"), texts(journal, 2));
            assertEquals(List.of(), texts(journal, 4));
            assertEquals(3, journal.last());
        }
    }

    @Test
    void hasTheSameNameInEveryLife() throws IOException {
        Journal first = claim();
        append(first, "a");
        first.close();

        try (Journal second = claim()) {
            assertEquals(first.id(), second.id());
        }
    }

    @Test
    void isClaimedByOneOnly() throws IOException {
        try (Journal _ = claim()) {
            assertEquals(Optional.empty(), Journal.claim(directory, null, CLOCK));
            assertEquals(Optional.empty(), Journal.claim(directory, null, CLOCK), "asking doesn't give the lock up");
        }
        claim().close();
    }

    @Test
    void aHalfWrittenRecordIsCutOffWhereverItEnds() throws IOException {
        try (Journal journal = claim()) {
            append(journal, "first", "second");
        }
        Path file = onlyFile();
        byte[] whole = Files.readAllBytes(file);
        int second = (whole.length - 28 - 1) / 2 + 28; // the two records differ by a byte
        for (int length = second; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            try (Journal journal = claim()) {
                assertEquals(List.of("first"), texts(journal, 1), "cut to " + length);
                assertEquals(1, journal.last());
                append(journal, "third");
                assertEquals(List.of("first", "third"), texts(journal, 1));
                assertEquals(List.of(), journal.damages(), "that is no damage");
            }
        }
    }

    @Test
    void zerosAtTheEndAreCutOff() throws IOException {
        try (Journal journal = claim()) {
            append(journal, "a");
        }
        try (RandomAccessFile file = new RandomAccessFile(onlyFile().toFile(), "rw")) {
            file.setLength(file.length() + 4096);
        }

        try (Journal journal = claim()) {
            assertEquals(List.of("a"), texts(journal, 1));
            assertEquals(List.of(), journal.damages());
        }
    }

    @Test
    void aFileThatWasJustBegunIsUsed() throws IOException {
        Files.createFile(directory.resolve("00000000000000000005.journal"));

        try (Journal journal = claim()) {
            append(journal, "a");
            assertEquals(5, journal.last(), "the name tells");
        }
        try (Journal journal = claim()) {
            assertEquals(List.of("a"), texts(journal, 1));
        }
    }

    @Test
    void damageInTheMiddleCostsOnlyWhatItHit() throws IOException {
        try (Journal journal = claim()) {
            append(journal, "first", "second", "third");
        }
        Path file = onlyFile();
        byte[] bytes = Files.readAllBytes(file);
        byte[] damaged = bytes.clone();
        int inSecond = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("second");
        damaged[inSecond] ^= 1;
        Files.write(file, damaged);

        try (Journal journal = claim()) {
            assertEquals(List.of("first", "third"), texts(journal, 1));
            assertEquals(1, journal.damages().size());
            Path aside = directory.resolve(file.getFileName() + ".damaged-20260301T104207Z");
            assertTrue(
                    journal.damages().getFirst().contains(aside.toString()),
                    journal.damages().getFirst());
            assertEquals(-1, Arrays.mismatch(damaged, Files.readAllBytes(aside)), "it is kept as it was");
            append(journal, "fourth");
        }
        try (Journal journal = claim()) {
            assertEquals(List.of("first", "third", "fourth"), texts(journal, 1));
            assertEquals(List.of(), journal.damages());
        }
    }

    @Test
    void aDamagedLengthDoesNotHideWhatFollows() throws IOException {
        try (Journal journal = claim()) {
            append(journal, "first", "second", "third");
        }
        Path file = onlyFile();
        byte[] bytes = Files.readAllBytes(file);
        int lengthOfFirst = 28 + 4;
        bytes[lengthOfFirst] = 0x7f;
        Files.write(file, bytes);

        try (Journal journal = claim()) {
            assertEquals(List.of("second", "third"), texts(journal, 1));
        }
    }

    @Test
    void aDamagedHeaderDoesNotHideTheRecords() throws IOException {
        try (Journal journal = claim()) {
            append(journal, "first", "second");
        }
        byte[] bytes = Files.readAllBytes(onlyFile());
        bytes[3] ^= 1;
        Files.write(onlyFile(), bytes);

        try (Journal journal = claim()) {
            assertEquals(List.of("first", "second"), texts(journal, 1));
            assertEquals(1, journal.damages().size());
        }
    }

    @Test
    void largeRecordsRollToNewFilesAndWrittenFilesAreDropped() throws IOException {
        Random random = new Random(1);
        byte[] megabyte = new byte[1 << 20];
        try (Journal journal = claim()) {
            for (int i = 0; i < 12; i++) {
                random.nextBytes(megabyte);
                journal.append(megabyte, _ -> {});
            }
            journal.force(12);
            assertEquals(3, files().size());
            assertEquals(LongStream.rangeClosed(1, 12).boxed().toList(), sequences(journal));

            journal.trim(3, 0);
            assertEquals(3, files().size(), "the first file holds record 4, too");
            journal.trim(12, 100 << 20);
            assertEquals(3, files().size(), "so much is kept in any case");
            journal.trim(12, 0);
            assertEquals(1, files().size(), "the newest stays");
        }
        try (Journal journal = claim()) {
            assertEquals(12, journal.last());
        }
    }

    @Test
    void recordsAreForcedForAllWhoWait() throws Exception {
        try (Journal journal = claim();
                ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Callable<Long>> writers = IntStream.range(0, 200)
                    .<Callable<Long>>mapToObj(i -> () -> {
                        long sequence = journal.append(("r" + i).getBytes(StandardCharsets.UTF_8), _ -> {});
                        journal.force(sequence);
                        return sequence;
                    })
                    .toList();
            List<Long> sequences = new ArrayList<>();
            for (Future<Long> each : threads.invokeAll(writers)) {
                sequences.add(each.get());
            }

            assertEquals(
                    LongStream.rangeClosed(1, 200).boxed().toList(),
                    sequences.stream().sorted().toList());
            assertEquals(200, texts(journal, 1).size());
        }
    }

    @Test
    void anInterruptDoesNotCloseIt() throws IOException {
        Thread.currentThread().interrupt();
        try (Journal journal = claim()) {
            append(journal, "a");
        }
        assertTrue(Thread.interrupted(), "it is passed on");

        try (Journal journal = claim()) {
            assertEquals(List.of("a"), texts(journal, 1));
        }
    }

    @Test
    void isUnreadableWithoutItsKey() throws IOException {
        RecordCipher cipher = new RecordCipher(new SecretKeySpec(new byte[32], "AES"));
        String secret = "ada migrated the shop".repeat(100);
        try (Journal journal = Journal.claim(directory, cipher, CLOCK).orElseThrow()) {
            append(journal, secret, "x");
        }
        assertFalse(Files.readString(onlyFile(), StandardCharsets.ISO_8859_1).contains("ada"));

        try (Journal journal = Journal.claim(directory, cipher, CLOCK).orElseThrow()) {
            assertEquals(List.of(secret, "x"), texts(journal, 1));
        }
        byte[] other = new byte[32];
        other[0] = 1;
        RecordCipher wrong = new RecordCipher(new SecretKeySpec(other, "AES"));
        try (Journal journal = Journal.claim(directory, wrong, CLOCK).orElseThrow()) {
            assertThrows(IOException.class, () -> texts(journal, 1));
        }
    }

    private Journal claim() throws IOException {
        return Journal.claim(directory, null, CLOCK).orElseThrow();
    }

    private static void append(Journal journal, String... texts) throws IOException {
        for (String text : texts) {
            journal.force(journal.append(text.getBytes(StandardCharsets.UTF_8), _ -> {}));
        }
    }

    private static List<String> texts(Journal journal, long from) throws IOException {
        List<String> texts = new ArrayList<>();
        List<JournalRecord> records = journal.read(from, 7);
        while (!records.isEmpty()) {
            records.forEach(r -> texts.add(new String(r.payload(), StandardCharsets.UTF_8)));
            records = journal.read(records.getLast().sequence() + 1, 7);
        }
        return texts;
    }

    private static List<Long> sequences(Journal journal) throws IOException {
        List<Long> sequences = new ArrayList<>();
        for (List<JournalRecord> records = journal.read(1, 5);
                !records.isEmpty();
                records = journal.read(sequences.getLast() + 1, 5)) {
            records.forEach(r -> sequences.add(r.sequence()));
        }
        return sequences;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(f -> f.toString().endsWith(".journal")).sorted().toList();
        }
    }

    private Path onlyFile() throws IOException {
        assertEquals(1, files().size());
        return files().getFirst();
    }
}
