package org.holdfast.cache.pcap.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ReadableByteChannel;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.holdfast.cache.CaptureFileException;

/**
 * The content of a gzip file (RFC 1952) of one or more members. A fault is named with its place in the compressed file,
 * after all that is before it was given out. One thread.
 */
final class Gunzip implements ReadableByteChannel {

    private static final int MAGIC = 0x1f8b;
    private static final int DEFLATE = 8;
    private static final int HEADER_CHECK = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;
    private static final int BUFFER = 256 << 10;

    private final RawFile file;
    private final ByteBuffer compressed = ByteBuffer.allocateDirect(BUFFER);
    private final Inflater inflater = new Inflater(true);
    private final CRC32 check = new CRC32();
    private boolean within;
    private boolean ended;
    private long members;
    private CaptureFileException fault;

    /** @param beginning what was read of the file already */
    Gunzip(RawFile file, ByteBuffer beginning) {
        this.file = file;
        compressed.put(beginning).flip();
    }

    /** Whether a file that begins so is compressed with gzip. */
    static boolean isGzip(ByteBuffer beginning) {
        return beginning.remaining() >= 2 && (beginning.getShort(beginning.position()) & 0xffff) == MAGIC;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        if (fault != null) {
            throw fault;
        }
        int start = target.position();
        try {
            while (target.position() == start && !ended) {
                if (within) {
                    inflate(target);
                } else {
                    beginMember();
                }
            }
        } catch (CaptureFileException e) {
            if (target.position() == start) {
                throw e;
            }
            fault = e;
        }
        return target.position() == start ? -1 : target.position() - start;
    }

    private void inflate(ByteBuffer target) throws IOException {
        if (!compressed.hasRemaining() && !fill()) {
            throw cut();
        }
        int start = target.position();
        long before = inflater.getBytesWritten();
        inflater.setInput(compressed);
        try {
            inflater.inflate(target);
        } catch (DataFormatException e) {
            long at = position();
            target.position(start + (int) (inflater.getBytesWritten() - before));
            throw new CaptureFileException(
                    file.name(), at, "the compressed data is damaged here or shortly before: " + e.getMessage());
        }
        check.update(target.duplicate().flip().position(start));
        if (inflater.finished()) {
            endMember();
        }
    }

    private void beginMember() throws IOException {
        if (members > 0 && onlyPaddingIsLeft()) {
            ended = true;
            return;
        }
        long at = position();
        int magic = next() << 8 | next();
        int method = next();
        if (magic != MAGIC || method != DEFLATE) {
            throw new CaptureFileException(file.name(), at, "no gzip member begins here");
        }
        int flags = next();
        skip(6);
        if ((flags & EXTRA) != 0) {
            skip(next() | next() << 8);
        }
        if ((flags & NAME) != 0) {
            skipText();
        }
        if ((flags & COMMENT) != 0) {
            skipText();
        }
        if ((flags & HEADER_CHECK) != 0) {
            skip(2);
        }
        inflater.reset();
        check.reset();
        members++;
        within = true;
    }

    private void endMember() throws IOException {
        within = false;
        long at = position();
        ByteBuffer trailer = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        while (trailer.hasRemaining()) {
            trailer.put((byte) next());
        }
        if (trailer.getInt(0) != (int) check.getValue() || trailer.getInt(4) != (int) inflater.getBytesWritten()) {
            throw new CaptureFileException(
                    file.name(), at, "the check sum of the compressed data is wrong, so something before is damaged");
        }
    }

    /** Tapes and block devices fill up with zeros. */
    private boolean onlyPaddingIsLeft() throws IOException {
        while (compressed.hasRemaining() || fill()) {
            if (compressed.get(compressed.position()) != 0) {
                return false;
            }
            compressed.get();
        }
        return true;
    }

    private void skipText() throws IOException {
        while (next() != 0) {
            // The name or the comment.
        }
    }

    private void skip(int bytes) throws IOException {
        for (int i = 0; i < bytes; i++) {
            next();
        }
    }

    private int next() throws IOException {
        if (!compressed.hasRemaining() && !fill()) {
            throw cut();
        }
        return compressed.get() & 0xff;
    }

    private boolean fill() throws IOException {
        compressed.clear();
        int read = file.read(compressed);
        compressed.flip();
        return read > 0;
    }

    /** Of the next byte in the compressed file. */
    private long position() {
        return file.bytesRead() - compressed.remaining();
    }

    private CaptureFileException cut() {
        return new CaptureFileException(file.name(), position(), "the compressed file is cut here");
    }

    @Override
    public boolean isOpen() {
        return file.isOpen();
    }

    /** Ends the inflater; the file belongs to who opened it. */
    @Override
    public void close() {
        inflater.end();
    }
}
