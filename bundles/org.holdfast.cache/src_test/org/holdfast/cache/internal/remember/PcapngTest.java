package org.holdfast.cache.internal.remember;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a segment looks like, byte by byte. */
class PcapngTest {

    @TempDir
    Path directory;

    @Test
    void writesAnInterfaceDescriptionAndPacketsWithNanoseconds() throws IOException {
        try (PacketMemory memory = new PacketMemory(directory, Stored.limits(1 << 20, 4096), (s, o) -> {})) {
            // So that the chunk isn't full of zeros.
            byte[] ones = new byte[3900];
            Arrays.fill(ones, (byte) 0xff);
            for (int i = 0; i < 4; i++) {
                memory.append(0, 1, ByteBuffer.wrap(ones), ones.length);
            }
            long reference =
                    memory.append(1_763_000_000_123_456_789L, 113, ByteBuffer.wrap(new byte[] {1, 2, 3, 4, 5}), 1500);
            assertEquals(PacketReference.of(4, Pcapng.sectionHeader().length + 32), reference);
        }
        byte[] file = Files.readAllBytes(Stored.file(directory, 4));
        byte[] header = Pcapng.sectionHeader();
        assertArrayEquals(header, Arrays.copyOf(file, header.length));
        assertEquals(
                // Interface description: type, length, link type 113, snap length, if_tsresol 9, end, length.
                "01000000" + "20000000" + "71000000" + "00000000" + "0900010009000000" + "00000000" + "20000000"
                        // Packet: type, length, interface, time high and low, captured, original, bytes, length.
                        + "06000000" + "28000000" + "00000000" + "286f7718" + "154d5fca" + "05000000" + "dc050000"
                        + "0102030405000000" + "28000000",
                HexFormat.of().formatHex(file, header.length, file.length));
    }

    @Test
    void saysWhereItComesFrom() {
        ByteBuffer header = ByteBuffer.wrap(Pcapng.sectionHeader()).order(ByteOrder.LITTLE_ENDIAN);
        assertEquals(0x0a0d0d0a, header.getInt(0));
        assertEquals(header.capacity(), header.getInt(4));
        assertEquals(0x1a2b3c4d, header.getInt(8));
        assertEquals(1, header.getInt(12), "version 1.0");
        assertEquals(-1, header.getLong(16), "the section's length isn't known");
        assertEquals(header.capacity(), header.getInt(header.capacity() - 4));
        assertEquals(0, header.capacity() % 4);
        String text = new String(header.array(), StandardCharsets.UTF_8);
        assertTrue(text.contains("Holdfast") && text.contains(System.getProperty("os.arch")), text);
    }
}
