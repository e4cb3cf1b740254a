package org.holdfast.cache.internal.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Text as UTF-8 after its length in bytes (2). What is for people may be shortened. */
final class Texts {

    /** Bytes that a reason takes at most, without its length. */
    static final int LARGEST_REASON = 3000;

    private static final int LONGEST_REASON = 1000;
    private static final int LONGEST_NAME = 255;

    private Texts() {}

    /** A sentence for people; cut after 1,000 characters. */
    static void writeReason(String reason, ByteBuffer out) {
        write(cut(reason, LONGEST_REASON), out);
    }

    /** A name; cut after 255 characters. */
    static void writeName(String name, ByteBuffer out) {
        write(cut(name, LONGEST_NAME), out);
    }

    static String read(ByteBuffer in) throws WireException {
        int length = in.getShort() & 0xffff;
        if (length > in.remaining()) {
            throw new WireException("a text of " + length + " bytes where " + in.remaining() + " are left");
        }
        ByteBuffer bytes = in.slice(in.position(), length);
        in.position(in.position() + length);
        return decode(bytes);
    }

    /** All of the buffer. */
    static String decode(ByteBuffer bytes) throws WireException {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw new WireException("a text that isn't UTF-8", e);
        }
    }

    static byte[] reason(String reason) {
        return cut(reason, LONGEST_REASON).getBytes(StandardCharsets.UTF_8);
    }

    private static void write(String text, ByteBuffer out) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.putShort((short) bytes.length).put(bytes);
    }

    private static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        // Half of a surrogate pair would come out as a question mark.
        return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
    }
}
