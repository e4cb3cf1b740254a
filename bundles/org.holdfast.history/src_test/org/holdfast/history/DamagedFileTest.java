package org.holdfast.history;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.holdfast.model.incident.Incident;
import org.holdfast.model.incident.StoreException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DamagedFileTest {

    @TempDir
    Path directory;

    private Path file;
    private Incident opened;
    private byte[] sound;

    @BeforeEach
    void write() throws IOException {
        file = directory.resolve("holdfast.mv.db");
        try (History history = History.open(directory)) {
            opened = history.open(Incidents.rich());
        }
        sound = Files.readAllBytes(file);
    }

    @Test
    void aSoundFileOpens() {
        try (History history = History.open(directory)) {
            assertEquals(Optional.of(opened), history.find(opened.number()));
        }
    }

    @Test
    void aFileThatIsNoDatabaseIsRefused() throws IOException {
        refuses("a letter to the administrator\n".repeat(1000).getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void aFileCutWithinItsHeaderIsRefused() throws IOException {
        refuses(Arrays.copyOf(sound, 100));
    }

    @Test
    void aFileCutBehindItsHeaderIsRefusedAndNotTakenForANewOne() throws IOException {
        refuses(Arrays.copyOf(sound, 8192));
    }

    @Test
    void aFileWithGarbageBehindItsHeaderIsRefusedAndNotTakenForANewOne() throws IOException {
        byte[] garbled = sound.clone();
        for (int i = 8192; i < garbled.length; i++) {
            garbled[i] ^= 0x5a;
        }
        refuses(garbled);
    }

    @Test
    void aPathThatIsAFileIsRefused() throws IOException {
        Path notADirectory = Files.writeString(directory.resolve("note"), "x");

        StoreException e = assertThrows(StoreException.class, () -> History.open(notADirectory));

        assertTrue(e.getMessage().contains(notADirectory.toString()), e.getMessage());
    }

    private void refuses(byte[] contents) throws IOException {
        Files.write(file, contents);

        StoreException e = assertThrows(StoreException.class, () -> History.open(directory));

        assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
        assertTrue(e.getMessage().contains("move it aside"), e.getMessage());
        assertTrue(e.getMessage().contains("Restore a backup"), e.getMessage());
        assertArrayEquals(contents, Files.readAllBytes(file), "the damaged file is left as it is");
    }
}
