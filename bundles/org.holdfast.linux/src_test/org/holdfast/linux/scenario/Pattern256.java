package org.holdfast.linux.scenario;

/** A stream whose every byte follows from its position, so that a lost, repeated or changed one shows. */
final class Pattern256 {

    private final int seed;
    private long written;
    private long verified;

    Pattern256(int seed) {
        this.seed = seed;
    }

    private byte at(long position) {
        long mixed = (position + seed) * 0x9E37_79B9_7F4A_7C15L;
        return (byte) (mixed >>> 56);
    }

    /** The next bytes of the stream. */
    byte[] next(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = at(written++);
        }
        return bytes;
    }

    /** Verifies the bytes that follow those verified before. */
    synchronized void verify(byte[] bytes, int length) {
        for (int i = 0; i < length; i++) {
            Expect.that(bytes[i] == at(verified), "byte " + verified + " differs");
            verified++;
        }
    }

    synchronized long verified() {
        return verified;
    }
}
