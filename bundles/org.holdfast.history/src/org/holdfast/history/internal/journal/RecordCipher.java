package org.holdfast.history.internal.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Seals pieces of data with AES-256 in Galois counter mode (NIST SP 800-38D): nobody reads them without the key, and a
 * change is noticed. A sealed piece is its nonce (12 bytes, random), the ciphertext, and the tag (16 bytes). Any thread
 * may use it.
 */
public final class RecordCipher {

    private static final String TRANSFORMATION = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKey key;
    private final SecureRandom random = new SecureRandom();

    public RecordCipher(SecretKey key) {
        this.key = key;
    }

    /** @param position where it belongs: it can be opened only there */
    public byte[] seal(byte[] plain, long position) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, position).doFinal(plain);
            return ByteBuffer.allocate(NONCE_BYTES + sealed.length)
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java can't encrypt with " + TRANSFORMATION, e);
        }
    }

    /** @throws IOException when it was changed, belongs elsewhere, or was sealed with another key */
    public byte[] open(byte[] sealed, long position) throws IOException {
        if (sealed.length < NONCE_BYTES) {
            throw new IOException("a sealed record of " + sealed.length + " bytes is too short");
        }
        try {
            byte[] nonce = Arrays.copyOf(sealed, NONCE_BYTES);
            return cipher(Cipher.DECRYPT_MODE, nonce, position)
                    .doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IOException("a sealed record can't be opened with this key", e);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, long position) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(TRANSFORMATION);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(ByteBuffer.allocate(Long.BYTES).putLong(position).array());
        return cipher;
    }
}
