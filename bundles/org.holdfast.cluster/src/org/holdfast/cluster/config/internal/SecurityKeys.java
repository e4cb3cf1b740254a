package org.holdfast.cluster.config.internal;

import java.nio.file.Path;
import java.util.List;
import org.holdfast.cluster.config.Peer;
import org.holdfast.cluster.config.Security;

/** The part of the file that says how traffic is protected. Being unprotected must be said, except on loopback. */
final class SecurityKeys {

    static final String NONE = "none";

    private static final String KEY = "security";

    private SecurityKeys() {}

    static Security read(Table root, List<Peer> members) throws BadValue {
        if (root.isText(KEY)) {
            return root.text(KEY, '"' + NONE + '"', SecurityKeys::none);
        }
        if (root.has(KEY)) {
            return root.table(KEY).make(SecurityKeys::certificates);
        }
        if (members.stream().allMatch(member -> member.address().isLoopbackAddress())) {
            return Security.NONE;
        }
        throw new BadValue(
                KEY,
                "is missing; add the table [security] with the files that 'holdfast cluster add-node' makes, or, where"
                        + " nobody else reaches the network, security = \"none\"");
    }

    private static Security none(String text) {
        if (!text.equals(NONE)) {
            throw new IllegalArgumentException("'" + text + "' is no way to protect traffic; write a table [security]");
        }
        return Security.NONE;
    }

    private static Security.Certificates certificates(Table table) throws BadValue {
        return new Security.Certificates(
                table.text("authority", "\"/etc/holdfast/authority.crt\"", Path::of),
                table.text("certificate", "\"/etc/holdfast/node.crt\"", Path::of),
                table.text("key", "\"/etc/holdfast/node.key\"", Path::of),
                table.text("revoked", "\"/etc/holdfast/revoked.crl\"", Path::of));
    }
}
