package org.holdfast.cache.pcap.oracle;

import org.holdfast.model.net.AddressText;
import org.holdfast.model.net.Endpoint;

/**
 * A connection as one side of the comparison tells it.
 *
 * @param client the end that asked
 * @param server the end that was asked
 * @param fromClient what the client sent
 * @param fromServer what the server sent
 */
record Talk(String client, String server, Way fromClient, Way fromServer) {

    /** The ends, whoever asked. */
    String ends() {
        return client.compareTo(server) < 0 ? client + " " + server : server + " " + client;
    }

    long packets() {
        return fromClient.packets() + fromServer.packets();
    }

    /** The same connection, told as if the other end had asked. */
    Talk swapped() {
        return new Talk(server, client, fromServer, fromClient);
    }

    /** An end in one spelling, whoever wrote it. */
    static String spell(Endpoint end) {
        StringBuilder text = new StringBuilder();
        AddressText.write(end, text);
        return text.toString();
    }
}
