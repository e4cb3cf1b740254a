package org.holdfast.cluster.internal.heartbeat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import javax.crypto.KDF;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * The key between two nodes, which each computes from its own private key and the other's certificate (ECDH, then HKDF, RFC
 * 5869): no third member knows it, and nothing secret travels. Heartbeat thread only, except for making it.
 */
final class PairKey {

    static final int TAG = 16;

    private static final byte[] PURPOSE = "holdfast heartbeat 1".getBytes(StandardCharsets.US_ASCII);
    private static final String MAC = "HmacSHA256";

    private final X509Certificate own;
    private final X509Certificate peer;
    private final int id;
    private final Mac mac;
    private final byte[] full = new byte[32];

    PairKey(PrivateKey key, X509Certificate own, X509Certificate peer) throws GeneralSecurityException {
        this.own = own;
        this.peer = peer;
        KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
        agreement.init(key);
        agreement.doPhase(peer.getPublicKey(), true);
        byte[] pair = pair(own.getEncoded(), peer.getEncoded());
        this.id = ByteBuffer.wrap(pair).getInt();
        SecretKey shared = KDF.getInstance("HKDF-SHA256")
                .deriveKey(
                        MAC,
                        HKDFParameterSpec.ofExtract()
                                .addIKM(agreement.generateSecret())
                                .addSalt(pair)
                                .thenExpand(PURPOSE, 32));
        this.mac = Mac.getInstance(MAC);
        mac.init(shared);
    }

    /** Which key this is, the same number at both nodes. */
    int id() {
        return id;
    }

    X509Certificate own() {
        return own;
    }

    X509Certificate peer() {
        return peer;
    }

    /** Writes the tag of the first bytes behind them. */
    void sign(byte[] bytes, int length) throws GeneralSecurityException {
        compute(bytes, length);
        System.arraycopy(full, 0, bytes, length, TAG);
    }

    /** Whether the tag behind the first bytes is theirs. */
    boolean verify(byte[] bytes, int length) throws GeneralSecurityException {
        compute(bytes, length);
        int difference = 0;
        for (int i = 0; i < TAG; i++) {
            difference |= full[i] ^ bytes[length + i];
        }
        return difference == 0;
    }

    /** First bytes of a certificate's digest. */
    static long fingerprint(X509Certificate certificate) throws GeneralSecurityException {
        return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()))
                .getLong();
    }

    private void compute(byte[] bytes, int length) throws GeneralSecurityException {
        mac.update(bytes, 0, length);
        mac.doFinal(full, 0);
    }

    private static byte[] pair(byte[] a, byte[] b) throws GeneralSecurityException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        boolean ordered = Arrays.compareUnsigned(a, b) < 0;
        digest.update(ordered ? a : b);
        digest.update(ordered ? b : a);
        return digest.digest();
    }
}
