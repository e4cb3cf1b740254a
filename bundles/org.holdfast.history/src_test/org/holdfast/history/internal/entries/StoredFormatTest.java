package org.holdfast.history.internal.entries;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.holdfast.history.JournalSamples;
import org.junit.jupiter.api.Test;

/** What older programs left in journals. A line that was released stays as it is; new ones follow it. */
class StoredFormatTest {

    @Test
    void everyKindIsReadAsItWasWritten() throws IOException {
        for (Entry entry : JournalSamples.all()) {
            assertEquals(entry, EntryCodec.decode(EntryCodec.encode(entry)));
        }
    }

    @Test
    void whatTheFirstReleaseWroteIsStillRead() throws IOException {
        List<Entry> read = new ArrayList<>();
        for (String line : lines()) {
            read.add(EntryCodec.decode(line.getBytes(StandardCharsets.UTF_8)));
        }

        assertEquals(JournalSamples.all(), read);
    }

    private static List<String> lines() throws IOException {
        try (InputStream in = StoredFormatTest.class.getResourceAsStream("entries-1.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }
}
