package org.holdfast.cache.pcap.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;

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
        return pcapHeader(magic, 2, 4, linkType);
    }

    CaptureFiles pcapHeader(int magic, int major, int minor, int linkType) {
        return put(
                24,
                b -> b.putInt(magic)
                        .putShort((short) major)
                        .putShort((short) minor)
                        .putLong(0)
                        .putInt(65535)
                        .putInt(linkType));
    }

    CaptureFiles pcapRecord(int seconds, int subseconds, String data, int original) {
        return numbers(seconds, subseconds, data.length(), original).text(data);
    }

    CaptureFiles numbers(int... numbers) {
        return put(4 * numbers.length, b -> b.asIntBuffer().put(numbers));
    }

    CaptureFiles text(String text) {
        bytes.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
        return this;
    }

    CaptureFiles section() {
        return section(1, 0);
    }

    CaptureFiles section(int major, int minor) {
        return block(
                0x0a0d0d0a,
                16,
                b -> b.putInt(0x1a2b3c4d)
                        .putShort((short) major)
                        .putShort((short) minor)
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

    /** With if_fcslen. */
    CaptureFiles descriptionWithCheckSequence(int bits) {
        return block(
                1,
                16,
                b -> b.putShort((short) 1)
                        .putShort((short) 0)
                        .putInt(0)
                        .putShort((short) 13)
                        .putShort((short) 1)
                        .put((byte) bits));
    }

    CaptureFiles enhanced(int description, long ticks, String data, int original) {
        return enhanced(description, ticks, data, original, new byte[0]);
    }

    /** With options: each a code, a length and a value, padded to 4 bytes. */
    CaptureFiles enhanced(int description, long ticks, String data, int original, byte[] options) {
        return block(
                6,
                20 + padded(data) + options.length,
                b -> b.putInt(description)
                        .putInt((int) (ticks >>> 32))
                        .putInt((int) ticks)
                        .putInt(data.length())
                        .putInt(original)
                        .put(data.getBytes(StandardCharsets.US_ASCII))
                        .position(28 + padded(data))
                        .put(options));
    }

    CaptureFiles old(int description, int drops, long ticks, String data, int original) {
        return block(
                2,
                20 + padded(data),
                b -> b.putShort((short) description)
                        .putShort((short) drops)
                        .putInt((int) (ticks >>> 32))
                        .putInt((int) ticks)
                        .putInt(data.length())
                        .putInt(original)
                        .put(data.getBytes(StandardCharsets.US_ASCII)));
    }

    CaptureFiles simple(String data, int original) {
        return block(3, 4 + padded(data), b -> b.putInt(original).put(data.getBytes(StandardCharsets.US_ASCII)));
    }

    CaptureFiles statistics(int description, byte[] options) {
        return block(
                5, 12 + options.length, b -> b.putInt(description).putLong(0).put(options));
    }

    byte[] option(int code, long value, int length) {
        ByteBuffer option = ByteBuffer.allocate(4 + length).order(order);
        option.putShort((short) code).putShort((short) length);
        return (length == 8 ? option.putLong(value) : option.putInt((int) value)).array();
    }

    CaptureFiles unknownBlock() {
        return unknownBlock(8);
    }

    CaptureFiles unknownBlock(int body) {
        return block(0x0bad, body, b -> {});
    }

    int length() {
        return bytes.size();
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }

    static byte[] gzip(byte[] content) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return compressed.toByteArray();
    }

    Path write(Path directory) throws IOException {
        return Files.write(directory.resolve("capture"), bytes());
    }

    private CaptureFiles block(int type, int body, Consumer<ByteBuffer> content) {
        return put(body + 12, b -> {
            b.putInt(type).putInt(body + 12);
            content.accept(b);
            b.putInt(body + 8, body + 12);
        });
    }

    private CaptureFiles put(int length, Consumer<ByteBuffer> content) {
        ByteBuffer buffer = ByteBuffer.allocate(length).order(order);
        content.accept(buffer);
        bytes.writeBytes(buffer.array());
        return this;
    }

    private static int padded(String data) {
        return data.length() + 3 & ~3;
    }
}
