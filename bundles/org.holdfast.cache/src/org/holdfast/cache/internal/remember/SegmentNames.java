package org.holdfast.cache.internal.remember;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** File names of segments: {@code segment-00000042.pcapng}. */
final class SegmentNames {

    /** Nine digits are far more than any disk takes, and still leave room to count on. */
    private static final Pattern NAME = Pattern.compile("segment-(\\d{8,9})\\.pcapng");

    private SegmentNames() {}

    static String of(int number) {
        return String.format(Locale.ROOT, "segment-%08d.pcapng", number);
    }

    /** A name that nobody has yet for a segment that can't be used; it isn't among the {@link #in segments} then. */
    static Path aside(Path file) {
        String stem = file.getFileName().toString().replace(".pcapng", ".aside");
        Path free = file.resolveSibling(stem + ".pcapng");
        for (int i = 2; Files.exists(free); i++) {
            free = file.resolveSibling(stem + "-" + i + ".pcapng");
        }
        return free;
    }

    /** The segments in a directory by their numbers; other files are nobody's business. */
    static SortedMap<Integer, Path> in(Path directory) throws IOException {
        SortedMap<Integer, Path> found = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "segment-*.pcapng")) {
            for (Path file : files) {
                Matcher matcher = NAME.matcher(file.getFileName().toString());
                if (matcher.matches() && Files.isRegularFile(file)) {
                    found.put(Integer.parseInt(matcher.group(1)), file);
                }
            }
        }
        return found;
    }
}
