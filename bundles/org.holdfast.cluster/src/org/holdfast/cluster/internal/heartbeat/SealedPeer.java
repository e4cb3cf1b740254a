package org.holdfast.cluster.internal.heartbeat;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.holdfast.cluster.security.internal.Credentials;

/**
 * The keys between this node and one other. While certificates change there are several: what comes is taken with any of
 * them, and what goes is sealed with a new one only when the other node has said, sealed, that it knows the certificate.
 * Thread-safe.
 */
final class SealedPeer {

    private static final int MOST_KEYS = 4;

    private List<PairKey> keys = List.of();
    private Optional<X509Certificate> newest = Optional.empty();
    private Optional<PairKey> sending = Optional.empty();
    private boolean knowsUs;
    private long newestPrint;
    private long ownPrint;

    /** The other node has shown a certificate that counts. Older ones than the newest change nothing. */
    synchronized void learned(X509Certificate certificate, Credentials own) throws GeneralSecurityException {
        if (newest.isPresent() && !certificate.getNotBefore().after(newest.get().getNotBefore())) {
            return;
        }
        newest = Optional.of(certificate);
        newestPrint = PairKey.fingerprint(certificate);
        PairKey key = add(own);
        if (sending.isEmpty() || knowsUs) {
            sending = Optional.of(key);
        }
    }

    /** This node has a new certificate. */
    synchronized void renewed(Credentials own) throws GeneralSecurityException {
        knowsUs = false;
        ownPrint = PairKey.fingerprint(own.certificate());
        if (newest.isPresent()) {
            add(own);
        }
    }

    /** Forgets all; the other node's certificate is revoked or has ended. */
    synchronized void forget() {
        keys = List.of();
        newest = Optional.empty();
        sending = Optional.empty();
        knowsUs = false;
    }

    /** A heartbeat has come that was sealed; it says which certificate of this node the other knows. */
    synchronized void confirmed(long print) {
        if (!knowsUs && print == ownPrint) {
            knowsUs = true;
            sending = keys.stream()
                    .filter(key -> key.peer().equals(newest.orElseThrow()))
                    .findFirst();
        }
    }

    synchronized Optional<PairKey> key(int id) {
        return keys.stream().filter(key -> key.id() == id).findFirst();
    }

    synchronized Optional<PairKey> sending() {
        return sending;
    }

    synchronized boolean knowsUs() {
        return knowsUs;
    }

    synchronized Optional<X509Certificate> newest() {
        return newest;
    }

    /** Of the other node's newest certificate; 0 for none. */
    synchronized long newestPrint() {
        return newestPrint;
    }

    /** The newest first. */
    private PairKey add(Credentials own) throws GeneralSecurityException {
        PairKey key = new PairKey(own.key(), own.certificate(), newest.orElseThrow());
        List<PairKey> all = new ArrayList<>(List.of(key));
        keys.stream().limit(MOST_KEYS - 1).forEach(all::add);
        keys = List.copyOf(all);
        return key;
    }
}
