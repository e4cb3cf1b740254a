package org.holdfast.cluster.security;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.holdfast.cluster.security.internal.Credentials;
import org.holdfast.cluster.security.internal.PemFiles;
import org.holdfast.model.ownership.NodeId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class AuthorityTest {

    private static final NodeId ALPHA = new NodeId("alpha");

    @TempDir
    Path directory;

    private Path folder;
    private TestAuthority lab;

    @BeforeEach
    void init() throws IOException {
        folder = directory.resolve("ca");
        lab = new TestAuthority(folder);
    }

    @Test
    void issuesWhatANodeNeedsAndItFitsTogether() throws IOException {
        Credentials alpha = Credentials.load(lab.issue("alpha", AccessRole.OPERATOR));
        assertEquals(ALPHA, alpha.self().name());
        assertEquals(AccessRole.OPERATOR, alpha.self().role());
        assertEquals(lab.instant().plus(Duration.ofDays(10)), alpha.self().notAfter());
        assertEquals("EC", alpha.certificate().getPublicKey().getAlgorithm());
        assertEquals(
                "CN=alpha,OU=operator,O=lab",
                alpha.certificate().getSubjectX500Principal().getName());
        assertEquals(-1, alpha.certificate().getBasicConstraints());
    }

    @Test
    void overwritesNothing() throws IOException {
        byte[] key = Files.readAllBytes(folder.resolve("authority.key"));
        IOException second = assertThrows(IOException.class, () -> new TestAuthority(folder));
        assertTrue(second.getMessage().contains("exists"), second::getMessage);
        lab.issue("alpha", AccessRole.VIEWER);
        byte[] node = Files.readAllBytes(lab.of("alpha").key());
        IOException again = assertThrows(IOException.class, () -> lab.issue("alpha", AccessRole.VIEWER));
        assertTrue(again.getMessage().contains("cluster rotate alpha"), again::getMessage);
        assertArrayEquals(key, Files.readAllBytes(folder.resolve("authority.key")));
        assertArrayEquals(node, Files.readAllBytes(lab.of("alpha").key()));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void keepsKeysFromOthers() throws IOException {
        lab.issue("alpha", AccessRole.VIEWER);
        assertEquals("rwx------", rights(folder));
        assertEquals("rw-------", rights(folder.resolve("authority.key")));
        assertEquals("rwx------", rights(folder.resolve("nodes/alpha")));
        assertEquals("rw-------", rights(lab.of("alpha").key()));
        try (Stream<Path> all = Files.walk(folder)) {
            assertTrue(all.noneMatch(path -> path.getFileName().toString().startsWith(".")), "nothing half-made stays");
        }
    }

    @Test
    void rotatesWithTheSameAddressesAndKeepsTheOldOneValid() throws Exception {
        X509Certificate old =
                Credentials.load(lab.issue("alpha", AccessRole.OPERATOR)).certificate();
        lab.pass(TestAuthority.DAY);
        lab.authority().rotate(ALPHA, lab.authority().role(ALPHA), Duration.ofDays(10));
        Credentials rotated = Credentials.load(lab.of("alpha"));
        assertFalse(old.getPublicKey().equals(rotated.certificate().getPublicKey()));
        assertEquals(AccessRole.OPERATOR, rotated.self().role());
        assertEquals(addresses(old), addresses(rotated.certificate()));
        assertEquals(
                List.of(IssuedCertificate.State.VALID, IssuedCertificate.State.VALID),
                lab.authority().issued().stream().map(IssuedCertificate::state).toList());
        assertEquals(rotated.self(), lab.authority().issued().getFirst().identity());
    }

    @Test
    void revokesAllOrAllButTheNewest() throws IOException {
        lab.issue("beta", AccessRole.VIEWER);
        PeerIdentity old =
                Credentials.load(lab.issue("alpha", AccessRole.VIEWER)).self();
        lab.pass(TestAuthority.DAY);
        lab.authority().rotate(ALPHA, AccessRole.OPERATOR, Duration.ofDays(10));
        PeerIdentity newest = Credentials.load(lab.of("alpha")).self();
        assertEquals(List.of(old), lab.authority().revoke(ALPHA, true));
        assertEquals(List.of(newest), lab.authority().revoke(ALPHA, false));
        assertEquals(List.of(), lab.authority().revoke(ALPHA, false));
        var list = PemFiles.revocations(lab.of("beta").revoked()).getFirst();
        assertEquals(2, list.getRevokedCertificates().size(), "the list of every node has both");
        assertEquals(
                List.of("revoked", "revoked", "valid"),
                lab.authority().issued().stream().map(i -> i.state().toString()).toList());
        lab.pass(Duration.ofDays(20));
        assertEquals("expired", lab.authority().issued().getLast().state().toString());
    }

    private static List<Object> addresses(X509Certificate certificate) throws CertificateParsingException {
        return List.copyOf(certificate.getSubjectAlternativeNames());
    }

    private static String rights(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
