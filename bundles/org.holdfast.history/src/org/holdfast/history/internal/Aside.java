package org.holdfast.history.internal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Names for damaged files that are put aside: the old name with the time behind it. */
public final class Aside {

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private Aside() {}

    /** A name that isn't taken. */
    public static Path name(Path file, Instant now) {
        return name(file, "", now);
    }

    /**
     * A name that isn't taken and ends as the old one.
     *
     * @param suffix with which the old name ends
     */
    public static Path name(Path file, String suffix, Instant now) {
        String old = file.getFileName().toString();
        String name = old.substring(0, old.length() - suffix.length()) + ".damaged-" + STAMP.format(now);
        Path aside = file.resolveSibling(name + suffix);
        for (int i = 2; Files.exists(aside); i++) {
            aside = file.resolveSibling(name + "-" + i + suffix);
        }
        return aside;
    }
}
