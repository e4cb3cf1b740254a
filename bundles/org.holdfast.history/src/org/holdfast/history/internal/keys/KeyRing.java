package org.holdfast.history.internal.keys;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.holdfast.history.HistoryKey;
import org.holdfast.history.internal.journal.RecordCipher;

/** The keys of one history: one for each use, so that none tells anything of another. */
public final class KeyRing {

    public static final int SALT_BYTES = 16;

    private static final String MAC = "HmacSHA256";
    private static final int KEY_BITS = 256;

    private final byte[] root;

    private KeyRing(byte[] root) {
        this.root = root;
    }

    /**
     * Derives the keys; takes as long as the secret's rounds demand.
     *
     * @param salt of the history, {@value #SALT_BYTES} bytes
     */
    public static KeyRing of(HistoryKey key, byte[] salt) {
        byte[] secret = key.secret();
        try {
            // The factory takes characters; Base64 gives every secret some.
            char[] characters = Base64.getEncoder().encodeToString(secret).toCharArray();
            PBEKeySpec spec = new PBEKeySpec(characters, salt, key.rounds(), KEY_BITS);
            return new KeyRing(SecretKeyFactory.getInstance("PBKDF2With" + MAC)
                    .generateSecret(spec)
                    .getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java can't derive keys with PBKDF2With" + MAC, e);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    /** For H2's file: a password without spaces. */
    public String filePassword() {
        return HexFormat.of().formatHex(derive("h2 file"));
    }

    public RecordCipher journalCipher() {
        return new RecordCipher(new SecretKeySpec(derive("journal"), "AES"));
    }

    public RecordCipher archiveCipher() {
        return new RecordCipher(new SecretKeySpec(derive("archive"), "AES"));
    }

    /** Tells whether another ring is the same, and nothing else. */
    public String fingerprint() {
        return HexFormat.of().formatHex(derive("fingerprint"));
    }

    private byte[] derive(String use) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(root, MAC));
            return mac.doFinal(("holdfast " + use).getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java lacks " + MAC, e);
        }
    }
}
