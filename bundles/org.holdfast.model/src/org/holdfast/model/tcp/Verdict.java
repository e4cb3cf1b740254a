package org.holdfast.model.tcp;

import java.util.Objects;

/**
 * Whether a connection would survive if its host failed now, and if not, the first reason that stops it.
 *
 * @param reason {@link Reason#SURVIVES} or what stops it
 * @param detail what was seen, for people: "bytes 1200 to 2660 outbound were acknowledged but never captured"; may be
 *     empty
 */
public record Verdict(Reason reason, String detail) {

    /** It would survive, and nothing more is to be said. */
    public static final Verdict SURVIVES = new Verdict(Reason.SURVIVES, "");

    public Verdict {
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(detail, "detail");
    }

    public boolean survives() {
        return reason == Reason.SURVIVES;
    }

    /** Reasons in the order in which they are looked at. */
    public enum Reason {
        SURVIVES("survives", "The connection would be continued.", ""),
        STALE("stale", "The cache isn't hearing the wire.", "Check the mirror port and the capture interface."),
        SEEN_LATE(
                "seen late",
                "The handshake wasn't captured.",
                "Connections opened from now on are seen from their start; this one can't be."),
        GAP("gap", "Bytes were acknowledged but never captured.", "Raise the capture buffer, or relieve the mirror."),
        EVICTED("evicted", "The stored history is no longer whole.", "Raise the limits of the packet memory."),
        UNSUPPORTED_OPTION(
                "unsupported option",
                "The connection uses an option that can't be carried over (MPTCP, TCP-AO, MD5).",
                "Turn the option off on the service."),
        OPAQUE(
                "opaque",
                "The protocol can't be replayed (TLS, SSH).",
                "End the encryption before the service, or accept a reset."),
        HALF_OPEN("half open", "The handshake isn't complete.", "Wait; it completes or dies by itself."),
        NO_POLICY(
                "no policy", "No service with a failover policy covers it.", "Add the service and its failover hosts."),
        NO_STANDBY("no standby", "No failover host is alive.", "Start a failover host, or name another one."),
        STANDBY_BEHIND("standby behind", "The standby can't follow.", "Relieve the failover host or its link."),
        DIVERGED("diverged", "The standby's output differs.", "Make both copies of the application equal.");

        private final String label;
        private final String meaning;
        private final String cure;

        Reason(String label, String meaning, String cure) {
            this.label = label;
            this.meaning = meaning;
            this.cure = cure;
        }

        /** One or two words for a table cell. */
        public String label() {
            return label;
        }

        /** A sentence that says what is the matter. */
        public String meaning() {
            return meaning;
        }

        /** A sentence that says what to change; empty when nothing is to be done. */
        public String cure() {
            return cure;
        }
    }
}
