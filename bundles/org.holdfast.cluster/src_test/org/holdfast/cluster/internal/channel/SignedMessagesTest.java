package org.holdfast.cluster.internal.channel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.holdfast.cluster.security.AccessRole;
import org.holdfast.cluster.security.TestAuthority;
import org.holdfast.cluster.security.internal.CredentialStore;
import org.holdfast.model.ownership.NodeId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignedMessagesTest {

    private static final NodeId ALPHA = new NodeId("alpha");
    private static final NodeId BETA = new NodeId("beta");
    private static final byte[] TEXT = "take over".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path directory;

    private TestAuthority lab;
    private SignedMessages alpha;
    private SignedMessages beta;
    private CredentialStore atBeta;

    @BeforeEach
    void join() throws IOException {
        lab = new TestAuthority(directory.resolve("ca"));
        alpha = new SignedMessages(new CredentialStore(lab.issue("alpha", AccessRole.OPERATOR), lab), ALPHA, 7);
        atBeta = new CredentialStore(lab.issue("beta", AccessRole.VIEWER), lab);
        beta = new SignedMessages(atBeta, BETA, 9);
    }

    @Test
    void namesTheSenderAndItsRole() throws IOException {
        MessageSeal.Opened opened = open(alpha.seal(TEXT, Optional.of(BETA)));
        assertArrayEquals(TEXT, Arrays.copyOfRange(opened.bytes(), opened.offset(), opened.offset() + opened.length()));
        assertEquals(ALPHA, opened.sender().orElseThrow().name());
        assertEquals(AccessRole.OPERATOR, opened.sender().orElseThrow().role());
    }

    @Test
    void refusesEveryAlteredByteAndEveryCut() throws IOException {
        byte[] sealed = alpha.seal(TEXT, Optional.empty());
        for (int i = 0; i < sealed.length; i++) {
            byte[] altered = sealed.clone();
            altered[i] ^= 1;
            assertThrows(IOException.class, () -> open(altered), "byte " + i);
        }
        for (int length : new int[] {0, 3, 20, 100, sealed.length - 80, sealed.length - 1}) {
            assertThrows(IOException.class, () -> open(Arrays.copyOf(sealed, length)), "cut at " + length);
        }
        open(sealed);
    }

    @Test
    void refusesWhatWasSaidBefore() throws IOException {
        byte[] first = alpha.seal(TEXT, Optional.empty());
        byte[] second = alpha.seal(TEXT, Optional.of(BETA));
        open(second);
        open(first);
        assertRefused("it was said before", first);
        assertRefused("it was said before", second);
        CredentialStore reborn = new CredentialStore(lab.of("alpha"), lab);
        open(new SignedMessages(reborn, ALPHA, 8).seal(TEXT, Optional.empty()));
        assertRefused("it was said before", alpha.seal(TEXT, Optional.empty()));
    }

    @Test
    void refusesWhatIsForAnotherAndWhatTheRevokedSay() throws IOException {
        assertRefused("it is for gamma", alpha.seal(TEXT, Optional.of(new NodeId("gamma"))));
        lab.authority().revoke(ALPHA, false);
        atBeta.poll();
        assertRefused("is revoked", alpha.seal(TEXT, Optional.empty()));
        assertRefused("it isn't signed", TEXT);
    }

    @Test
    void takesEachNumberOnceWithinTheWindow() {
        ReplayWindow window = new ReplayWindow();
        assertTrue(window.isNew(1, 1));
        assertTrue(window.isNew(1, ReplayWindow.SIZE));
        assertFalse(window.isNew(1, 1));
        assertTrue(window.isNew(1, 2));
        assertTrue(window.isNew(1, 3 * ReplayWindow.SIZE));
        assertFalse(window.isNew(1, ReplayWindow.SIZE + 1), "too old to tell");
        assertTrue(window.isNew(1, 2 * ReplayWindow.SIZE + 1));
        assertFalse(window.isNew(1, 2 * ReplayWindow.SIZE + 1));
        assertTrue(window.isNew(2, 1));
        assertFalse(window.isNew(1, 4 * ReplayWindow.SIZE), "an earlier life");
    }

    private MessageSeal.Opened open(byte[] bytes) throws IOException {
        return beta.open(bytes, 0, bytes.length);
    }

    private void assertRefused(String why, byte[] bytes) {
        IOException refused = assertThrows(IOException.class, () -> open(bytes));
        assertTrue(refused.getMessage().contains(why), refused::getMessage);
    }
}
