package org.holdfast.cluster.security.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.holdfast.cluster.config.Security;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node's credentials, read again when a file changes. What can't be used leaves the old ones in force. Thread-safe.
 */
public final class CredentialStore implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CredentialStore.class);
    private static final Duration WARN_BEFORE_END = Duration.ofDays(30);

    private final Security.Certificates files;
    private final InstantSource clock;
    private final List<Runnable> watchers = new CopyOnWriteArrayList<>();
    private volatile Current current;
    private List<String> seen;
    private String complaint = "";
    private String complained = "";
    private String warned = "";
    private Optional<ScheduledExecutorService> thread = Optional.empty();

    /** What is in force, and who counts by it. */
    public record Current(Credentials credentials, PeerVerifier verifier) {

        Current(Credentials credentials) {
            this(credentials, new PeerVerifier(credentials));
        }
    }

    /** @throws IOException when the files can't be used; the message names the file and says what to do */
    public CredentialStore(Security.Certificates files, InstantSource clock) throws IOException {
        this.files = files;
        this.clock = clock;
        this.seen = stamps();
        this.current = new Current(Credentials.load(files));
        warnBeforeTheEnd();
    }

    /** Looks at the files in this interval, on a thread of its own, until closed. */
    public synchronized void watch(Duration interval) {
        ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("holdfast-credentials").factory());
        started.scheduleWithFixedDelay(
                this::guardedPoll, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
        thread = Optional.of(started);
    }

    public Current current() {
        return current;
    }

    public InstantSource clock() {
        return clock;
    }

    /** Is called after each look at the files, changed or not: time passes for certificates, too. */
    public void onPoll(Runnable watcher) {
        watchers.add(watcher);
    }

    /** Reads the files if one has changed. */
    public synchronized void poll() {
        List<String> now = stamps();
        if (!now.equals(seen) || !complaint.isEmpty()) {
            reload(now);
        }
        warnBeforeTheEnd();
        watchers.forEach(Runnable::run);
    }

    @Override
    public synchronized void close() {
        thread.ifPresent(ScheduledExecutorService::shutdownNow);
    }

    private void guardedPoll() {
        try {
            poll();
        } catch (RuntimeException e) {
            // An exception would end the schedule, and no revocation would be seen any more.
            LOG.error("looking at the credentials failed", e);
        }
    }

    private void reload(List<String> now) {
        try {
            Credentials read = Credentials.load(files);
            Optional<String> rollback = read.rollback(current.credentials());
            if (rollback.isPresent()) {
                throw new IOException(files.revoked() + ": " + rollback.get());
            }
            if (!read.self().name().equals(current.credentials().self().name())) {
                throw new IOException(
                        files.certificate() + " is for " + read.self().name() + ", not for "
                                + current.credentials().self().name());
            }
            boolean changed = !read.equals(current.credentials());
            current = new Current(read);
            seen = now;
            complaint = "";
            complained = "";
            if (changed) {
                LOG.info(
                        "new credentials: certificate {} until {}, revocation list {}",
                        read.self().serial().toString(16),
                        read.self().notAfter(),
                        RevocationList.number(read.revocations().getFirst()));
            }
        } catch (IOException e) {
            // Two files that belong together change one after the other: only what lasts is worth a line.
            String text = String.valueOf(e.getMessage());
            if (text.equals(complaint) && !text.equals(complained)) {
                complained = text;
                LOG.warn("the changed credentials can't be used, the old ones stay: {}", text);
            }
            complaint = text;
        }
    }

    private void warnBeforeTheEnd() {
        var self = current.credentials().self();
        Duration left = Duration.between(clock.instant(), self.notAfter());
        String text = left.isNegative()
                ? "this node's certificate has expired, and the others refuse it"
                : "this node's certificate expires at " + self.notAfter();
        if (left.compareTo(WARN_BEFORE_END) < 0 && !text.equals(warned)) {
            warned = text;
            LOG.warn("{}; 'holdfast cluster rotate {}' makes a new one", text, self.name());
        }
    }

    /** Whatever changes when a file is replaced. */
    private List<String> stamps() {
        return Stream.of(files.authority(), files.certificate(), files.key(), files.revoked())
                .map(CredentialStore::stamp)
                .toList();
    }

    private static String stamp(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.fileKey() + " " + attributes.size() + " " + attributes.lastModifiedTime();
        } catch (IOException e) {
            return e.toString();
        }
    }
}
