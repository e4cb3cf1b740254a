package org.holdfast.lab.internal.traffic;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.holdfast.lab.LabException;
import org.holdfast.lab.TrafficSize;

/** The same traffic at rising rates on a mirror port, captured by tcpdump and then by Holdfast. */
public final class LiveTrial {

    /** Of both: 64 MiB. */
    private static final int BUFFER_KIB = 64 << 10;

    private static final int CONNECTIONS = 4;
    private static final int WARM_UP_SEGMENTS_PER_SECOND = 20_000;

    /** Ethernet, IPv6, TCP with time stamps. */
    private static final int HEADER_BYTES = 14 + 40 + 32;

    /** Until a slow program has taken what is in its buffer; the kernel keeps packets for up to 1 s. */
    private static final Duration SETTLE = Duration.ofSeconds(3);

    private static final Pattern RECEIVED = Pattern.compile("\"rx\":\\{\"bytes\":\\d+,\"packets\":(\\d+)");

    /** One rate: payload of a segment in bytes, and segments a second that both hosts together send at most. */
    private record Rate(int segmentBytes, int segmentsPerSecond) {

        /** What each of the two hosts may send. */
        long bitsPerSecondOfAHost() {
            return (long) segmentsPerSecond * (segmentBytes + HEADER_BYTES) * Byte.SIZE / 2;
        }

        long payloadOfAConnection(int seconds) {
            return (long) segmentsPerSecond * segmentBytes * seconds / CONNECTIONS;
        }
    }

    private static final List<Rate> RATES = List.of(
            new Rate(1428, 40_000),
            new Rate(1428, 80_000),
            new Rate(1428, 160_000),
            new Rate(1428, 320_000),
            new Rate(88, 100_000),
            new Rate(88, 200_000),
            new Rate(88, 300_000),
            new Rate(88, 400_000));

    /** What came by, how fast, and what one program got of it. */
    private record Trial(long onTheWire, long packetsPerSecond, FrameCounts counts) {
        long notCounted() {
            return onTheWire - counts.captured() - counts.dropped();
        }
    }

    private final Path launcher;
    private final Path directory;
    private final TrafficSize size;
    private final PrintStream out;

    public LiveTrial(Path launcher, Path directory, TrafficSize size, PrintStream out) {
        this.launcher = launcher;
        this.directory = directory;
        this.size = size;
        this.out = out;
    }

    /** See {@link org.holdfast.lab.Traffic#tryLive}. */
    public boolean run() throws IOException, InterruptedException {
        Files.createDirectories(directory);
        TrafficNetwork.build();
        out.println("| payload of a segment | tcpdump: packets a second | on the wire | dropped | not counted"
                + " | Holdfast: packets a second | on the wire | dropped | not counted |");
        out.println("| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        boolean passed = true;
        try (LoadProcess server = LoadProcess.serve(LoadMain.BULK)) {
            for (Rate rate : RATES) {
                Trial tcpdump = trial(rate, tcpdump());
                Trial holdfast = trial(rate, holdfast());
                out.println(row(rate, tcpdump, holdfast));
                passed &= holdfast.notCounted() == 0
                        && (tcpdump.counts().dropped() > 0 || holdfast.counts().dropped() == 0);
            }
        }
        return passed;
    }

    private static String row(Rate rate, Trial... trials) {
        StringBuilder row = new StringBuilder("| " + rate.segmentBytes() + " |");
        for (Trial trial : trials) {
            row.append(" " + trial.packetsPerSecond() + " | " + trial.onTheWire() + " | "
                    + trial.counts().dropped() + " | " + trial.notCounted() + " |");
        }
        return row.toString();
    }

    private List<String> tcpdump() {
        return List.of(
                "tcpdump",
                "-n",
                "-i",
                TrafficNetwork.MIRROR_INTERFACE,
                "-B",
                Integer.toString(BUFFER_KIB),
                "-w",
                directory.resolve("tcpdump.pcap").toString());
    }

    private List<String> holdfast() {
        return List.of(
                launcher.toString(),
                "capture",
                "--interface",
                TrafficNetwork.MIRROR_INTERFACE,
                "--buffer",
                Integer.toString(BUFFER_KIB << 10),
                "--write",
                directory.resolve("segments").toString());
    }

    private Trial trial(Rate rate, List<String> command) throws IOException, InterruptedException {
        TrafficNetwork.segmentBytes(rate.segmentBytes());
        Path log = directory.resolve("capture.log");
        try (CaptureProcess capture = CaptureProcess.start(TrafficNetwork.OBSERVER, command, log)) {
            long first = onTheWire();
            // A capture that has just begun is no measure of one that has run for days.
            send(new Rate(rate.segmentBytes(), WARM_UP_SEGMENTS_PER_SECOND), 1);
            long before = onTheWire();
            Duration duration = send(rate, size.liveSeconds());
            long after = onTheWire();
            Thread.sleep(SETTLE);
            return new Trial(onTheWire() - first, (after - before) * 1000 / duration.toMillis(), capture.stop());
        } finally {
            deleteCaptures();
        }
    }

    private static Duration send(Rate rate, int seconds) throws IOException, InterruptedException {
        TrafficNetwork.limit(rate.bitsPerSecondOfAHost());
        return LoadProcess.run(LoadMain.BULK, CONNECTIONS, rate.payloadOfAConnection(seconds));
    }

    /** What the mirror's interface has received so far, by the kernel's own count. */
    private static long onTheWire() throws LabException {
        String statistics = TrafficNetwork.inside(
                TrafficNetwork.OBSERVER, "ip", "-j", "-s", "link", "show", "dev", TrafficNetwork.MIRROR_INTERFACE);
        Matcher matcher = RECEIVED.matcher(statistics);
        if (!matcher.find()) {
            throw new LabException("ip doesn't tell what the mirror's interface received: " + statistics);
        }
        return Long.parseLong(matcher.group(1));
    }

    private void deleteCaptures() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                if (!file.equals(directory) && !file.getFileName().toString().endsWith(".log")) {
                    Files.delete(file);
                }
            }
        }
    }
}
