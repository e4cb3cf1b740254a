package org.holdfast.cluster.internal.channel;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.holdfast.cluster.security.PeerIdentity;
import org.holdfast.cluster.security.internal.CredentialStore;
import org.holdfast.cluster.security.internal.Credentials;
import org.holdfast.cluster.security.internal.PemFiles;
import org.holdfast.cluster.security.internal.RefusedPeerException;
import org.holdfast.model.ownership.NodeId;

/**
 * Each message carries its sender's certificate and signature, so that a member can't speak in the name of another, whatever
 * way a message takes through JGroups. Big-endian:
 *
 * <pre>
 * int magic "HFSM", long boot, long number, short length and bytes of the receiver's name (none: all members),
 * short length and bytes of the certificate (DER), int length and bytes of the message, then the signature
 * (SHA256withECDSA) of all before
 * </pre>
 */
public final class SignedMessages implements MessageSeal {

    private static final int MAGIC = 0x4846534d;
    private static final String ALGORITHM = "SHA256withECDSA";

    private final CredentialStore store;
    private final NodeId self;
    private final long boot;
    private final AtomicLong numbers = new AtomicLong();
    private final Map<NodeId, ReplayWindow> windows = new ConcurrentHashMap<>();

    public SignedMessages(CredentialStore store, NodeId self, long boot) {
        this.store = store;
        this.self = self;
        this.boot = boot;
    }

    @Override
    public byte[] seal(byte[] message, Optional<NodeId> to) throws IOException {
        Credentials own = store.current().credentials();
        try {
            byte[] certificate = own.certificate().getEncoded();
            byte[] receiver = to.map(NodeId::name).orElse("").getBytes(StandardCharsets.US_ASCII);
            ByteBuffer signed = ByteBuffer.allocate(28 + receiver.length + certificate.length + message.length);
            signed.putInt(MAGIC).putLong(boot).putLong(numbers.incrementAndGet());
            signed.putShort((short) receiver.length).put(receiver);
            signed.putShort((short) certificate.length).put(certificate);
            signed.putInt(message.length).put(message);
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(own.key());
            signature.update(signed.array());
            byte[] end = signature.sign();
            return ByteBuffer.allocate(signed.capacity() + end.length)
                    .put(signed.array())
                    .put(end)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IOException("a message can't be signed: " + e.getMessage(), e);
        }
    }

    @Override
    public Opened open(byte[] bytes, int offset, int length) throws IOException {
        try {
            ByteBuffer in = ByteBuffer.wrap(bytes, offset, length);
            if (in.getInt() != MAGIC) {
                throw new IOException("it isn't signed");
            }
            long life = in.getLong();
            long number = in.getLong();
            String receiver = new String(take(in, Short.toUnsignedInt(in.getShort())), StandardCharsets.US_ASCII);
            byte[] certificate = take(in, Short.toUnsignedInt(in.getShort()));
            int size = in.getInt();
            int start = in.position();
            take(in, size);
            int end = in.position();
            PeerIdentity sender = verify(certificate, bytes, offset, end - offset, take(in, in.remaining()));
            if (!receiver.isEmpty() && !receiver.equals(self.name())) {
                throw new IOException("it is for " + receiver);
            }
            if (!windows.computeIfAbsent(sender.name(), name -> new ReplayWindow())
                    .isNew(life, number)) {
                throw new IOException("it was said before");
            }
            return new Opened(bytes, start, size, Optional.of(sender));
        } catch (BufferUnderflowException e) {
            throw new IOException("it isn't whole", e);
        } catch (RefusedPeerException e) {
            throw new IOException(e.getMessage(), e);
        } catch (GeneralSecurityException e) {
            throw new IOException("its certificate or signature can't be read", e);
        }
    }

    private PeerIdentity verify(byte[] certificate, byte[] bytes, int offset, int length, byte[] end)
            throws IOException, GeneralSecurityException {
        X509Certificate from = PemFiles.certificate(certificate);
        PeerIdentity sender =
                store.current().verifier().verify(from, store.clock().instant());
        Signature signature = Signature.getInstance(ALGORITHM);
        signature.initVerify(from.getPublicKey());
        signature.update(bytes, offset, length);
        if (!signature.verify(end)) {
            throw new IOException("it was altered after " + sender.name() + " signed it");
        }
        return sender;
    }

    private static byte[] take(ByteBuffer in, int length) {
        if (length < 0 || length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] taken = new byte[length];
        in.get(taken);
        return taken;
    }
}
