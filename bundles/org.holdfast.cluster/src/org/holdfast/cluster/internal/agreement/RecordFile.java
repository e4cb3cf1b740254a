package org.holdfast.cluster.internal.agreement;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records in a file, each durable before the next is written. A record is {@code HFL1}, its number (8 bytes, from 1), the
 * length of its content (4), a CRC-32C of number, length and content (4), the content, and a last byte that isn't zero.
 *
 * <p>So at most the last record can be unfinished, and nobody was told of it: it is cut off. What is wrong anywhere else,
 * or complete to its last byte and still wrong, is damage, and the file is refused. Not thread-safe.
 */
final class RecordFile implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(RecordFile.class);
    private static final int MAGIC = 0x48464c31;
    private static final int HEADER = 20;
    private static final byte LAST = 0x5a;

    private final Disk.Tape tape;
    private long number;

    private RecordFile(Disk.Tape tape, long number) {
        this.tape = tape;
        this.number = number;
    }

    /** What a file holds, and the file, open at its end. */
    record Opened(List<byte[]> records, RecordFile file) {}

    /** @throws IOException when it is damaged or can't be read; the message says where */
    static Opened open(Path path, Disk disk) throws IOException {
        List<byte[]> records = new ArrayList<>();
        if (Files.exists(path)) {
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(path));
            while (bytes.hasRemaining() && read(bytes, records)) {
                // Until the end, or the first record that isn't whole.
            }
            if (bytes.hasRemaining()) {
                checkTail(bytes, records.size());
                cut(path, bytes.position(), bytes.remaining());
            }
        }
        return new Opened(records, new RecordFile(disk.open(path), records.size()));
    }

    /** Writes a record; it is durable when this returns. */
    void append(byte[] content) throws IOException {
        ByteBuffer record = ByteBuffer.allocate(HEADER + content.length + 1);
        record.putInt(MAGIC).putLong(number + 1).putInt(content.length);
        record.putInt(checksum(number + 1, content)).put(content).put(LAST).flip();
        tape.append(record);
        tape.force();
        number++;
    }

    @Override
    public void close() throws IOException {
        tape.close();
    }

    /** @return whether there was a whole record; if not, the position is where it would begin */
    private static boolean read(ByteBuffer bytes, List<byte[]> records) {
        int start = bytes.position();
        byte[] content = contentAt(bytes, start, records.size() + 1);
        if (content == null) {
            return false;
        }
        records.add(content);
        bytes.position(start + HEADER + content.length + 1);
        return true;
    }

    private static byte[] contentAt(ByteBuffer bytes, int start, long expected) {
        int left = bytes.limit() - start - HEADER - 1;
        if (left < 0 || bytes.getInt(start) != MAGIC || bytes.getLong(start + 4) != expected) {
            return null;
        }
        int length = bytes.getInt(start + 12);
        if (length < 0 || length > left || bytes.get(start + HEADER + length) != LAST) {
            return null;
        }
        byte[] content = new byte[length];
        bytes.get(start + HEADER, content);
        return bytes.getInt(start + 16) == checksum(expected, content) ? content : null;
    }

    /** Only what a write that was cut short leaves may be dropped. */
    private static void checkTail(ByteBuffer bytes, long whole) throws IOException {
        int start = bytes.position();
        for (int at = start; at + HEADER < bytes.limit(); at++) {
            boolean isLater = at > start && bytes.getInt(at) == MAGIC && bytes.getLong(at + 4) > whole + 1;
            if (isLater) {
                throw new IOException("record " + (whole + 1) + " at byte " + start + " is damaged, others follow");
            }
        }
        boolean isComplete = bytes.limit() - start > HEADER
                && bytes.getInt(start + 12) == bytes.limit() - start - HEADER - 1
                && bytes.get(bytes.limit() - 1) == LAST;
        if (isComplete) {
            throw new IOException("record " + (whole + 1) + " at byte " + start + " is complete but damaged");
        }
    }

    private static void cut(Path path, long length, int rest) throws IOException {
        LOG.warn("the last {} bytes of {} are a record that was never finished; they are cut off", rest, path);
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
            channel.truncate(length);
            channel.force(true);
        }
    }

    private static int checksum(long number, byte[] content) {
        CRC32C crc = new CRC32C();
        crc.update(
                ByteBuffer.allocate(12).putLong(number).putInt(content.length).flip());
        crc.update(content);
        return (int) crc.getValue();
    }
}
