package org.holdfast.lab.internal.traffic;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A program of its own: server or client of a load, with Java's own classes and this package's. */
public final class LoadMain {

    static final String BULK = "bulk";
    static final String SHORT = "short";

    /** What a server prints once it listens. */
    static final String READY = "ready";

    private LoadMain() {}

    /**
     * {@code bulk serve ADDRESS…}, {@code bulk run CONNECTIONS BYTES ADDRESS…}, {@code short serve ADDRESS…} or
     * {@code short run CONNECTIONS ADDRESS…}. A server ends when its standard input does; a client
     * prints how many milliseconds it took.
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<String> all = Arrays.asList(arguments);
        switch (String.join(" ", all.subList(0, 2))) {
            case "bulk serve" -> untilInputEnds(BulkLoad.serve(addresses(all, 2, BulkLoad.PORT, 1)));
            case "bulk run" ->
                timed(() -> BulkLoad.run(
                        Integer.parseInt(all.get(2)), Long.parseLong(all.get(3)), addresses(all, 4, BulkLoad.PORT, 1)));
            case "short serve" ->
                untilInputEnds(
                        ShortConnections.serve(addresses(all, 2, ShortConnections.FIRST_PORT, ShortConnections.PORTS)));
            case "short run" ->
                timed(() -> ShortConnections.run(
                        Integer.parseInt(all.get(2)),
                        addresses(all, 3, ShortConnections.FIRST_PORT, ShortConnections.PORTS)));
            default -> throw new IllegalArgumentException("unknown load: " + all);
        }
    }

    private static List<InetSocketAddress> addresses(List<String> arguments, int from, int firstPort, int ports) {
        List<InetSocketAddress> addresses = new ArrayList<>();
        for (String literal : arguments.subList(from, arguments.size())) {
            for (int port = firstPort; port < firstPort + ports; port++) {
                addresses.add(new InetSocketAddress(InetAddress.ofLiteral(literal), port));
            }
        }
        return addresses;
    }

    private interface Load {
        void run() throws IOException, InterruptedException;
    }

    private static void timed(Load load) throws IOException, InterruptedException {
        long began = System.nanoTime();
        load.run();
        System.out.println((System.nanoTime() - began) / 1_000_000);
    }

    private static void untilInputEnds(LoadServer server) throws IOException {
        try (server) {
            System.out.println(READY);
            System.in.read();
        }
    }
}
