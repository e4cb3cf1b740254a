package org.holdfast.cache.handover;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Spoils streams of frames in the ways networks, faults and enemies do. */
final class Spoiler {

    private static final int HEADER = 12;
    private static final int NUMBER = 8;

    private Spoiler() {}

    /** @param fixed frames at the beginning that are left as they are in most streams */
    static List<byte[]> spoil(List<byte[]> frames, Random random, int fixed) {
        List<byte[]> spoilt = new ArrayList<>(frames);
        int first = random.nextInt(10) == 0 ? 0 : fixed;
        for (int i = 1 + random.nextInt(3); i > 0 && spoilt.size() > first; i--) {
            int at = first + random.nextInt(spoilt.size() - first);
            switch (random.nextInt(7)) {
                case 0 -> spoilt.remove(at);
                case 1 -> spoilt.add(at, spoilt.get(first + random.nextInt(spoilt.size() - first)));
                case 2 -> spoilt.set(at, resized(spoilt.get(at), random));
                default -> spoilt.set(at, flipped(spoilt.get(at), random));
            }
        }
        if (random.nextBoolean()) {
            renumber(spoilt, fixed);
        }
        return spoilt;
    }

    private static byte[] flipped(byte[] frame, Random random) {
        byte[] flipped = frame.clone();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            int at = random.nextInt(flipped.length);
            flipped[at] = switch (random.nextInt(4)) {
                case 0 -> (byte) (flipped[at] ^ 1 << random.nextInt(8));
                case 1 -> (byte) 0xff;
                case 2 -> 0;
                default -> (byte) random.nextInt();
            };
        }
        return flipped;
    }

    private static byte[] resized(byte[] frame, Random random) {
        byte[] resized = new byte[1 + random.nextInt(2 * frame.length)];
        random.nextBytes(resized);
        System.arraycopy(frame, 0, resized, 0, Math.min(frame.length, resized.length));
        return resized;
    }

    /** Makes lengths, numbers and checksums right again, so that what is inside gets looked at. */
    private static void renumber(List<byte[]> frames, int fixed) {
        long number = 0;
        for (int i = 0; i < frames.size(); i++) {
            if (i >= fixed && frames.get(i).length >= HEADER + NUMBER + 4) {
                byte[] frame = frames.get(i).clone();
                ByteBuffer.wrap(frame).putInt(8, frame.length - HEADER - 4).putLong(HEADER, ++number);
                frames.set(i, RecordedFeed.withChecksum(frame));
            }
        }
    }
}
