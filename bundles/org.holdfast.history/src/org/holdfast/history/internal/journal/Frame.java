package org.holdfast.history.internal.journal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * A record as it stands in a file: mark (4 bytes), length of the body (4), sequence (8), flags (1), CRC32C of all that
 * and the body (4), body. Big-endian.
 *
 * @param sequence of the record
 * @param flags {@link #DEFLATED}, {@link #SEALED}
 * @param body what follows the header
 */
record Frame(long sequence, int flags, byte[] body) {

    static final int HEADER = 21;

    /** Larger ones aren't appended; a larger length in a file is a damaged one. */
    static final int LARGEST_BODY = 64 << 20;

    private static final int MARK = 0x4846_4a52; // "HFJR"
    private static final int DEFLATED = 1;
    private static final int SEALED = 2;
    private static final int WORTH_DEFLATING = 512;

    /** @param cipher seals it; null to leave it open */
    static Frame of(long sequence, byte[] payload, RecordCipher cipher) throws IOException {
        byte[] body = payload;
        int flags = 0;
        if (body.length > WORTH_DEFLATING) {
            body = deflate(body);
            flags |= DEFLATED;
        }
        if (cipher != null) {
            body = cipher.seal(body, sequence);
            flags |= SEALED;
        }
        if (body.length > LARGEST_BODY) {
            throw new IOException("a record of " + payload.length + " bytes is too large for the journal");
        }
        return new Frame(sequence, flags, body);
    }

    byte[] payload(RecordCipher cipher) throws IOException {
        byte[] payload = body;
        if ((flags & SEALED) != 0) {
            if (cipher == null) {
                throw new IOException("record " + sequence + " is encrypted and there is no key");
            }
            payload = cipher.open(payload, sequence);
        }
        return (flags & DEFLATED) != 0 ? inflate(payload) : payload;
    }

    int length() {
        return HEADER + body.length;
    }

    byte[] bytes() {
        ByteBuffer bytes = ByteBuffer.allocate(length());
        bytes.putInt(MARK).putInt(body.length).putLong(sequence).put((byte) flags);
        return bytes.putInt(checksum(bytes, 0, body.length)).put(body).array();
    }

    /** The frame that begins at a position of a file; empty when there is none, or not a whole and sound one. */
    static Optional<Frame> at(ByteBuffer file, int position) {
        if (file.limit() - position < HEADER || file.getInt(position) != MARK) {
            return Optional.empty();
        }
        int length = file.getInt(position + 4);
        if (length < 0 || length > LARGEST_BODY || length > file.limit() - position - HEADER) {
            return Optional.empty();
        }
        byte[] body = new byte[length];
        file.get(position + HEADER, body);
        Frame frame = new Frame(file.getLong(position + 8), file.get(position + 16), body);
        return frame.checksum(file, position, length) == file.getInt(position + 17)
                ? Optional.of(frame)
                : Optional.empty();
    }

    private int checksum(ByteBuffer header, int position, int length) {
        CRC32C crc = new CRC32C();
        crc.update(header.slice(position, HEADER - Integer.BYTES));
        crc.update(body, 0, length);
        return (int) crc.getValue();
    }

    private static byte[] deflate(byte[] plain) {
        try (Deflater deflater = new Deflater(Deflater.BEST_SPEED)) {
            deflater.setInput(plain);
            deflater.finish();
            ByteArrayOutputStream out = new ByteArrayOutputStream(plain.length / 2);
            byte[] part = new byte[8192];
            while (!deflater.finished()) {
                out.write(part, 0, deflater.deflate(part));
            }
            return out.toByteArray();
        }
    }

    private static byte[] inflate(byte[] deflated) throws IOException {
        try (Inflater inflater = new Inflater()) {
            inflater.setInput(deflated);
            ByteArrayOutputStream out = new ByteArrayOutputStream(deflated.length * 4);
            byte[] part = new byte[8192];
            while (!inflater.finished()) {
                int length = inflater.inflate(part);
                if (length == 0 && inflater.needsInput()) {
                    throw new IOException("a deflated record ends too early");
                }
                out.write(part, 0, length);
            }
            return out.toByteArray();
        } catch (DataFormatException e) {
            throw new IOException("a deflated record can't be read", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Frame frame
                && sequence == frame.sequence
                && flags == frame.flags
                && Arrays.equals(body, frame.body);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(sequence);
    }
}
