package org.holdfast.lab.internal;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.holdfast.lab.LabException;
import org.holdfast.lab.LabOptions;
import org.holdfast.model.ownership.NodeId;

/**
 * The main job: a download that outlives its host, and the host's return. What counts is what the client's kernel and
 * tcpdump saw, not what we log.
 */
final class MainJob {

    private static final NodeId ALPHA = new NodeId("alpha");
    private static final Duration RETURN_LIMIT = Duration.ofSeconds(90);

    private final LabCluster cluster;
    private final LabOptions options;
    private final PrintStream out;
    private final Path evidence;

    MainJob(LabCluster cluster, LabOptions options, PrintStream out, Path evidence) {
        this.cluster = cluster;
        this.options = options;
        this.out = out;
        this.evidence = evidence;
    }

    /**
     * What came of it.
     *
     * @param survived whether curl ended well, the file is equal, and the stream was whole, without reset
     * @param stall what the client waited, by tcpdump's clock
     */
    record Outcome(boolean survived, Duration stall) {}

    /**
     * Starts a download, has alpha die in the middle, and looks at what the client got.
     *
     * @param whileGoingOn called after the takeover, while the transfer still runs
     */
    Outcome failDuringDownload(CheckedRunnable whileGoingOn) throws IOException, InterruptedException {
        Files.createDirectories(evidence);
        Path file = evidence.resolve("download.bin");
        Witness witness = Witness.start(evidence.resolve("client.pcap"));
        Transfer transfer = Transfer.start(Payload.LARGE, file, evidence.resolve("curl.log"), options.rateBytes());
        out.println("download: curl fetches " + options.fileBytes() + " bytes at " + options.rateBytes() + " bytes/s");
        double share = 0.3 + 0.2 * new SplittableRandom().nextDouble();
        long have = transfer.awaitBytes((long) (options.fileBytes() * share));
        cluster.failHost(ALPHA);
        out.printf("  at %d bytes, %d %% of the file%n", have, 100 * have / options.fileBytes());
        whileGoingOn.run();
        if (options.returnDuring() && !transfer.isRunning()) {
            throw new LabException("the download ended before alpha had regained it, so nothing was shown");
        }
        int exitCode = transfer.awaitEnd();
        StreamCheck stream = witness.stop();
        boolean equal = exitCode == 0 && Payload.sha256(file).equals(expectedHash());
        out.println("client: curl ended with exit code " + exitCode + (equal ? ", SHA-256 equal" : ", file not whole"));
        out.println("client: tcpdump saw " + stream);
        Files.writeString(
                evidence.resolve("client.txt"),
                "curl-exit-code " + exitCode + "\nsha256-equal " + equal + "\nstream " + stream + "\n");
        Files.deleteIfExists(file);
        return new Outcome(equal && stream.isWhole(), stream.stall());
    }

    private String expectedHash() throws IOException {
        return Payload.sha256(cluster.alpha().directory().resolve("files").resolve(Payload.LARGE));
    }

    /** Has alpha return, and waits until it has regained the service for new connections. */
    void returnHost() throws IOException, InterruptedException {
        cluster.returnHost(ALPHA);
        List<String> holders = Network.holdersOfServiceAddress();
        if (holders.contains("alpha")) {
            throw new LabException("alpha came back with the address, before anybody gave it back");
        }
        out.println("  it has no owned address; the holder is " + holders);
        LabCluster.await("alpha to regain the address", RETURN_LIMIT, () -> LabCluster.isOwnedBy(Network.ALPHA));
        long before = requestsServedByAlpha();
        LabCluster.await("a new connection to be served", RETURN_LIMIT, () -> Transfer.succeeds(Payload.SMALL));
        LabCluster.await("alpha's log of it", Duration.ofSeconds(5), () -> requestsServedByAlpha() > before);
        cluster.copyStatus(evidence.resolve("status-after-return.json"));
        out.println("give-back: alpha has regained " + Network.SERVICE_ADDRESS + " and serves new connections");
    }

    private long requestsServedByAlpha() throws IOException {
        Path log = cluster.alpha().directory().resolve("nginx-access.log");
        if (!Files.exists(log)) {
            return 0;
        }
        try (var lines = Files.lines(log)) {
            return lines.filter(line -> line.startsWith(Network.CLIENT_HOST.address() + " "))
                    .count();
        }
    }

    /** Something that may fail as the lab does. */
    interface CheckedRunnable {
        void run() throws IOException, InterruptedException;
    }
}
