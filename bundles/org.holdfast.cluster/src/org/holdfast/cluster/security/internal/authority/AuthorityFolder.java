package org.holdfast.cluster.security.internal.authority;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.holdfast.cluster.security.AccessRole;
import org.holdfast.cluster.security.Authority;
import org.holdfast.cluster.security.IssuedCertificate;
import org.holdfast.cluster.security.PeerIdentity;
import org.holdfast.cluster.security.internal.PemFiles;
import org.holdfast.cluster.security.internal.RevocationList;
import org.holdfast.model.ownership.NodeId;

/** See {@link Authority}. */
public final class AuthorityFolder implements Authority {

    private static final String CERTIFICATE = "authority.crt";
    private static final String KEY = "authority.key";
    private static final String REVOKED = "revoked.crl";
    private static final String ISSUED = "issued";
    private static final String NODES = "nodes";
    private static final String NODE_CERTIFICATE = "node.crt";
    private static final String NODE_KEY = "node.key";
    private static final Duration LONGEST = Duration.ofDays(36_525);

    private final Path folder;
    private final InstantSource clock;
    private final X509Certificate certificate;
    private final PrivateKey key;

    private AuthorityFolder(Path folder, InstantSource clock) throws IOException {
        this.folder = folder;
        this.clock = clock;
        this.certificate = PemFiles.certificates(folder.resolve(CERTIFICATE)).getFirst();
        this.key = PemFiles.key(folder.resolve(KEY));
    }

    /** See {@link Authority#init}. */
    public static AuthorityFolder init(Path folder, String cluster, Duration validity, InstantSource clock)
            throws IOException {
        if (Files.exists(folder)) {
            throw new IOException(folder + " exists, and no authority is overwritten; name another folder");
        }
        if (!cluster.matches("[A-Za-z0-9.-][A-Za-z0-9. -]{0,62}")) {
            throw new IOException("'" + cluster + "' can't be a cluster's name; take letters, digits, dots, dashes");
        }
        Path made = AtomicFiles.folderBeside(folder);
        try {
            KeyPair keys = CertificateMaker.keys();
            X509Certificate own = CertificateMaker.authority(cluster, keys, clock.instant(), checked(validity));
            AtomicFiles.writePrivate(made.resolve(KEY), privateText(keys));
            AtomicFiles.writePublic(made.resolve(CERTIFICATE), text(own));
            AtomicFiles.makePrivateFolder(made.resolve(ISSUED));
            AtomicFiles.makePrivateFolder(made.resolve(NODES));
            X509CRL none =
                    CertificateMaker.revocations(own, keys.getPrivate(), BigInteger.ONE, Map.of(), clock.instant());
            AtomicFiles.writePublic(made.resolve(REVOKED), text(none));
            AtomicFiles.publish(made, folder);
        } catch (IOException e) {
            AtomicFiles.remove(made);
            throw e;
        }
        return new AuthorityFolder(folder, clock);
    }

    /** See {@link Authority#open}. */
    public static AuthorityFolder open(Path folder, InstantSource clock) throws IOException {
        if (!Files.isRegularFile(folder.resolve(KEY))) {
            throw new IOException(folder + " holds no authority; 'holdfast cluster init' makes one");
        }
        return new AuthorityFolder(folder, clock);
    }

    @Override
    public Path add(NodeId name, AccessRole role, List<InetAddress> hosts, Duration validity) throws IOException {
        Path target = folder.resolve(NODES).resolve(name.name());
        if (Files.exists(target)) {
            throw new IOException(
                    name + " has a certificate already; 'holdfast cluster rotate " + name + "' makes a new one");
        }
        Path made = AtomicFiles.folderBeside(target);
        try {
            issue(made, name, role, hosts, validity);
            AtomicFiles.writePublic(made.resolve(CERTIFICATE), Files.readAllBytes(folder.resolve(CERTIFICATE)));
            AtomicFiles.writePublic(made.resolve(REVOKED), Files.readAllBytes(folder.resolve(REVOKED)));
            AtomicFiles.publish(made, target);
        } catch (IOException e) {
            AtomicFiles.remove(made);
            throw e;
        }
        return target;
    }

    @Override
    public Path rotate(NodeId name, AccessRole role, Duration validity) throws IOException {
        issue(nodeFolder(name), name, role, hosts(newest(name)), validity);
        return nodeFolder(name);
    }

    @Override
    public AccessRole role(NodeId name) throws IOException {
        return PeerIdentity.of(newest(name)).role();
    }

    @Override
    public List<PeerIdentity> revoke(NodeId name, boolean keepNewest) throws IOException {
        X509CRL known = PemFiles.revocations(folder.resolve(REVOKED)).getFirst();
        BigInteger newest = PeerIdentity.of(newest(name)).serial();
        List<PeerIdentity> revoked = issued().stream()
                .filter(issued -> issued.state() == IssuedCertificate.State.VALID)
                .map(IssuedCertificate::identity)
                .filter(identity -> identity.name().equals(name))
                .filter(identity -> !keepNewest || !identity.serial().equals(newest))
                .toList();
        if (!revoked.isEmpty()) {
            Map<BigInteger, Instant> all = new TreeMap<>(RevocationList.revoked(known));
            revoked.forEach(identity -> all.put(identity.serial(), clock.instant()));
            BigInteger next = RevocationList.number(known).add(BigInteger.ONE);
            publish(CertificateMaker.revocations(certificate, key, next, all, clock.instant()));
        }
        return revoked;
    }

    @Override
    public List<IssuedCertificate> issued() throws IOException {
        X509CRL revoked = PemFiles.revocations(folder.resolve(REVOKED)).getFirst();
        List<IssuedCertificate> all = new ArrayList<>();
        for (Path file : list(folder.resolve(ISSUED))) {
            X509Certificate issued = PemFiles.certificates(file).getFirst();
            all.add(new IssuedCertificate(PeerIdentity.of(issued), state(issued, revoked)));
        }
        all.sort(Comparator.comparing(
                        (IssuedCertificate issued) -> issued.identity().name())
                .thenComparing(issued -> issued.identity().notBefore(), Comparator.reverseOrder()));
        return all;
    }

    private IssuedCertificate.State state(X509Certificate issued, X509CRL revoked) {
        if (revoked.isRevoked(issued)) {
            return IssuedCertificate.State.REVOKED;
        }
        return issued.getNotAfter().toInstant().isBefore(clock.instant())
                ? IssuedCertificate.State.EXPIRED
                : IssuedCertificate.State.VALID;
    }

    /** The key goes first: whoever finds a pair that doesn't fit goes on with the old one. */
    private void issue(Path target, NodeId name, AccessRole role, List<InetAddress> hosts, Duration validity)
            throws IOException {
        KeyPair keys = CertificateMaker.keys();
        X509Certificate issued = CertificateMaker.node(
                certificate, key, name, role, hosts, keys.getPublic(), clock.instant(), checked(validity));
        String serial = issued.getSerialNumber().toString(16);
        AtomicFiles.writePublic(folder.resolve(ISSUED).resolve(name + "-" + serial + ".crt"), text(issued));
        AtomicFiles.writePrivate(target.resolve(NODE_KEY), privateText(keys));
        AtomicFiles.writePublic(target.resolve(NODE_CERTIFICATE), text(issued));
    }

    private void publish(X509CRL list) throws IOException {
        AtomicFiles.writePublic(folder.resolve(REVOKED), text(list));
        for (Path node : list(folder.resolve(NODES))) {
            AtomicFiles.writePublic(node.resolve(REVOKED), text(list));
        }
    }

    private X509Certificate newest(NodeId name) throws IOException {
        return PemFiles.certificates(nodeFolder(name).resolve(NODE_CERTIFICATE)).getFirst();
    }

    private Path nodeFolder(NodeId name) throws IOException {
        Path node = folder.resolve(NODES).resolve(name.name());
        if (!Files.isDirectory(node)) {
            throw new IOException(name + " has no certificate of this authority; 'holdfast cluster show' names all");
        }
        return node;
    }

    private static List<InetAddress> hosts(X509Certificate certificate) throws IOException {
        try {
            var names = certificate.getSubjectAlternativeNames();
            return names == null
                    ? List.of()
                    : names.stream()
                            .map(name -> InetAddress.ofLiteral(String.valueOf(name.get(1))))
                            .toList();
        } catch (GeneralSecurityException e) {
            throw new IOException("the addresses in the old certificate can't be read: " + e.getMessage(), e);
        }
    }

    /** What is being made beside begins with a dot. */
    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(path -> !path.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    private static Duration checked(Duration validity) throws IOException {
        if (!validity.isPositive() || validity.compareTo(LONGEST) > 0) {
            throw new IOException("a certificate can't be valid for " + validity.toDays() + " days; choose 1 to 36525");
        }
        return validity;
    }

    private static byte[] privateText(KeyPair keys) {
        return PemFiles.text("PRIVATE KEY", keys.getPrivate().getEncoded());
    }

    private static byte[] text(X509Certificate certificate) throws IOException {
        try {
            return PemFiles.text("CERTIFICATE", certificate.getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IOException("a certificate can't be written: " + e.getMessage(), e);
        }
    }

    private static byte[] text(X509CRL list) throws IOException {
        try {
            return PemFiles.text("X509 CRL", list.getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IOException("a revocation list can't be written: " + e.getMessage(), e);
        }
    }
}
