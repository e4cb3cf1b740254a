package org.holdfast.cache.pcap.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ReadableByteChannel;
import org.holdfast.cache.CaptureFileException;

/**
 * A capture file's content as a window that moves from front to back. The window is one direct buffer, seen twice: as
 * {@link #numbers} in the byte order of the file, and as {@link #frame} in network byte order for the sink. Reading 1
 * MiB at once into it, in {@linkplain #readAhead another thread}, is faster than mapping the file, also works for
 * pipes, and survives a file that gets shorter meanwhile. One thread.
 */
final class FileInput implements AutoCloseable {

    private static final int WINDOW = 1 << 20;
    private static final int SMALLEST = 64;

    private final RawFile file;
    private final ReadableByteChannel content;
    private ByteBuffer frame;
    private ByteBuffer numbers;
    private long windowAt;
    private int position;
    private int end;
    private long toSkip;

    /** Null while this thread reads itself. */
    private ReadAhead ahead;
    /** Whether the window is a piece that was read ahead. */
    private boolean lent;

    private FileInput(RawFile file, ReadableByteChannel content, ByteBuffer window, int end) {
        this.file = file;
        this.content = content;
        this.frame = window;
        this.numbers = window.duplicate();
        this.end = end;
    }

    /** Reads the file's beginning, which tells whether it is compressed. */
    static FileInput of(RawFile file) throws IOException {
        // One byte more than the file, so that its end is seen without growing.
        long wanted = file.size().orElse(WINDOW) + 1;
        ByteBuffer window = ByteBuffer.allocateDirect((int) Math.clamp(wanted, SMALLEST, WINDOW));
        ByteBuffer beginning = window.duplicate().limit(4);
        while (beginning.hasRemaining() && file.read(beginning) >= 0) {
            // A pipe may give less at a time.
        }
        beginning.flip();
        return Gunzip.isGzip(beginning)
                ? new FileInput(file, new Gunzip(file, beginning), ByteBuffer.allocateDirect(WINDOW), 0)
                : new FileInput(file, file, window, beginning.limit());
    }

    /** From now on has the file read in a thread of its own, if it is large enough for that. */
    void readAhead() {
        if (file.size().orElse(Long.MAX_VALUE) > ReadAhead.WORTHWHILE) {
            ahead = new ReadAhead(content, file.name());
        }
    }

    /** Sets the byte order of {@link #numbers}. */
    void order(ByteOrder order) {
        numbers.order(order);
    }

    ByteOrder order() {
        return numbers.order();
    }

    /** The window in the file's byte order, for absolute reading; valid until {@link #more}. */
    ByteBuffer numbers() {
        return numbers;
    }

    /** The window in network byte order; valid until {@link #more}. */
    ByteBuffer frame() {
        return frame;
    }

    /** Index of the first byte in the window that wasn't taken. */
    int position() {
        return position;
    }

    /** Index after the last byte in the window. */
    int end() {
        return end;
    }

    /** Takes all bytes in front of an index. */
    void take(int upTo) {
        position = upTo;
    }

    /** Takes bytes which needn't be in the window yet. */
    void skip(long bytes) {
        int here = (int) Math.min(bytes, end - position);
        position += here;
        toSkip = bytes - here;
    }

    /** Whether the end of what is to be skipped wasn't reached. */
    boolean isSkipping() {
        return toSkip > 0;
    }

    /** Where a byte of the window stands in the content. */
    long offset(int index) {
        return windowAt + index;
    }

    /**
     * Reads what is there, one byte at least; blocks for it. The bytes that weren't taken move to the front. The window
     * grows when it is full of them, so that it never is larger than twice what was read of a record.
     *
     * @return false at the end of the file
     */
    boolean more() throws IOException {
        return ahead == null ? readMore() : takeMore();
    }

    /** What is left of the window goes in front of the next piece. */
    private boolean takeMore() throws IOException {
        ByteBuffer piece = ahead.take();
        if (piece == null) {
            return false;
        }
        ByteBuffer left = numbers.limit(end).position(position);
        boolean fits = left.remaining() <= ReadAhead.HEADROOM;
        int begin = fits ? ReadAhead.HEADROOM - left.remaining() : 0;
        ByteBuffer next =
                fits ? piece : ByteBuffer.allocateDirect(left.remaining() + piece.limit() - ReadAhead.HEADROOM);
        windowAt += position - begin;
        end = begin + left.remaining() + piece.limit() - ReadAhead.HEADROOM;
        next.clear().position(begin).put(left);
        if (!fits) {
            next.put(piece.position(ReadAhead.HEADROOM));
            ahead.giveBack(piece);
        }
        if (lent) {
            ahead.giveBack(frame);
        }
        lent = fits;
        position = begin;
        frame = next.clear();
        numbers = next.duplicate().order(numbers.order());
        skip(toSkip);
        return true;
    }

    private boolean readMore() throws IOException {
        if (position > 0) {
            numbers.clear().limit(end).position(position);
            numbers.compact();
            windowAt += position;
            end -= position;
            position = 0;
        }
        if (end == frame.capacity()) {
            grow();
        }
        int read = content.read(frame.clear().position(end));
        numbers.clear();
        if (read < 0) {
            return false;
        }
        end += read;
        skip(toSkip);
        return true;
    }

    private void grow() {
        ByteBuffer larger = ByteBuffer.allocateDirect(2 * frame.capacity());
        frame = larger.put(frame.clear());
        numbers = larger.duplicate().order(numbers.order());
    }

    /** Reads until so many bytes are in the window. */
    boolean has(int bytes) throws IOException {
        while (end - position < bytes) {
            if (!more()) {
                return false;
            }
        }
        return true;
    }

    /** Whether bytes are left that no reader took, or bytes are missing that were to be skipped. */
    boolean hasPartOfRecord() {
        return end > position || toSkip > 0;
    }

    /** What is wrong with a file that ends now. */
    CaptureFileException cut() {
        return toSkip > 0
                ? fault(offset(end), "the file ends here, " + toSkip + " bytes before the end of a block")
                : fault(
                        offset(position),
                        "the record that begins here is cut: the file ends after " + (end - position) + " bytes of it");
    }

    CaptureFileException fault(long offset, String what) {
        return new CaptureFileException(file.name(), offset, what);
    }

    @Override
    public void close() throws IOException {
        if (ahead != null) {
            ahead.close();
        }
        content.close();
    }
}
