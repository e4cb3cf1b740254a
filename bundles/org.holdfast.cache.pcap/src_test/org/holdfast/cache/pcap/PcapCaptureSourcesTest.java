package org.holdfast.cache.pcap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.holdfast.cache.LiveCaptureSource;
import org.holdfast.linux.PacketTap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class PcapCaptureSourcesTest {

    private final PcapCaptureSources sources = new PcapCaptureSources();

    @Test
    void capturesByTapWhereItCan() {
        try (LiveCaptureSource source = sources.openLive("lo", 4 << 20, "tcp port 1")) {
            assertEquals(PacketTap.problem().isEmpty(), source.filtersWithoutLoss());
        } catch (IOException e) {
            Assumptions.abort("can't capture here: " + e.getMessage());
        }
    }

    @Test
    void listsInterfaces() throws IOException {
        Assumptions.assumeTrue(
                PacketTap.problem().isEmpty(), () -> PacketTap.problem().orElseThrow());
        assertTrue(sources.interfaces().stream().anyMatch(found -> found.name().equals("lo")));
    }

    @Test
    void saysWhichFileIsMissing() {
        IOException missing = assertThrows(IOException.class, () -> sources.openFile(Path.of("/no/such/file")));
        assertTrue(missing.getMessage().contains("/no/such/file"), missing.getMessage());
    }
}
