package org.holdfast.cluster.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.holdfast.cluster.security.AccessRole;
import org.holdfast.cluster.security.TestAuthority;
import org.holdfast.model.ownership.NodeId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileCheckTest {

    /** Line numbers of this text are expected below. */
    private static final String GOOD = """
            node = "alpha"
            kind = "host"
            address = "10.77.0.1"
            interface = "eth0"
            data = "/var/lib/holdfast"

            [[member]]
            node = "alpha"
            address = "10.77.0.1"

            [security]
            authority = "%1$s/authority.crt"
            certificate = "%1$s/node.crt"
            key = "%1$s/node.key"
            revoked = "%1$s/revoked.crl"

              [timing]
              heartbeat = "50ms"
            """;

    @TempDir
    Path directory;

    private TestAuthority lab;
    private Path alpha;

    @BeforeEach
    void issue() throws IOException {
        lab = new TestAuthority(directory.resolve("ca"));
        alpha = lab.authority().add(new NodeId("alpha"), AccessRole.VIEWER, List.of(), Duration.ofDays(100));
    }

    @Test
    void findsNothingWrongWithAGoodFileAndGoodCertificates() throws IOException {
        assertEquals(List.of(), check(GOOD));
    }

    @Test
    void namesLineAndColumnOfValuesKeysAndTables() throws IOException {
        assertFinding(18, 3, "timing.heartbeat", "'fast' has no unit", GOOD.replace("50ms", "fast"));
        assertFinding(
                8,
                1,
                "member[0].node",
                "node name 'al pha'",
                GOOD.replace("]\nnode = \"alpha\"", "]\nnode = \"al pha\""));
        assertFinding(11, 1, "security.key", "is missing; add key =", GOOD.replace("key = ", "# "));
        assertFinding(
                1, 1, "security", "is missing; add the table [security]", GOOD.replaceAll("(?s)\\[security].*", ""));
        assertFinding(2, 1, "kind", "'router' is none of host, cache", GOOD.replace("\"host\"", "\"router\""));
        assertEquals(2, check(GOOD.replace("\"host\"", "host")).getFirst().line());
    }

    @Test
    void looksIntoTheFilesThatAreNamed() throws IOException {
        lab.issue("beta", AccessRole.VIEWER);
        assertFinding(
                13,
                1,
                "security.certificate",
                "is for beta, but node is alpha",
                GOOD,
                lab.of("beta").key().getParent());
        Files.copy(lab.of("beta").key(), alpha.resolve("node.key"), StandardCopyOption.REPLACE_EXISTING);
        assertFinding(14, 1, "security.key", "isn't the key of", GOOD);
        Files.delete(alpha.resolve("node.key"));
        assertFinding(14, 1, "security.key", "doesn't exist", GOOD);
    }

    @Test
    void warnsBeforeTheEndAndRefusesAfterIt() throws IOException {
        lab.pass(Duration.ofDays(80));
        Finding soon = check(GOOD).getFirst();
        assertEquals(Finding.Severity.WARNING, soon.severity());
        assertTrue(soon.what().contains("expires at 2026-04-12T03:04:05Z"), soon::what);
        lab.pass(Duration.ofDays(80));
        assertFinding(13, 1, "security.certificate", "expired at", GOOD);
    }

    private void assertFinding(int line, int column, String key, String what, String text) throws IOException {
        assertFinding(line, column, key, what, text, alpha);
    }

    private void assertFinding(int line, int column, String key, String what, String text, Path folder)
            throws IOException {
        Finding first = check(text, folder).getFirst();
        assertEquals(Finding.Severity.ERROR, first.severity());
        assertEquals(line + ":" + column + " " + key, first.line() + ":" + first.column() + " " + first.key());
        assertTrue(first.what().contains(what), first::what);
    }

    private List<Finding> check(String text) throws IOException {
        return check(text, alpha);
    }

    private List<Finding> check(String text, Path folder) throws IOException {
        String paths = folder.toString().replace('\\', '/');
        return NodeConfigFile.check(Files.writeString(directory.resolve("node.toml"), text.formatted(paths)), lab);
    }
}
