package org.holdfast.cluster.security;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.holdfast.cluster.config.Security;
import org.holdfast.model.ownership.NodeId;

/** An authority in a temporary folder, whose time stands still until it is set. */
public final class TestAuthority implements InstantSource {

    public static final Duration DAY = Duration.ofDays(1);

    private final Path folder;
    private final Authority authority;
    private volatile Instant now = Instant.parse("2026-01-02T03:04:05Z");

    public TestAuthority(Path folder) throws IOException {
        this.folder = folder;
        this.authority = Authority.init(folder, "lab", Authority.AUTHORITY_VALIDITY, this);
    }

    @Override
    public Instant instant() {
        return now;
    }

    public void pass(Duration time) {
        now = now.plus(time);
    }

    public Authority authority() {
        return authority;
    }

    /** A certificate for ten days at 127.0.0.1. */
    public Security.Certificates issue(String name, AccessRole role) throws IOException {
        return Security.Certificates.in(authority.add(
                new NodeId(name), role, List.of(InetAddress.ofLiteral("127.0.0.1")), Duration.ofDays(10)));
    }

    /** Where a name's files are. */
    public Security.Certificates of(String name) {
        return Security.Certificates.in(folder.resolve("nodes").resolve(name));
    }
}
