package org.holdfast.cluster.config.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.holdfast.cluster.config.ConfigException;
import org.holdfast.cluster.config.Finding;
import org.holdfast.cluster.config.Finding.Severity;
import org.holdfast.cluster.config.NodeConfig;
import org.holdfast.cluster.config.Security;
import org.holdfast.cluster.security.PeerIdentity;
import org.holdfast.cluster.security.internal.Credentials;
import org.holdfast.cluster.security.internal.PeerVerifier;
import org.holdfast.cluster.security.internal.RefusedPeerException;

/** See {@link org.holdfast.cluster.config.NodeConfigFile#check}. */
public final class FileCheck {

    private static final Pattern LINE_AND_COLUMN = Pattern.compile("(\\d+):(\\d+)");
    private static final Duration SOON = Duration.ofDays(30);

    private final List<Finding> findings = new ArrayList<>();
    private final InstantSource now;
    private KeyPlaces places = new KeyPlaces("");

    private FileCheck(InstantSource now) {
        this.now = now;
    }

    public static List<Finding> check(Path file, InstantSource now) {
        FileCheck check = new FileCheck(now);
        try {
            NodeConfig config = ConfigReader.read(file);
            check.places = new KeyPlaces(Files.readString(file));
            check.security(config);
        } catch (ConfigException e) {
            check.failed(file, e);
        } catch (IOException e) {
            check.findings.add(new Finding(Severity.ERROR, 0, 0, "", "can't be read: " + e));
        }
        return List.copyOf(check.findings);
    }

    private void failed(Path file, ConfigException e) {
        Matcher place = LINE_AND_COLUMN.matcher(e.place());
        if (place.matches()) {
            findings.add(new Finding(
                    Severity.ERROR, Integer.parseInt(place.group(1)), Integer.parseInt(place.group(2)), "", e.what()));
            return;
        }
        try {
            places = new KeyPlaces(Files.readString(file));
            add(Severity.ERROR, e.place(), e.what());
        } catch (IOException unreadable) {
            findings.add(new Finding(Severity.ERROR, 0, 0, e.place(), e.what()));
        }
    }

    private void security(NodeConfig config) {
        switch (config.security()) {
            case Security.Unprotected unprotected ->
                add(
                        Severity.WARNING,
                        "security",
                        "the cluster's traffic is not protected; add [security] unless nobody else reaches the network");
            case Security.Certificates files -> certificates(config, files);
        }
    }

    private void certificates(NodeConfig config, Security.Certificates files) {
        Credentials credentials;
        try {
            credentials = Credentials.load(files);
        } catch (IOException e) {
            add(Severity.ERROR, keyOf(files, String.valueOf(e.getMessage())), e.getMessage());
            return;
        }
        PeerIdentity self = credentials.self();
        Instant today = now.instant();
        if (!self.name().equals(config.node())) {
            add(
                    Severity.ERROR,
                    "security.certificate",
                    files.certificate() + " is for " + self.name() + ", but node is " + config.node());
        }
        try {
            new PeerVerifier(credentials).verify(credentials.certificate(), today);
            if (self.notAfter().isBefore(today.plus(SOON))) {
                add(
                        Severity.WARNING,
                        "security.certificate",
                        files.certificate() + " expires at " + self.notAfter() + "; 'holdfast cluster rotate "
                                + self.name() + "' makes a new one");
            }
        } catch (RefusedPeerException e) {
            add(Severity.ERROR, "security.certificate", e.getMessage());
        }
        credentials.authorities().stream()
                .filter(authority -> authority.getNotAfter().toInstant().isBefore(today.plus(SOON)))
                .forEach(authority -> add(
                        Severity.WARNING,
                        "security.authority",
                        "the authority's certificate ends at "
                                + authority.getNotAfter().toInstant()));
    }

    /** A failure of the files begins with the file that is to blame. */
    private static String keyOf(Security.Certificates files, String message) {
        if (message.startsWith(files.authority() + " ")) {
            return "security.authority";
        }
        if (message.startsWith(files.certificate() + " ")) {
            return "security.certificate";
        }
        if (message.startsWith(files.key() + " ")) {
            return "security.key";
        }
        return message.startsWith(files.revoked() + " ") ? "security.revoked" : "security";
    }

    private void add(Severity severity, String key, String what) {
        KeyPlaces.Place place = places.of(key);
        findings.add(new Finding(severity, place.line(), place.column(), key, what));
    }
}
