package org.holdfast.cluster.internal.heartbeat;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.holdfast.cluster.internal.Roster;
import org.holdfast.cluster.security.PeerIdentity;
import org.holdfast.cluster.security.internal.CredentialStore;
import org.holdfast.cluster.security.internal.Guard;
import org.holdfast.cluster.security.internal.PemFiles;
import org.holdfast.cluster.security.internal.RefusalLog;
import org.holdfast.cluster.security.internal.RefusedPeerException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Heartbeats with a tag that only the two nodes can compute, big-endian:
 *
 * <pre>
 * heartbeat     int magic "HFSB", int key, long fingerprint of the receiver's certificate that the sender knows, the
 *               heartbeat, 16 bytes of HMAC-SHA256 over all before
 * introduction  int magic "HFHI", byte 1 when the sender needs the receiver's, else 0, the sender's certificate (DER)
 * </pre>
 *
 * An introduction goes out five times a second until the other node's heartbeats show that it has taken it, and when the
 * other needs it. It has no protection: a certificate without its key is of no use.
 */
public final class SealedBeats implements BeatSeal {

    private static final Logger LOG = LoggerFactory.getLogger(SealedBeats.class);
    private static final int BEAT = 0x48465342;
    private static final int INTRODUCTION = 0x48464849;
    private static final int HEADER = 16;
    private static final int LARGEST_CERTIFICATE = 4096;
    private static final long INTRODUCTION_NANOS = 200_000_000;

    private final Roster roster;
    private final CredentialStore store;
    private final RefusalLog refusals;
    private final Executor checks;
    private final SealedPeer[] peers;
    private final long[] introducedAt;
    /** By member: it has just started, or this node has, so that it doesn't know this node. */
    private final boolean[] asked;

    private final FreshBeats fresh;
    private final byte[] scratch = new byte[16384];
    private final Semaphore checking = new Semaphore(8);
    private volatile X509Certificate own;

    public SealedBeats(Roster roster, Guard guard) throws GeneralSecurityException {
        this(roster, guard.store(), guard.refusals(), task -> Thread.ofVirtual().start(task));
    }

    /** @param checks looks at certificates */
    SealedBeats(Roster roster, CredentialStore store, RefusalLog refusals, Executor checks)
            throws GeneralSecurityException {
        this.roster = roster;
        this.store = store;
        this.refusals = refusals;
        this.checks = checks;
        this.peers = Stream.generate(SealedPeer::new).limit(roster.members()).toArray(SealedPeer[]::new);
        this.introducedAt = new long[roster.members()];
        this.asked = new boolean[roster.members()];
        Arrays.fill(asked, true);
        this.fresh = new FreshBeats(roster.self(), roster.members());
        renew();
        store.onPoll(this::follow);
    }

    @Override
    public boolean introduce(int member, ByteBuffer out, long now) {
        boolean again = !peers[member].knowsUs() && now - introducedAt[member] >= INTRODUCTION_NANOS;
        if (!asked[member] && !again) {
            return false;
        }
        asked[member] = false;
        introducedAt[member] = now;
        try {
            out.clear();
            out.putInt(INTRODUCTION).put((byte) (peers[member].newest().isEmpty() ? 1 : 0));
            out.put(own.getEncoded()).flip();
            return true;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a certificate that was read can be written", e);
        }
    }

    @Override
    public boolean seal(int member, ByteBuffer beat, ByteBuffer out) {
        Optional<PairKey> key = peers[member].sending();
        if (key.isEmpty()) {
            return false;
        }
        int size = beat.remaining();
        ByteBuffer header = ByteBuffer.wrap(scratch);
        header.putInt(BEAT).putInt(key.get().id()).putLong(peers[member].newestPrint());
        beat.get(beat.position(), scratch, HEADER, size);
        try {
            key.get().sign(scratch, HEADER + size);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA256 takes any bytes", e);
        }
        out.clear();
        out.put(scratch, 0, HEADER + size + PairKey.TAG).flip();
        return true;
    }

    @Override
    public Opened open(int member, ByteBuffer in) {
        int magic = in.remaining() < Integer.BYTES ? 0 : in.getInt(in.position());
        return switch (magic) {
            case BEAT -> openBeat(member, in);
            case INTRODUCTION -> {
                introduced(member, in);
                yield Opened.NOTHING;
            }
            default -> refused(member, "it isn't sealed");
        };
    }

    @Override
    public boolean accepts(Beat heard, Beat said) {
        return fresh.accepts(heard, said.boot);
    }

    @Override
    public void answer(Beat said) {
        fresh.answer(said);
    }

    private Opened openBeat(int member, ByteBuffer in) {
        int size = in.remaining() - PairKey.TAG;
        if (size < HEADER) {
            return refused(member, "it isn't whole");
        }
        SealedPeer peer = peers[member];
        Optional<PairKey> key = peer.key(in.getInt(in.position() + Integer.BYTES));
        if (key.isEmpty()) {
            // Before the other node's introduction this is how it begins.
            return peer.newest().isEmpty()
                    ? Opened.NOTHING
                    : refused(member, "it is sealed with a key that isn't known here");
        }
        in.get(in.position(), scratch, 0, size + PairKey.TAG);
        try {
            if (!key.get().verify(scratch, size)) {
                return refused(member, "it was altered on its way, or sealed by somebody else");
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA256 takes any bytes", e);
        }
        peer.confirmed(in.getLong(in.position() + 2 * Integer.BYTES));
        in.limit(in.position() + size).position(in.position() + HEADER);
        return Opened.BEAT;
    }

    /** Looking at a certificate takes longer than this thread has. */
    private void introduced(int member, ByteBuffer in) {
        int start = Integer.BYTES + 1;
        if (in.remaining() <= start || in.remaining() > LARGEST_CERTIFICATE || !checking.tryAcquire()) {
            return;
        }
        asked[member] |= in.get(in.position() + Integer.BYTES) == 1;
        byte[] bytes = new byte[in.remaining() - start];
        in.get(in.position() + start, bytes);
        checks.execute(() -> {
            try {
                learn(member, bytes);
            } finally {
                checking.release();
            }
        });
    }

    private void learn(int member, byte[] bytes) {
        try {
            X509Certificate certificate = PemFiles.certificate(bytes);
            if (peers[member].newest().filter(certificate::equals).isPresent()) {
                return;
            }
            CredentialStore.Current now = store.current();
            PeerIdentity peer = now.verifier().verify(certificate, store.clock().instant());
            if (!peer.name().equals(roster.node(member))) {
                refused(member, "it shows the certificate of " + peer.name());
                return;
            }
            peers[member].learned(certificate, now.credentials());
        } catch (RefusedPeerException e) {
            refused(member, e.getMessage());
        } catch (GeneralSecurityException e) {
            refused(member, "it introduces itself with no certificate");
            LOG.debug("an introduction can't be read", e);
        }
    }

    /** After each look at the files. */
    private void follow() {
        try {
            if (!store.current().credentials().certificate().equals(own)) {
                renew();
            }
            for (int i = 0; i < peers.length; i++) {
                forgetUnwelcome(i);
            }
        } catch (GeneralSecurityException e) {
            LOG.error("heartbeats go on with the old keys", e);
        }
    }

    private void renew() throws GeneralSecurityException {
        for (SealedPeer peer : peers) {
            peer.renewed(store.current().credentials());
        }
        own = store.current().credentials().certificate();
    }

    private void forgetUnwelcome(int member) {
        Optional<X509Certificate> certificate = peers[member].newest();
        if (certificate.isPresent()) {
            try {
                store.current()
                        .verifier()
                        .verify(certificate.get(), store.clock().instant());
            } catch (RefusedPeerException e) {
                refused(member, e.getMessage());
                peers[member].forget();
            }
        }
    }

    private Opened refused(int member, String why) {
        refusals.refused("a heartbeat", roster.address(member), why);
        return Opened.NOTHING;
    }
}
