package org.holdfast.policy.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Holds every decision that stands in a file beside this class. With {@code -Dholdfast.golden.write=true} the files are
 * written anew with what is decided now: read the difference before you commit it.
 */
class GoldenTest {

    private static final Path DIRECTORY =
            Path.of(System.getProperty("basedir", ""), "src_test", "org", "holdfast", "policy", "golden");

    private static final int LEAST_CASES = 150;

    @TestFactory
    Stream<DynamicContainer> decidesAsWritten() throws IOException {
        if (Boolean.getBoolean("holdfast.golden.write")) {
            for (GoldenFile file : files()) {
                file.rewrite();
            }
        }
        return files().stream()
                .map(file -> DynamicContainer.dynamicContainer(
                        file.path().getFileName().toString(),
                        file.cases().stream().map(golden -> test(file, golden))));
    }

    private static DynamicTest test(GoldenFile file, GoldenCase golden) {
        return DynamicTest.dynamicTest(
                golden.title(),
                () -> assertEquals(
                        String.join("\n", golden.expected()),
                        String.join("\n", golden.decided()),
                        () -> file.path().getFileName() + ":" + golden.line() + ": " + golden.title()));
    }

    @Test
    void everyCaseHasATitleOfItsOwn() throws IOException {
        List<String> titles = files().stream()
                .flatMap(file -> file.cases().stream())
                .map(GoldenCase::title)
                .toList();
        List<String> twice = titles.stream()
                .filter(title -> titles.indexOf(title) != titles.lastIndexOf(title))
                .distinct()
                .toList();

        assertEquals(List.of(), twice);
        assertTrue(titles.size() >= LEAST_CASES, () -> titles.size() + " cases");
    }

    private static List<GoldenFile> files() throws IOException {
        try (Stream<Path> paths = Files.list(DIRECTORY)) {
            return paths.filter(path -> path.toString().endsWith(".txt"))
                    .sorted()
                    .map(GoldenTest::read)
                    .toList();
        }
    }

    private static GoldenFile read(Path path) {
        try {
            return GoldenFile.read(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
