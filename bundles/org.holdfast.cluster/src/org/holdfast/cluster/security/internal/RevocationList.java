package org.holdfast.cluster.security.internal;

import java.math.BigInteger;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What stands in a revocation list. */
public final class RevocationList {

    /** RFC 5280, 5.2.3. */
    private static final String CRL_NUMBER = "2.5.29.20";

    /** An OCTET STRING with an INTEGER in it: two tags and two lengths, each of one byte for numbers up to 125 bytes. */
    private static final int HEADERS = 4;

    private RevocationList() {}

    /** Serial numbers, and when each was revoked. */
    public static Map<BigInteger, Instant> revoked(X509CRL list) {
        Set<? extends X509CRLEntry> entries = list.getRevokedCertificates();
        return entries == null
                ? Map.of()
                : entries.stream()
                        .collect(Collectors.toMap(
                                X509CRLEntry::getSerialNumber,
                                entry -> entry.getRevocationDate().toInstant()));
    }

    /** The list's number, which grows from list to list; 0 when it has none. */
    public static BigInteger number(X509CRL list) {
        byte[] extension = list.getExtensionValue(CRL_NUMBER);
        return extension == null || extension.length <= HEADERS
                ? BigInteger.ZERO
                : new BigInteger(Arrays.copyOfRange(extension, HEADERS, extension.length));
    }
}
