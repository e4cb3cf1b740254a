package org.holdfast.cache.filter;

import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import org.holdfast.model.net.Endpoint;
import org.holdfast.model.tcp.ConnectionSummary;

/** Compares ends with addresses, networks, or addresses with a port. */
final class AddressField extends Field<AddressRange> {

    private static final List<Operator> OPERATORS = List.of(Operator.EQUAL, Operator.NOT_EQUAL);

    private final Ends ends;
    private final boolean networkOnly;

    AddressField(String name, String description, Ends ends, boolean networkOnly) {
        super(name, description);
        this.ends = ends;
        this.networkOnly = networkOnly;
    }

    Ends ends() {
        return ends;
    }

    @Override
    List<Operator> operators() {
        return OPERATORS;
    }

    @Override
    String form() {
        return networkOnly
                ? "a network like 10.0.0.0/8 or 2001:db8::/32"
                : "an address like 10.0.0.5, 2001:db8::1 or 10.0.0.0/8";
    }

    @Override
    AddressRange parse(String text, int position) throws FilterException {
        int slash = text.indexOf('/');
        if (slash >= 0) {
            InetAddress address = address(text.substring(0, slash), position);
            int bits = address.getAddress().length * 8;
            int prefix = number(text.substring(slash + 1), bits);
            if (prefix < 0) {
                throw new FilterException(
                        "a prefix length of 0 to " + bits + " is expected here", position + slash + 1);
            }
            return AddressRange.network(address, prefix);
        }
        if (networkOnly) {
            throw expectedForm(position);
        }
        int colon = portColon(text);
        if (colon < 0) {
            return AddressRange.host(address(text, position), AddressRange.ANY_PORT);
        }
        int port = number(text.substring(colon + 1), 0xffff);
        if (port < 0) {
            throw new FilterException("a port of 0 to 65535 is expected here", position + colon + 1);
        }
        boolean brackets = text.charAt(0) == '[';
        String host = brackets ? text.substring(1, colon - 1) : text.substring(0, colon);
        return AddressRange.host(address(host, position), port);
    }

    /** Where the port of {@code 10.0.0.1:80} or {@code [2001:db8::1]:80} is cut off; -1 when there is none. */
    private static int portColon(String text) {
        int colon = text.lastIndexOf(':');
        boolean single = colon > 0 && text.indexOf(':') == colon;
        boolean bracketed = colon > 1 && text.charAt(0) == '[' && text.charAt(colon - 1) == ']';
        return single || bracketed ? colon : -1;
    }

    private InetAddress address(String text, int position) throws FilterException {
        // The library also reads 10.5 as 10.0.0.5, and asks the machine for the scope after %.
        boolean ipv6 = text.indexOf(':') >= 0;
        boolean whole = ipv6 || text.chars().filter(c -> c == '.').count() == 3;
        if (!whole || text.indexOf('%') >= 0) {
            throw expectedForm(position);
        }
        try {
            return InetAddress.ofLiteral(text);
        } catch (IllegalArgumentException e) {
            throw expectedForm(position);
        }
    }

    /** The number that the digits are; -1 when they aren't one up to {@code most}. */
    private static int number(String digits, int most) {
        int value = 0;
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            if (c < '0' || c > '9' || value > most) {
                return -1;
            }
            value = value * 10 + c - '0';
        }
        return digits.isEmpty() || value > most ? -1 : value;
    }

    @Override
    boolean fits(ConnectionSummary connection, Instant now, Operator operator, AddressRange range) {
        Endpoint client = connection.tuple().remote();
        Endpoint server = connection.tuple().service();
        return ends.client() && range.contains(client) || ends.server() && range.contains(server);
    }

    @Override
    void write(AddressRange value, StringBuilder out) {
        value.write(out);
    }
}
