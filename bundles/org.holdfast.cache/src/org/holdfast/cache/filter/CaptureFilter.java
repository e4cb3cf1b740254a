package org.holdfast.cache.filter;

import java.time.Instant;
import java.util.List;
import org.holdfast.model.net.FourTuple;
import org.holdfast.model.tcp.ConnectionSummary;
import org.holdfast.model.tcp.TcpState;
import org.holdfast.model.tcp.Traffic;
import org.holdfast.model.tcp.Verdict;

/**
 * The administrator's own part of the selector (claim 1): a display filter that asks only for addresses, ports and the
 * version of IP, because nothing else is known of a connection when it begins. It is exact where connections are
 * selected; for libpcap it is written as an expression that lets at least the same packets through. Immutable.
 */
public final class CaptureFilter {

    /** Takes every connection. */
    public static final CaptureFilter ALL = new CaptureFilter(new Condition.All(List.of()), "");

    private final Condition condition;
    private final String text;

    private CaptureFilter(Condition condition, String text) {
        this.condition = condition;
        this.text = text;
    }

    /**
     * Compiles an expression.
     *
     * @param expression blank for all connections
     * @throws FilterException when it isn't understood, or asks for something that isn't known when a connection begins
     */
    public static CaptureFilter parse(String expression) throws FilterException {
        Condition condition = Parser.parse(expression);
        String unknown = PcapExpression.unknownField(condition);
        if (!unknown.isEmpty()) {
            throw new FilterException(
                    "'" + unknown + "' isn't known yet when a connection begins; a capture filter asks for host, net,"
                            + " client, server, their ports, ipv4 or ipv6",
                    Math.max(0, expression.indexOf(unknown)));
        }
        return new CaptureFilter(condition, DisplayFilter.parse(expression).text());
    }

    /** Whether a connection with these ends is to be captured. */
    public boolean matches(FourTuple tuple) {
        return condition.matches(
                new ConnectionSummary(
                        0,
                        tuple,
                        "",
                        TcpState.SYN_RECEIVED,
                        Verdict.SURVIVES,
                        Instant.EPOCH,
                        Instant.EPOCH,
                        Traffic.NONE,
                        Traffic.NONE,
                        -1),
                Instant.EPOCH);
    }

    /** Whether it takes every connection. */
    public boolean isAll() {
        return equals(ALL);
    }

    /** An expression of pcap-filter(7) that lets through every packet of the connections; empty when it lets all. */
    public String pcap() {
        return PcapExpression.covering(condition);
    }

    /** The expression in normal form. */
    public String text() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CaptureFilter that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
