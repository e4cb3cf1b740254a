package org.holdfast.cache.internal.decode;

import java.nio.ByteBuffer;

/** The sum in ones' complement (RFC 1071), of which IPv4 and TCP store the complement. */
final class InternetChecksum {

    private InternetChecksum() {}

    /** The sum of 16-bit words, carries not added yet; an odd last byte is the high half of a word. */
    static long sum(ByteBuffer bytes, int from, int length) {
        long sum = 0;
        int at = from;
        int end = from + length;
        for (; end - at >= 8; at += 8) {
            long word = bytes.getLong(at);
            sum += (word >>> 32) + (word & 0xffff_ffffL);
        }
        for (; end - at >= 2; at += 2) {
            sum += bytes.getShort(at) & 0xffff;
        }
        return at < end ? sum + ((bytes.get(at) & 0xff) << 8) : sum;
    }

    /** The sum of the words of a number. */
    static long sum(long number) {
        return (number >>> 32) + (number & 0xffff_ffffL);
    }

    /** Adds the carries: 0 to 0xffff. A sum that includes its own checksum gives 0xffff when that is right. */
    static int fold(long sum) {
        long folded = (sum >>> 32) + (sum & 0xffff_ffffL);
        folded = (folded >>> 32) + (folded & 0xffff_ffffL);
        folded = (folded >>> 16) + (folded & 0xffff);
        folded = (folded >>> 16) + (folded & 0xffff);
        return (int) ((folded >>> 16) + (folded & 0xffff));
    }
}
