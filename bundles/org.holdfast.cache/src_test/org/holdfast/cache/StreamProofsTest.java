package org.holdfast.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.holdfast.model.incident.StreamProof;
import org.holdfast.model.tcp.Direction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Proofs of streams: right at any moment, and said to be missing where none are computed. */
class StreamProofsTest {

    private static final int SEGMENTS = 3000;

    @TempDir
    Path directory;

    @Test
    void areRightWhileTheCaptureGoesOn() throws Exception {
        ConnectionCache cache = ConnectionCache.forFile(CacheSettings.FILE.withProofs(true));
        TcpTalk talk = new TcpTalk(cache).handshake();
        byte[] content = new byte[60_000];
        List<String> right = new ArrayList<>();
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        for (int i = 0; i <= SEGMENTS; i++) {
            right.add(HexFormat.of().formatHex(((MessageDigest) sha256.clone()).digest()));
            sha256.update(content);
        }
        Thread capture = Thread.ofPlatform().start(() -> {
            for (int i = 0; i < SEGMENTS; i++) {
                talk.inbound().data(content).send().outAck();
            }
        });
        while (capture.isAlive()) {
            StreamProof proof = cache.proof(1, Direction.INBOUND);
            assertEquals(right.get((int) (proof.bytes() / content.length)), proof.sha256(), "of " + proof.bytes());
        }
        capture.join();
        assertEquals(
                (long) SEGMENTS * content.length,
                cache.proof(1, Direction.INBOUND).bytes());
    }

    @Test
    void areSaidToBeMissing() throws IOException {
        CacheSettings settings =
                CacheSettings.LIVE.withLimits(new Limits(64 << 20, 1 << 20)).withProofs(false);
        try (ConnectionCache cache = new ConnectionCache(directory, settings, new Selector(List.of()))) {
            new TcpTalk(cache).handshake().in("x");
            IOException failure = assertThrows(IOException.class, () -> cache.information(1));
            assertTrue(failure.getMessage().contains("proofs"), failure::getMessage);
            assertThrows(NoSuchElementException.class, () -> cache.proof(1, Direction.INBOUND));
            assertEquals(Optional.empty(), cache.feedSource().digests(1, 0));
        }
    }
}
