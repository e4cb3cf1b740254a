package org.holdfast.cache.internal.remember;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A disk that fails or stops when it's told to. A write that fails leaves half of it behind. */
class FakeDisk implements SegmentFiles {

    volatile String failure;
    volatile boolean truncateFails;
    /** Writes wait for it. */
    volatile CountDownLatch gate;
    /** Counted down by a write that waits. */
    volatile CountDownLatch waiting = new CountDownLatch(1);

    volatile int largestWrite;

    @Override
    public Output open(Path file) throws IOException {
        fail();
        return new FilterOutput(SegmentFiles.REAL.open(file)) {
            @Override
            public void write(ByteBuffer bytes, long position) throws IOException {
                waitForGate();
                largestWrite = Math.max(largestWrite, bytes.remaining());
                if (failure != null) {
                    super.write(bytes.slice().limit(bytes.remaining() / 2), position);
                    fail();
                }
                super.write(bytes, position);
            }

            @Override
            public void truncate(long length) throws IOException {
                if (truncateFails) {
                    throw new IOException("Input/output error");
                }
                super.truncate(length);
            }
        };
    }

    @Override
    public long size(Path file) throws IOException {
        return SegmentFiles.REAL.size(file);
    }

    @Override
    public void delete(Path file) throws IOException {
        fail();
        SegmentFiles.REAL.delete(file);
    }

    @Override
    public void rename(Path file, Path to) throws IOException {
        fail();
        SegmentFiles.REAL.rename(file, to);
    }

    @Override
    public void makeDirectory(Path directory) throws IOException {
        SegmentFiles.REAL.makeDirectory(directory);
    }

    private void fail() throws IOException {
        if (failure != null) {
            throw new IOException(failure);
        }
    }

    private void waitForGate() throws IOException {
        CountDownLatch closed = gate;
        if (closed != null) {
            waiting.countDown();
            try {
                closed.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }
    }

    /** Passes everything on. */
    static class FilterOutput implements Output {

        private final Output real;

        FilterOutput(Output real) {
            this.real = real;
        }

        @Override
        public void write(ByteBuffer bytes, long position) throws IOException {
            real.write(bytes, position);
        }

        @Override
        public long size() throws IOException {
            return real.size();
        }

        @Override
        public void truncate(long length) throws IOException {
            real.truncate(length);
        }

        @Override
        public void close() throws IOException {
            real.close();
        }
    }
}
