package org.holdfast.cache.internal.remember;

import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Writes one segment after the other to its file, whole blocks only. For the thread that writes.
 *
 * <p>Bytes go by a piece of its own: the chunk may be taken away at any time, so they are copied first and written only
 * when the chunk was still the segment's afterwards.
 */
final class SegmentOutput {

    private static final int PIECE = 1 << 20;

    private final SegmentFiles files;
    private final FileChores chores;
    private ByteBuffer piece = ByteBuffer.allocateDirect(0);
    private StoredSegment segment;
    private SegmentFiles.Output output;

    SegmentOutput(SegmentFiles files, FileChores chores) {
        this.files = files;
        this.chores = chores;
    }

    boolean isOpenFor(StoredSegment other) {
        return segment == other && output != null;
    }

    /** Opens the segment's file, or sees whether it is still there. A file that is gone is written anew. */
    void select(StoredSegment next) throws IOException {
        if (isOpenFor(next) && files.size(next.file()) >= next.written()) {
            return;
        }
        finish();
        segment = next;
        output = files.open(next.file());
        long size = output.size();
        if (size < next.written() && !next.rewrite()) {
            return;
        }
        if (size > next.written()) {
            output.truncate(next.written());
        }
    }

    /** Writes what was appended to the selected segment before this call. */
    void write() throws IOException {
        boolean last = segment.sealed();
        int end = segment.end();
        while (segment.written() < end) {
            SegmentImage image = segment.image();
            if (image == null) {
                return;
            }
            int from = segment.written();
            int to = wholeBlocks(image, from, end);
            copy(image, from, to);
            VarHandle.acquireFence();
            if (segment.image() != image || to == from) {
                return;
            }
            output.write(piece, from);
            if (!segment.progress(image, to)) {
                return;
            }
        }
        if (last) {
            finish();
        }
    }

    /** Closes the file; it ends with a whole block. */
    void finish() throws IOException {
        if (output == null) {
            return;
        }
        try (SegmentFiles.Output closing = output) {
            output = null;
            if (!segment.dropped() && closing.size() > segment.written()) {
                closing.truncate(segment.written());
            }
        }
    }

    /** Closes the file if nobody wants it any more. */
    void finishIfDropped() throws IOException {
        if (output != null && segment.dropped()) {
            finish();
        }
    }

    /** Closes the file after a failure, as well as it goes; what fails then is added to the cause. */
    void abandon(IOException cause) {
        if (output == null) {
            return;
        }
        try {
            finish();
        } catch (IOException e) {
            cause.addSuppressed(e);
            chores.cut(segment);
        }
    }

    /** Where the blocks end that go together; none when the chunk was taken away. */
    private static int wholeBlocks(SegmentImage image, int from, int end) {
        ByteBuffer bytes = image.chunk().bytes();
        int to = from;
        while (to < end) {
            int length = bytes.getInt(to + 4);
            // Nonsense means that the chunk was taken away.
            boolean nonsense = length < 12 || length > end - to;
            if (nonsense || to > from && to + length - from > PIECE) {
                return to;
            }
            to += length;
        }
        return to;
    }

    private void copy(SegmentImage image, int from, int to) {
        int length = to - from;
        if (piece.capacity() < length) {
            piece = ByteBuffer.allocateDirect(Math.max(
                            length, Math.min(PIECE, image.chunk().bytes().capacity())))
                    .order(ByteOrder.LITTLE_ENDIAN);
        }
        piece.clear().limit(length);
        piece.put(0, image.chunk().bytes(), from, length);
    }
}
