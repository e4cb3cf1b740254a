package org.holdfast.cache.pcap.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Builds capture files block by block. */
final class CaptureFiles {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private ByteOrder order;

    CaptureFiles(ByteOrder order) {
        this.order = order;
    }

    CaptureFiles order(ByteOrder newOrder) {
        order = newOrder;
        return this;
    }

    CaptureFiles pcapHeader(int magic, int linkType) {
        return put(
                24,
                b -> b.putInt(magic)
                        .putShort((short) 2)
                        .putShort((short) 4)
                        .putLong(0)
                        .putInt(65535)
                        .putInt(linkType));
    }

    CaptureFiles pcapRecord(int seconds, int subseconds, String data, int original) {
        put(16, b -> b.putInt(seconds).putInt(subseconds).putInt(data.length()).putInt(original));
        bytes.writeBytes(data.getBytes(StandardCharsets.US_ASCII));
        return this;
    }

    CaptureFiles section() {
        return block(
                0x0a0d0d0a,
                16,
                b -> b.putInt(0x1a2b3c4d)
                        .putShort((short) 1)
                        .putShort((short) 0)
                        .putLong(-1));
    }

    CaptureFiles description(int linkType, int snapshotLength) {
        return block(1, 8, b -> b.putShort((short) linkType).putShort((short) 0).putInt(snapshotLength));
    }

    /** With if_tsresol and if_tsoffset. */
    CaptureFiles description(int linkType, int resolution, long offset) {
        return block(
                1,
                32,
                b -> b.putShort((short) linkType)
                        .putShort((short) 0)
                        .putInt(0)
                        .putShort((short) 9)
                        .putShort((short) 1)
                        .put((byte) resolution)
                        .put(new byte[3])
                        .putShort((short) 14)
                        .putShort((short) 8)
                        .putLong(offset)
                        .putInt(0));
    }

    CaptureFiles enhanced(int description, long ticks, String data, int original) {
        return block(
                6,
                20 + padded(data),
                b -> b.putInt(description)
                        .putInt((int) (ticks >>> 32))
                        .putInt((int) ticks)
                        .putInt(data.length())
                        .putInt(original)
                        .put(data.getBytes(StandardCharsets.US_ASCII)));
    }

    CaptureFiles simple(String data, int original) {
        return block(3, 4 + padded(data), b -> b.putInt(original).put(data.getBytes(StandardCharsets.US_ASCII)));
    }

    CaptureFiles unknownBlock() {
        return block(0x0bad, 8, b -> b.putLong(1));
    }

    int length() {
        return bytes.size();
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }

    Path write(Path directory) throws IOException {
        return Files.write(directory.resolve("capture"), bytes());
    }

    private CaptureFiles block(int type, int body, java.util.function.Consumer<ByteBuffer> content) {
        return put(body + 12, b -> {
            b.putInt(type).putInt(body + 12);
            content.accept(b);
            b.putInt(body + 8, body + 12);
        });
    }

    private CaptureFiles put(int length, java.util.function.Consumer<ByteBuffer> content) {
        ByteBuffer buffer = ByteBuffer.allocate(length).order(order);
        content.accept(buffer);
        bytes.writeBytes(buffer.array());
        return this;
    }

    private static int padded(String data) {
        return data.length() + 3 & ~3;
    }
}
