package org.holdfast.model.net;

/**
 * A range of ports, both ends included.
 *
 * @param first 1 to 65535
 * @param last {@code first} to 65535
 */
public record PortRange(int first, int last) {

    public PortRange {
        if (first < 1 || last > 0xffff || first > last) {
            throw new IllegalArgumentException(
                    "port range " + first + "-" + last + " is not within 1-65535 in ascending order");
        }
    }

    /** Reads {@code 80} or {@code 8000-8099}. */
    public static PortRange parse(String text) {
        int dash = text.indexOf('-');
        try {
            if (dash < 0) {
                int port = Integer.parseInt(text.trim());
                return new PortRange(port, port);
            }
            return new PortRange(
                    Integer.parseInt(text.substring(0, dash).trim()),
                    Integer.parseInt(text.substring(dash + 1).trim()));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is neither a port nor a range first-last", e);
        }
    }

    public boolean contains(int port) {
        return first <= port && port <= last;
    }

    @Override
    public String toString() {
        return first == last ? Integer.toString(first) : first + "-" + last;
    }
}
