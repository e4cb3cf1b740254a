package org.holdfast.model.net;

import java.util.Objects;

/**
 * What names a TCP connection on the wire, seen from the service.
 *
 * @param remote the remote host's end: the client, which is never changed and never aware
 * @param service the service's end: an owned address and a port of the service
 */
public record FourTuple(Endpoint remote, Endpoint service) {

    public FourTuple {
        Objects.requireNonNull(remote, "remote");
        Objects.requireNonNull(service, "service");
        if (remote.address().getClass() != service.address().getClass()) {
            throw new IllegalArgumentException("both ends have the same address family: " + remote + ", " + service);
        }
    }

    /** Reads what {@link #toString()} writes: {@code 203.0.113.7:51234>10.0.0.5:80}. */
    public static FourTuple parse(String text) {
        int arrow = text.indexOf('>');
        if (arrow < 0) {
            throw new IllegalArgumentException("'" + text + "' is not remote>service");
        }
        return new FourTuple(Endpoint.parse(text.substring(0, arrow)), Endpoint.parse(text.substring(arrow + 1)));
    }

    @Override
    public String toString() {
        return remote + ">" + service;
    }
}
