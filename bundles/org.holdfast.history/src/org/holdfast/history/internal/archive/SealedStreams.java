package org.holdfast.history.internal.archive;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.util.Arrays;
import org.holdfast.history.HistoryKey;
import org.holdfast.history.internal.journal.RecordCipher;
import org.holdfast.history.internal.keys.KeyRing;

/**
 * A stream as a row of sealed pieces: magic number (8 bytes), salt (16), then for each piece its length (4) and itself.
 * An empty piece ends it, so that a stream that was cut off is noticed.
 */
public final class SealedStreams {

    private static final byte[] MAGIC = {'H', 'F', 'S', 'E', 'A', 'L', 'E', 'D'};
    private static final int PIECE = 1 << 16;
    private static final int LARGEST = 2 * PIECE;

    private SealedStreams() {}

    /** Whether these are the first bytes of a sealed stream. */
    public static boolean isSealed(byte[] start) {
        return start.length >= MAGIC.length && Arrays.equals(start, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
    }

    /** Seals what is written; closing it is what makes it whole. */
    public static OutputStream seal(OutputStream out, HistoryKey key) throws IOException {
        byte[] salt = new byte[KeyRing.SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        out.write(MAGIC);
        out.write(salt);
        return new Sealing(new DataOutputStream(out), KeyRing.of(key, salt).archiveCipher());
    }

    /** @throws IOException when reading, too: it was changed, cut off, or sealed with another key */
    public static InputStream open(InputStream in, HistoryKey key) throws IOException {
        DataInputStream data = new DataInputStream(in);
        byte[] start = data.readNBytes(MAGIC.length);
        if (!isSealed(start)) {
            throw new IOException("it isn't encrypted");
        }
        byte[] salt = data.readNBytes(KeyRing.SALT_BYTES);
        return new Opening(data, KeyRing.of(key, salt).archiveCipher());
    }

    private static final class Sealing extends OutputStream {

        private final DataOutputStream out;
        private final RecordCipher cipher;
        private final ByteArrayOutputStream piece = new ByteArrayOutputStream(PIECE);
        private long number;
        private boolean isClosed;

        Sealing(DataOutputStream out, RecordCipher cipher) {
            this.out = out;
            this.cipher = cipher;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            int from = offset;
            int left = length;
            while (left > 0) {
                int part = Math.min(left, PIECE - piece.size());
                piece.write(bytes, from, part);
                from += part;
                left -= part;
                if (piece.size() == PIECE) {
                    put();
                }
            }
        }

        private void put() throws IOException {
            byte[] sealed = cipher.seal(piece.toByteArray(), number++);
            out.writeInt(sealed.length);
            out.write(sealed);
            piece.reset();
        }

        @Override
        public void close() throws IOException {
            if (!isClosed) {
                isClosed = true;
                if (piece.size() > 0) {
                    put();
                }
                put();
                out.close();
            }
        }
    }

    private static final class Opening extends InputStream {

        private final DataInputStream in;
        private final RecordCipher cipher;
        private byte[] piece = {};
        private int position;
        private long number;
        private boolean isEnd;

        Opening(DataInputStream in, RecordCipher cipher) {
            this.in = in;
            this.cipher = cipher;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (position == piece.length && !isEnd) {
                next();
            }
            if (isEnd) {
                return -1;
            }
            int part = Math.min(length, piece.length - position);
            System.arraycopy(piece, position, bytes, offset, part);
            position += part;
            return part;
        }

        private void next() throws IOException {
            try {
                int length = in.readInt();
                if (length < 0 || length > LARGEST) {
                    throw new IOException("it is damaged");
                }
                piece = cipher.open(in.readNBytes(length), number++);
                position = 0;
                isEnd = piece.length == 0;
            } catch (EOFException e) {
                throw new IOException("its end is missing", e);
            }
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
