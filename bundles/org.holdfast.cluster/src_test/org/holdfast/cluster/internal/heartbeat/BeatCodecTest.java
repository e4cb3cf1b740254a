package org.holdfast.cluster.internal.heartbeat;

import static org.holdfast.cluster.internal.Fixtures.ALPHA;
import static org.holdfast.cluster.internal.Fixtures.BETA;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.holdfast.cluster.config.NodeConfig;
import org.holdfast.cluster.config.Peer;
import org.holdfast.cluster.config.Ports;
import org.holdfast.cluster.internal.Fixtures;
import org.holdfast.cluster.internal.Roster;
import org.junit.jupiter.api.Test;

class BeatCodecTest {

    private final NodeConfig config = Fixtures.config(ALPHA, Path.of("unused"), Ports.DEFAULTS);
    private final BeatCodec codec = new BeatCodec(new Roster(config));

    private static Beat sample() {
        Beat beat = new Beat(3, 1);
        beat.sender = 2;
        beat.boot = 1_700_000_000_000L;
        beat.sequence = Long.MAX_VALUE;
        beat.hears = 0b101;
        beat.silent = 0b010;
        beat.echoedBoot[1] = 7;
        beat.echoed[1] = 8;
        beat.claimed[0] = 9;
        beat.honoured[0] = 10;
        return beat;
    }

    @Test
    void readsWhatItWrites() {
        ByteBuffer wire = BeatCodec.buffer();
        codec.write(sample(), wire);
        assertEquals(52 + 3 * 16 + 2 * 16, wire.remaining());
        Beat read = new Beat(3, 1);
        read.claimed[0] = 99;
        assertEquals(BeatCodec.Result.READ, codec.read(wire, read));
        assertEquals(2, read.sender);
        assertEquals(1_700_000_000_000L, read.boot);
        assertEquals(Long.MAX_VALUE, read.sequence);
        assertEquals(0b101, read.hears);
        assertEquals(0b010, read.silent);
        assertArrayEquals(new long[] {0, 7, 0}, read.echoedBoot);
        assertArrayEquals(new long[] {0, 8, 0}, read.echoed);
        assertArrayEquals(new long[] {9}, read.claimed);
        assertArrayEquals(new long[] {10}, read.honoured);
    }

    @Test
    void refusesEveryCutAndAnyExtraByte() {
        ByteBuffer wire = BeatCodec.buffer();
        codec.write(sample(), wire);
        int length = wire.limit();
        for (int cut = 0; cut < length; cut++) {
            assertEquals(BeatCodec.Result.MALFORMED, codec.read(wire.slice(0, cut), new Beat(3, 1)), "cut at " + cut);
        }
        wire.limit(length + 1);
        assertEquals(BeatCodec.Result.MALFORMED, codec.read(wire.rewind(), new Beat(3, 1)));
    }

    @Test
    void survivesNoise() {
        Random random = new Random(1);
        ByteBuffer wire = BeatCodec.buffer();
        for (int i = 0; i < 20_000; i++) {
            codec.write(sample(), wire);
            int at = 6 + random.nextInt(wire.limit() - 6);
            wire.put(at, (byte) random.nextInt());
            codec.read(wire, new Beat(3, 1));
        }
    }

    @Test
    void tellsNodesWithOtherMembersApart() {
        List<Peer> fewer = new ArrayList<>(config.members());
        fewer.removeLast();
        NodeConfig other = new NodeConfig(
                BETA,
                config.kind(),
                config.addressOf(BETA).orElseThrow(),
                "lo",
                config.dataDirectory(),
                fewer,
                config.ports(),
                config.timing(),
                config.services(),
                config.capture());
        ByteBuffer wire = BeatCodec.buffer();
        new BeatCodec(new Roster(other)).write(new Beat(2, 1), wire);
        assertEquals(BeatCodec.Result.OTHER_MEMBERS, codec.read(wire, new Beat(3, 1)));
    }

    @Test
    void skipsServicesThatAreNotConfiguredHere() {
        NodeConfig without = new NodeConfig(
                ALPHA,
                config.kind(),
                config.address(),
                "lo",
                config.dataDirectory(),
                config.members(),
                config.ports(),
                config.timing(),
                List.of(),
                config.capture());
        ByteBuffer wire = BeatCodec.buffer();
        codec.write(sample(), wire);
        assertEquals(BeatCodec.Result.READ, new BeatCodec(new Roster(without)).read(wire, new Beat(3, 0)));
    }
}
