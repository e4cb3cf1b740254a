package org.holdfast.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.holdfast.cache.handover.ConnectionInformation;
import org.holdfast.model.net.FourTuple;
import org.holdfast.model.ownership.Service;
import org.holdfast.model.tcp.ConnectionSummary;
import org.holdfast.model.tcp.ControlBlock;
import org.holdfast.model.tcp.Direction;
import org.holdfast.model.tcp.TcpState;
import org.holdfast.model.tcp.Verdict.Reason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionCacheTest {

    private static final Limits LIMITS = new Limits(64 << 20, 4 << 20);
    /** What is lost must not depend on how busy this machine is. */
    private static final Limits WAITING = new Limits(64 << 10, 16 << 10).withSlowDisk(SlowDisk.WAIT);

    @TempDir
    Path directory;

    private ConnectionCache cache;
    private TcpTalk talk;

    @BeforeEach
    void open() throws IOException {
        cache = new ConnectionCache(directory, LIMITS, List.of(Services.named("web", "10.77.0.100", "80")));
        talk = new TcpTalk(cache);
    }

    @AfterEach
    void close() throws IOException {
        cache.close();
    }

    @Test
    void listsTheConnectionsOfTheServicesOnly() {
        new TcpTalk(cache, "203.0.113.7", 51234, "10.77.0.100", 81).handshake();
        new TcpTalk(cache, "203.0.113.7", 51234, "10.77.0.101", 80).handshake();
        talk.handshake().in("GET").out("OK").inAck().outAck();
        ConnectionSummary only = only();
        assertEquals(FourTuple.parse("203.0.113.7:51234>10.77.0.100:80"), only.tuple());
        assertEquals("web", only.service());
        assertEquals(TcpState.ESTABLISHED, only.state());
        assertTrue(only.verdict().survives());
        assertEquals(3, only.inbound().streamBytes());
        assertEquals(2, only.outbound().streamBytes());
        assertEquals(7, cache.counters().tracked());
        assertEquals(13, cache.counters().decoded());
    }

    @Test
    void marksConnectionsThatDroppedFramesMayBelongTo() {
        drop(0, talk.now() - 1);
        talk.handshake().in("GET").out("OK").inAck();
        TcpTalk idle = new TcpTalk(cache, "203.0.113.8", 1000, "10.77.0.100", 80).handshake();
        TcpTalk over = new TcpTalk(cache, "203.0.113.9", 1000, "10.77.0.100", 80).handshake();
        over.inFin().outFin().inAck();
        drop(0, idle.later(1000).now());
        assertEquals(List.of("", "", ""), details());
        drop(3, idle.later(1000).now());
        String may = "frames were dropped before the capture while it lived, and nothing since shows that none was its";
        assertEquals(List.of(may, may, ""), details());
        assertTrue(cache.connection(1).orElseThrow().verdict().survives());
        TcpTalk later = new TcpTalk(cache, "203.0.113.10", 1000, "10.77.0.100", 80);
        later.at(idle.now() + 1).handshake();
        talk.at(later.now()).in("one end alone proves nothing");
        assertEquals(List.of(may, may, "", ""), details());
        talk.outAck();
        assertEquals(List.of("", may, "", ""), details());
        assertEquals(3, cache.counters().kernelDropped());
        assertEquals(1, cache.counters().interfaceDropped());
    }

    @Test
    void findsTheGapThatDroppedFramesLeft() {
        drop(0, talk.now());
        talk.handshake().in("GET");
        talk.outbound().data("dropped").lose();
        drop(1, talk.later(1000).now());
        talk.inAck().in("next").outAck();
        drop(1, talk.later(1000).now());
        assertEquals(Reason.GAP, only().verdict().reason());
    }

    @Test
    void countsDropsOfACaptureThatWasOpenedAnew() {
        talk.handshake();
        drop(5, talk.now());
        talk.later(2000).in("GET").out("OK").inAck();
        drop(0, talk.later(1000).now());
        assertEquals(List.of(""), details());
        drop(1, talk.later(1000).now());
        assertFalse(details().getFirst().isEmpty());
    }

    @Test
    void takesAllDropsOfACaptureThatWasOpenedAnewForNew() {
        talk.handshake();
        drop(100, talk.now());
        talk.later(2000).in("GET").out("OK").inAck();
        assertEquals(List.of(""), details());
        drop(60, talk.later(1000).now());
        assertFalse(details().getFirst().isEmpty());
    }

    @Test
    void handsNoStreamOverWhoseContentWasGivenUp() throws IOException {
        talk.handshake().in("A0").outAck();
        byte[] late = talk.inbound().data("HELLO").bytes();
        talk.inbound().data("HELLO").lose();
        talk.in("w").outAck().later(1100).in("x").outAck();
        assertEquals(2, cache.information(1).orElseThrow().inbound().length, "to be reset, with what there is");
        cache.frame(talk.now(), 1, ByteBuffer.wrap(late), late.length);
        IOException refused = assertThrows(IOException.class, () -> cache.information(1));
        assertTrue(refused.getMessage().endsWith("bytes were captured so late that they had been given up"));
        assertEquals(Reason.GAP, only().verdict().reason());
    }

    @Test
    void takesAnotherChallengerWhenTheFormerOneHadToMakeRoom() throws IOException {
        CacheSettings few = CacheSettings.LIVE.withConnections(10, 4);
        try (ConnectionCache small = new ConnectionCache(directory.resolve("few"), few, new Selector(List.of()))) {
            TcpTalk living = new TcpTalk(small).handshake().in("GET").out("OK").inAck();
            living.inbound().flags(0x02).seq(77).send();
            for (int i = 0; i < 20; i++) {
                new TcpTalk(small, "203.0.113.8", 1000 + i, "10.77.0.100", 80).syn();
            }
            assertTrue(small.connection(2).isEmpty(), "the first challenger");
            long next = small.connections().getLast().id() + 1;
            new TcpTalk(small).numbers(88, 99).handshake().in("new");
            assertEquals(TcpState.CLOSED, small.connection(1).orElseThrow().state());
            assertEquals(3, small.connection(next).orElseThrow().inbound().streamBytes());
        }
    }

    @Test
    void handsOverNoByteThatWasNotTaken() throws IOException {
        talk.handshake().in("GET /").outAck();
        byte[] forged = talk.inbound()
                .seq(talk.remoteNext() + 70_000)
                .data("forged".repeat(100))
                .bytes();
        cache.frame(talk.now(), 1, ByteBuffer.wrap(forged), forged.length);
        for (int i = 0; i < 80; i++) {
            talk.inbound().data("x".repeat(1000)).send().outAck();
        }
        assertEquals(
                "GET /" + "x".repeat(80_000),
                new String(cache.information(1).orElseThrow().inbound(), StandardCharsets.ISO_8859_1));
        assertEquals(80_006 + 1000, cache.stateAt(1, 6 + 160).orElseThrow().rcvNxt());
    }

    @Test
    void takesAConnectionBackThatAWrongTimeOfCaptureGaveUp() throws IOException {
        talk.syn();
        new TcpTalk(cache, "203.0.113.8", 1000, "10.77.0.100", 80)
                .at(talk.now() + 3_600_000 * TcpTalk.MILLISECOND)
                .syn();
        assertEquals(TcpState.CLOSED, cache.connection(1).orElseThrow().state());
        talk.synAck().inAck().in("GET").out("OK").inAck().outAck();
        ConnectionSummary summary = cache.connection(1).orElseThrow();
        assertEquals(TcpState.ESTABLISHED, summary.state());
        assertTrue(summary.verdict().survives(), summary.verdict().detail());
        assertEquals(3, cache.information(1).orElseThrow().inbound().length);
        assertEquals(2, cache.counters().liveConnections());
    }

    @Test
    void followsOneSideForAsLongAsItSpeaks() {
        talk.syn();
        talk.outbound().flags(0x12).lose();
        for (int i = 0; i < 20; i++) {
            talk.later(20_000).in("data");
        }
        new TcpTalk(cache, "203.0.113.8", 1000, "10.77.0.100", 80)
                .at(talk.now())
                .syn();
        assertEquals(TcpState.ESTABLISHED, cache.connection(1).orElseThrow().state());
        new TcpTalk(cache, "203.0.113.8", 1001, "10.77.0.100", 80)
                .at(talk.later(300_000).now())
                .syn();
        assertEquals(TcpState.CLOSED, cache.connection(1).orElseThrow().state());
        talk.in("data");
        assertEquals(TcpState.ESTABLISHED, cache.connection(1).orElseThrow().state());
    }

    @Test
    void dropsTheLongestSilentOfTooManyConnections() throws IOException {
        CacheSettings few = CacheSettings.LIVE.withIdle(100, Duration.ofDays(1));
        try (ConnectionCache small = new ConnectionCache(directory.resolve("few"), few, new Selector(List.of()))) {
            List<TcpTalk> talks = new ArrayList<>();
            for (int i = 0; i < 107; i++) {
                if (i == 106) {
                    talks.get(3).at(talk.now()).in("still here").outAck();
                }
                talks.add(new TcpTalk(small, "203.0.113.8", 1000 + i, "10.77.0.100", 80)
                        .at(talk.later(10).now())
                        .handshake());
            }
            assertEquals(7, small.counters().droppedIdleConnections());
            assertEquals(100, small.counters().liveConnections());
            List<Long> left =
                    small.connections().stream().map(ConnectionSummary::id).toList();
            assertEquals(List.of(4L, 9L, 10L), left.subList(0, 3));
            assertEquals(107, left.getLast());
        }
    }

    @Test
    void dropsAConnectionThatWasSilentForTooLong() throws IOException {
        CacheSettings settings = CacheSettings.LIVE.withIdle(100, Duration.ofHours(16));
        try (ConnectionCache aging =
                new ConnectionCache(directory.resolve("aging"), settings, new Selector(List.of()))) {
            new TcpTalk(aging).handshake();
            TcpTalk other = new TcpTalk(aging, "203.0.113.8", 1000, "10.77.0.100", 80).handshake();
            new TcpTalk(aging, "203.0.113.9", 1000, "10.77.0.100", 80)
                    .at(talk.now() + 1_000_000_000_000_000L)
                    .syn();
            for (int i = 0; i < 15; i++) {
                other.later(3_600_000).in("x").outAck();
            }
            assertTrue(aging.connection(1).isPresent(), "one frame with a wrong time proves nothing");
            other.later(3_600_000).in("x").later(2000).outAck().later(2000).outAck();
            assertTrue(aging.connection(1).isEmpty());
            assertEquals(1, aging.counters().droppedIdleConnections());
            assertTrue(aging.connection(2).isPresent());
        }
    }

    @Test
    void dropsAllThatIsNoLongerSelected() throws IOException {
        for (int i = 0; i < 300; i++) {
            new TcpTalk(cache, "203.0.113.8", 1000 + i, "10.77.0.100", 80).handshake();
        }
        cache.select(new Selector(List.of(Services.named("other", "10.77.0.101", "80"))));
        assertEquals(List.of(), cache.connections());
    }

    @Test
    void treatsWrongChecksumsAsItIsTold() throws IOException {
        for (Checksums checksums : Checksums.values()) {
            CacheSettings settings = CacheSettings.LIVE.withChecksums(checksums);
            try (ConnectionCache told =
                    new ConnectionCache(directory.resolve("" + checksums), settings, new Selector(List.of()))) {
                TcpTalk said = new TcpTalk(told).handshake();
                said.inbound().data("EVIL!").damaged().send();
                Counters counters = told.counters();
                long taken = told.connection(1).orElseThrow().inbound().streamBytes();
                assertEquals(
                        checksums == Checksums.IGNORE ? Map.of() : Map.of("tcp-checksum", 1L), counters.malformed());
                assertEquals(checksums == Checksums.DROP ? 0 : 5, taken);
                said.inbound().seq(1001).data("right").send();
                Reason reason = told.connection(1).orElseThrow().verdict().reason();
                assertEquals(checksums == Checksums.COUNT ? Reason.GAP : Reason.SURVIVES, reason);
            }
        }
    }

    private void drop(long total, long now) {
        cache.dropped(new CaptureSource.Statistics(1000, total, total / 3), now);
    }

    private List<String> details() {
        return cache.connections().stream().map(c -> c.verdict().detail()).toList();
    }

    @Test
    void takesANewSynThoughTheFormerOneHasToMakeRoomForIt() throws IOException {
        CacheSettings few = CacheSettings.LIVE.withConnections(10, 4);
        for (boolean challenged : new boolean[] {false, true}) {
            try (ConnectionCache small =
                    new ConnectionCache(directory.resolve("" + challenged), few, new Selector(List.of()))) {
                TcpTalk again = new TcpTalk(small).numbers(1, 1).syn();
                int others = challenged ? 3 : 4;
                for (int i = 0; i < others; i++) {
                    new TcpTalk(small, "203.0.113.8", 1000 + i, "10.77.0.100", 80).syn();
                }
                if (challenged) {
                    again.numbers(500_000, 1).syn();
                }
                again.numbers(900_000, 1).handshake().in("GET");
                ConnectionSummary last = small.connections().getLast();
                assertEquals(TcpState.ESTABLISHED, last.state());
                assertEquals(3, last.inbound().streamBytes());
            }
        }
    }

    @Test
    void saysNothingOfOptionsThatTheCaptureCut() {
        byte[] syn = talk.inbound()
                .flags(0x02)
                .options("020405b4 0402 080a 00000001 00000000 01 03030a")
                .bytes();
        cache.frame(talk.now(), 1, ByteBuffer.wrap(syn, 0, 68), syn.length);
        StreamReport inbound = cache.report(1, Direction.INBOUND);
        assertEquals(1460, inbound.mss().orElseThrow());
        assertEquals(Optional.of(true), inbound.sackPermitted());
        assertEquals(Optional.empty(), inbound.timestamps());
        assertTrue(inbound.windowScale().isEmpty());
        talk.later(1).syn().synAck();
        assertEquals(Optional.of(false), cache.report(1, Direction.OUTBOUND).timestamps());
    }

    @Test
    void countsWhatIsOddUnderAName() {
        talk.handshake();
        byte[] overlong = talk.inbound().data("GET").bytes();
        // The total length of the IP packet: 100 more than there is.
        overlong[17] += 100;
        cache.frame(talk.now(), 1, ByteBuffer.wrap(overlong), overlong.length);
        byte[] broken = talk.inbound().options("0206").data("GET").bytes();
        cache.frame(talk.now(), 1, ByteBuffer.wrap(broken), broken.length);
        assertEquals(Map.of("overlong", 1L, "tcp-options", 1L), cache.counters().noted());
        assertEquals(5, cache.counters().tracked(), "they are used all the same");
        assertEquals(0, cache.counters().givenUpBytes());
    }

    @Test
    void countsWhatHadToBeGivenUpBeforeItWasWritten(@TempDir Path other) throws IOException {
        Path packets = Files.createDirectory(other.resolve("packets"));
        Limits limits = new Limits(1 << 20, 16 << 10).withMemoryBytes(64 << 10);
        ConnectionCache losing = new ConnectionCache(packets, limits, List.of());
        try (Stream<Path> files = Files.list(packets)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(packets);
        Files.createFile(packets);
        TcpTalk busy = new TcpTalk(losing).handshake();
        for (int i = 0; i < 200; i++) {
            busy.in("y".repeat(1000)).outAck();
        }
        assertTrue(losing.counters().givenUpBytes() > 100_000, () -> "" + losing.counters());
        Files.delete(packets);
        Files.createDirectory(packets);
        losing.close();
    }

    @Test
    void tracksEverythingWithoutServicesAndKnowsWhoServes(@TempDir Path other) throws IOException {
        try (ConnectionCache all = new ConnectionCache(other, LIMITS, List.of())) {
            new TcpTalk(all, "2001:db8::7", 80, "2001:db8::1", 40000).handshake();
            new TcpTalk(all, "10.0.0.9", 50000, "10.0.0.1", 22).in("seen from the middle");
            assertEquals(
                    List.of("[2001:db8::7]:80>[2001:db8::1]:40000", "10.0.0.9:50000>10.0.0.1:22"),
                    all.connections().stream().map(c -> c.tuple().toString()).toList(),
                    "who gets the SYN serves, else the lower port");
        }
    }

    @Test
    void computesTheSameStateFromStoredPacketsAsTheLiveOne() {
        List<ControlBlock> live = new ArrayList<>();
        FrameSink recording = (time, type, frame, length) -> {
            cache.frame(time, type, frame, length);
            live.add(cache.state(1).orElseThrow());
        };
        TcpTalk told = new TcpTalk(recording)
                .options(
                        "020405b4 0402 080a00000064 00000000 01 030307",
                        "02040578 0402 080a00000384 00000064 01 030305")
                .numbers(0xffff_fff8, 0x7fff_fff8);
        told.handshake().in("GET / HTTP/1.0\r\n\r\n").outAck();
        told.outbound().seq(0x7fff_fff9 + 6).data("world").send();
        told.outbound().seq(0x7fff_fff9).data("hello ").send();
        told.outbound().seq(0x7fff_fff9).data("hello world").window(77).send();
        told.inbound().window(3).send();
        told.outFin().inAck().inFin().outAck();
        assertEquals(TcpState.TIME_WAIT, live.getLast().state());
        for (int packet = 1; packet <= live.size(); packet++) {
            assertEquals(Optional.of(live.get(packet - 1)), cache.stateAt(1, packet), "packet " + packet);
        }
        assertEquals(Optional.empty(), cache.stateAt(1, live.size() + 1));
        assertEquals(Optional.empty(), cache.stateAt(1, 0));
        assertEquals(Optional.empty(), cache.stateAt(2, 1));
    }

    @Test
    void givesAllThatTheFailoverHostNeeds() throws IOException {
        String page = "x".repeat(70_000);
        talk.handshake().in("GET /").in(" HTTP/1.0\r\n\r\n").outAck();
        for (int at = 0; at < page.length(); at += 1000) {
            talk.out(page.substring(at, at + 1000));
        }
        talk.inbound().ack(5001 + 69_500).send();
        talk.inFin();
        talk.inbound().seq(1001 + 19).flags(0x11).ack(5001 + 69_500).send();
        ConnectionInformation information = cache.information(1).orElseThrow();
        assertEquals(cache.state(1).orElseThrow(), information.state());
        assertEquals("GET / HTTP/1.0\r\n\r\n", text(information.inbound()));
        assertEquals(70_000, information.outboundBytes());
        assertEquals(65_536, information.digestBlock());
        assertEquals(2, information.outboundDigests().length);
        assertEquals(65_536, information.outboundHead().length);
        assertEquals(page.substring(0, 65_536), text(information.outboundHead()));
        assertEquals(0, information.unacknowledged().length, "the FIN acknowledged all");
        assertTrue(information.inboundFin());
        assertEquals(Optional.empty(), cache.information(2));
    }

    @Test
    void handsOverWhatIsUnacknowledged() throws IOException {
        talk.handshake().in("GET").out("0123456789");
        talk.inbound().ack(5001 + 4).send();
        assertEquals("456789", text(cache.information(1).orElseThrow().unacknowledged()));
    }

    @Test
    void keepsTheFirstCopyInWhatItHandsOver() throws IOException {
        talk.handshake();
        talk.inbound().seq(1004).data("DEF").send();
        talk.inbound().seq(1001).data("ABCdefG").send();
        ConnectionInformation information = cache.information(1).orElseThrow();
        assertEquals("ABCDEFG", text(information.inbound()));
        assertEquals(7, cache.proof(1, Direction.INBOUND).bytes());
        assertEquals(3, cache.counts(1, Direction.INBOUND).conflictingBytes());
    }

    @Test
    void handsNothingOverThatWasSeenLate() {
        talk.in("middle");
        IOException refused = assertThrows(IOException.class, () -> cache.information(1));
        assertTrue(refused.getMessage().contains("beginning wasn't captured"), refused.getMessage());
    }

    @Test
    void givesAReusedFourTupleANewConnection() {
        talk.handshake().outFin().inAck().inFin().outAck();
        talk.numbers(70_000, 90_000).handshake().in("again");
        List<ConnectionSummary> all = cache.connections();
        assertEquals(List.of(1L, 2L), all.stream().map(ConnectionSummary::id).toList());
        assertEquals(TcpState.TIME_WAIT, all.get(0).state());
        assertEquals(TcpState.ESTABLISHED, all.get(1).state());
        assertEquals(5, all.get(1).inbound().streamBytes());
        assertEquals(1, cache.counters().liveConnections());
    }

    @Test
    void takesARepeatedSynForTheSameConnection() {
        talk.syn();
        talk.inbound().seq(1000).flags(2).send();
        talk.synAck().inAck();
        assertEquals(TcpState.ESTABLISHED, only().state());
    }

    @Test
    void doesNotLetAForgedSynPushALivingConnectionOut() {
        talk.handshake().in("GET");
        new TcpTalk(cache).numbers(777_777, 0).at(talk.now()).syn();
        // The service answers with a challenge of the connection it has (RFC 5961 §4).
        talk.outAck().in(" /");
        List<ConnectionSummary> all = cache.connections();
        assertEquals(2, all.size());
        assertEquals(TcpState.ESTABLISHED, all.get(0).state());
        assertEquals(5, all.get(0).inbound().streamBytes());
        assertEquals(Reason.HALF_OPEN, all.get(1).verdict().reason());
    }

    @Test
    void replacesAConnectionOnceTheServiceAnswersTheNewOne() {
        talk.handshake().in("GET");
        TcpTalk rebooted = new TcpTalk(cache).numbers(777_777, 888_888).at(talk.now());
        rebooted.handshake().in("fresh");
        List<ConnectionSummary> all = cache.connections();
        assertEquals(TcpState.CLOSED, all.get(0).state());
        assertEquals(TcpState.ESTABLISHED, all.get(1).state());
        assertEquals(5, all.get(1).inbound().streamBytes());
        assertEquals(3, all.get(0).inbound().streamBytes());
    }

    @Test
    void givesUpHandshakesThatNobodyCompletes() {
        talk.syn().later(100_000);
        new TcpTalk(cache, "203.0.113.8", 1, "10.77.0.100", 80).at(talk.now()).syn();
        new TcpTalk(cache, "203.0.113.9", 1, "10.77.0.100", 80).at(talk.now()).handshake();
        assertEquals(3, cache.counters().liveConnections());
        drop(0, talk.later(30_000).now());
        assertEquals(2, cache.counters().liveConnections());
        assertEquals(TcpState.CLOSED, cache.connections().getFirst().state());
        assertEquals(TcpState.SYN_RECEIVED, cache.state(1).orElseThrow().state(), "what the wire said stays");
    }

    @Test
    void keepsRealConnectionsThroughAFloodOfSyns(@TempDir Path other) throws IOException {
        CacheSettings settings = CacheSettings.LIVE.withLimits(LIMITS).withConnections(10, 1000);
        List<Service> services = List.of(Services.named("web", "10.77.0.100", "80"));
        try (ConnectionCache flooded = new ConnectionCache(other, settings, new Selector(services))) {
            TcpTalk real =
                    new TcpTalk(flooded).handshake().in("GET").out("answer").inAck();
            for (int i = 0; i < 20_000; i++) {
                new TcpTalk(flooded, "198.51." + i / 250 + "." + i % 250, 1024 + i % 60_000, "10.77.0.100", 80)
                        .at(real.now() + i * 1000L)
                        .syn();
            }
            assertTrue(flooded.counters().liveConnections() <= 1 + 1250, () -> "" + flooded.counters());
            assertTrue(flooded.counters().droppedConnections() >= 20_000 - 1250, () -> "" + flooded.counters());
            assertEquals(
                    Reason.SURVIVES,
                    flooded.connection(1).orElseThrow().verdict().reason());
            assertEquals("answer", text(flooded.information(1).orElseThrow().outboundHead()));
        }
    }

    @Test
    void followsTheConnectionsThatStaySelectedWithoutABreak(@TempDir Path other) throws IOException {
        Service web = Services.named("web", "10.77.0.100", "80");
        Service mail = Services.named("mail", "10.77.0.101", "25");
        try (ConnectionCache changing = new ConnectionCache(other, LIMITS, List.of(web, mail))) {
            TcpTalk stays = new TcpTalk(changing).handshake().in("one");
            new TcpTalk(changing, "203.0.113.7", 51234, "10.77.0.101", 25).handshake();
            changing.select(new Selector(List.of(Services.named("site", "10.77.0.100", "80-90"))));
            stays.in("two").outAck();
            assertEquals(
                    List.of("site"),
                    changing.connections().stream()
                            .map(ConnectionSummary::service)
                            .toList());
            assertEquals("onetwo", text(changing.information(1).orElseThrow().inbound()));
            new TcpTalk(changing, "203.0.113.7", 51300, "10.77.0.101", 25).handshake();
            assertEquals(1, changing.connections().size());
        }
    }

    @Test
    void takesWhatCameWithTheSynOnlyIfTheServiceDid() throws IOException {
        TcpTalk taken = new TcpTalk(cache);
        taken.inbound().flags(0x02).data("early").send();
        taken.synAck().in("late");
        assertEquals(9, cache.proof(1, Direction.INBOUND).bytes());
        assertEquals(5 + 4, cache.connection(1).orElseThrow().inbound().payloadBytes());

        TcpTalk refused = new TcpTalk(cache, "203.0.113.8", 51234, "10.77.0.100", 80).numbers(7000, 9000);
        refused.inbound().flags(0x02).data("early").send();
        refused.outbound().flags(0x12).ack(7001).send();
        refused.inbound().seq(7001).data("other").send();
        refused.outAck();
        assertEquals(5, cache.proof(2, Direction.INBOUND).bytes());
        assertEquals("other", text(cache.information(2).orElseThrow().inbound()));
        assertEquals(0, cache.counts(2, Direction.INBOUND).conflictingBytes());
    }

    @Test
    void takesWhatCameWithTheSynWhenItIsntSentAgain() {
        talk.inbound().flags(0x02).data("early").send();
        talk.inbound().seq(1006).data("late").send();
        assertEquals(9, cache.connection(1).orElseThrow().inbound().streamBytes());
    }

    @Test
    void believesAnEndItsOwnNumberBeforeAnAcknowledgment() {
        talk.inbound().seq(1001).ack(0x7000_0000).data("question").send();
        talk.outbound().seq(5001).ack(1009).data("answer").send();
        assertEquals(6, cache.connection(1).orElseThrow().outbound().streamBytes());
    }

    @Test
    void listsStrayResetsOfAFileOnly() throws IOException {
        talk.inbound().flags(0x04).send();
        assertEquals(List.of(), cache.connections());
        try (ConnectionCache file = ConnectionCache.forFile(CacheSettings.FILE)) {
            new TcpTalk(file).inbound().flags(0x04).send();
            assertEquals(1, file.connections().size());
        }
    }

    @Test
    void deliversAStreamThatSomebodyFollows() throws IOException {
        StringBuilder heard = new StringBuilder();
        try (ConnectionCache file = ConnectionCache.forFile(CacheSettings.FILE)) {
            file.follow(2, Direction.OUTBOUND, bytes -> heard.append(StandardCharsets.ISO_8859_1.decode(bytes)));
            new TcpTalk(file).handshake().out("not this one");
            TcpTalk second = new TcpTalk(file, "203.0.113.8", 51234, "10.77.0.100", 80).handshake();
            second.outbound().seq(5004).data("def").send();
            second.outbound().seq(5001).data("abc").send();
            assertEquals("abcdef", heard.toString());
            assertEquals("", file.report(2, Direction.OUTBOUND).streamSha256());
        }
    }

    @Test
    void reportsWhatIsMissing() throws IOException {
        try (ConnectionCache file = ConnectionCache.forFile(CacheSettings.FILE.withProofs(true))) {
            TcpTalk talk = new TcpTalk(file)
                    .options("020405b4 030307 0402 080a 00000001 00000000 00", "020405a0")
                    .handshake()
                    .out("ab");
            talk.outbound().data("lost").lose();
            talk.out("ef").inAck();
            file.endOfFile();
            StreamReport report = file.report(1, Direction.OUTBOUND);
            assertEquals(List.of(new StreamReport.Gap(2, 6)), report.gaps());
            assertEquals(2, report.streamBytes());
            assertEquals(4, report.payloadBytes());
            assertEquals("fb8e20fc2e4c3f248c60c39bd652f3c1347298bb977b8b4d5903b85055620603", report.streamSha256());
            assertEquals(5000, report.isn().orElseThrow());
            assertEquals(1440, report.mss().orElseThrow());
            assertFalse(report.windowScale().isPresent());
            StreamReport inbound = file.report(1, Direction.INBOUND);
            assertEquals(7, inbound.windowScale().orElseThrow());
            assertEquals(Optional.of(true), inbound.timestamps());
            assertEquals(Optional.of(true), inbound.sackPermitted());
        }
    }

    @Test
    void countsALateAnswerToTheSynToTheConnectionThatIsOver() {
        talk.syn().outbound().flags(0x14).seq(0).send();
        talk.outbound().seq(31_000).flags(0x12).ack(1001).send();
        talk.outbound().seq(32_000).flags(0x12).ack(1001).send();
        assertEquals(1, cache.connections().size());
    }

    @Test
    void keepsTheNewestOfThoseThatAreOver() {
        for (int i = 0; i < 10_050; i++) {
            TcpTalk brief = new TcpTalk(cache, "203.0.113." + i / 60_000, 1 + i, "10.77.0.100", 80);
            brief.syn().outbound().flags(0x14).seq(0).send();
        }
        List<ConnectionSummary> all = cache.connections();
        assertEquals(10_000, all.size());
        assertEquals(51, all.getFirst().id());
        assertEquals(0, cache.counters().liveConnections());
    }

    @Test
    void marksConnectionsThatLosePacketsAsEvicted(@TempDir Path other) throws IOException {
        try (ConnectionCache small =
                new ConnectionCache(other, WAITING, List.of(Services.named("web", "10.77.0.100", "80")))) {
            new TcpTalk(small).handshake();
            TcpTalk busy = new TcpTalk(small, "203.0.113.8", 4000, "10.77.0.100", 80).handshake();
            for (int i = 0; i < 200; i++) {
                busy.in("y".repeat(1000)).outAck();
            }
            new TcpTalk(small, "203.0.113.9", 4000, "10.77.0.100", 80).handshake();
            assertEquals(
                    List.of(Reason.EVICTED, Reason.EVICTED, Reason.SURVIVES),
                    small.connections().stream().map(c -> c.verdict().reason()).toList());
            assertTrue(small.counters().storedBytes() <= 64 << 10, () -> "" + small.counters());
            assertTrue(small.counters().evictedBytes() > 0, () -> "" + small.counters());
            assertEquals(Optional.empty(), small.stateAt(1, 1));
            assertThrows(IOException.class, () -> small.information(1));
            assertEquals(200_000, small.proof(2, Direction.INBOUND).bytes(), "the digest outlives the packets");
        }
    }

    @Test
    void goesOnAfterARestartWithConnectionsThatWereSilentMeanwhile(@TempDir Path other) throws IOException {
        List<Service> services = List.of(Services.named("web", "10.77.0.100", "80"));
        TcpTalk silent;
        TcpTalk active;
        ConnectionSummary before;
        try (ConnectionCache first = new ConnectionCache(other, LIMITS, services)) {
            silent = new TcpTalk(first).handshake().in("GET /").out("answer").inAck();
            active = new TcpTalk(first, "203.0.113.8", 4000, "10.77.0.100", 80).handshake();
            before = first.connection(1).orElseThrow();
        }
        try (ConnectionCache second = new ConnectionCache(other, LIMITS, services)) {
            assertEquals(before, second.connection(1).orElseThrow());
            assertEquals("answer", text(second.information(1).orElseThrow().outboundHead()));
            active.in("missed while nobody listened").outAck();
            TcpTalk later = new TcpTalk(second, "203.0.113.8", 4000, "10.77.0.100", 80);
            later.numbers(active.remoteNext(), active.serviceNext()).at(active.now());
            later.outAck();
            second.endOfFile();
            assertEquals(
                    Reason.GAP, second.connection(2).orElseThrow().verdict().reason());
        }
    }

    @Test
    void keepsWhatLivesWhenThePolicySaysSo(@TempDir Path other) throws IOException {
        Limits limits = new Limits(1 << 20, 1 << 16)
                .withEviction(Eviction.KEEP_LIVE)
                .withConnectionBytes(1 << 18)
                .withSlowDisk(SlowDisk.WAIT);
        List<Service> services = List.of(Services.named("web", "10.77.0.100", "80"));
        try (ConnectionCache keeping = new ConnectionCache(other, limits, services)) {
            new TcpTalk(keeping).handshake().in("GET /").out("answer").inAck();
            for (int i = 0; i < 40; i++) {
                TcpTalk brief = new TcpTalk(keeping, "203.0.113.8", 4000 + i, "10.77.0.100", 80).handshake();
                for (int n = 0; n < 100; n++) {
                    brief.in("y".repeat(1000)).outAck();
                    if (n % 10 == 0) {
                        // A wire is never so fast that the disk couldn't read back meanwhile.
                        keeping.flush();
                    }
                }
                brief.inFin().outFin().inAck();
            }
            assertTrue(keeping.counters().evictedBytes() > 1 << 20, () -> "" + keeping.counters());
            assertEquals(
                    Reason.SURVIVES,
                    keeping.connection(1).orElseThrow().verdict().reason());
            assertEquals("answer", text(keeping.information(1).orElseThrow().outboundHead()));
        }
    }

    @Test
    void stopsStoringAConnectionThatTakesMoreThanItMay(@TempDir Path other) throws IOException {
        Limits limits = new Limits(1 << 20, 1 << 16).withConnectionBytes(8 << 10);
        try (ConnectionCache bounded = new ConnectionCache(other, limits, List.of())) {
            TcpTalk greedy = new TcpTalk(bounded).handshake();
            for (int n = 0; n < 20; n++) {
                greedy.in("y".repeat(1000)).outAck();
            }
            assertEquals(
                    Reason.EVICTED,
                    bounded.connection(1).orElseThrow().verdict().reason());
            assertTrue(bounded.counters().storedBytes() < 12 << 10, () -> "" + bounded.counters());
        }
    }

    @Test
    void measuresTheStallOnTheWire() {
        talk.handshake().in("GET").out("part one").inAck();
        long lastByte = talk.now() - 2 * TcpTalk.MILLISECOND;
        talk.later(40).in("more");
        cache.markFailure(List.of(1L, 99L), talk.now());
        assertEquals(Optional.empty(), cache.stall(1));
        talk.later(20);
        talk.outbound().seq(5001).data("part").send();
        assertEquals(Optional.empty(), cache.stall(1), "what the remote host has already doesn't end its wait");
        long firstByte = talk.now();
        talk.out("part two");
        talk.out("part three");
        assertEquals(Optional.of(Duration.ofNanos(firstByte - lastByte)), cache.stall(1));
        assertEquals(Optional.empty(), cache.stall(99));
    }

    @Test
    void measuresTheStallAroundAMarkInThePastFromStoredPackets() {
        talk.handshake().in("GET").out("part one").inAck();
        long lastByte = talk.now() - 2 * TcpTalk.MILLISECOND;
        final long mark = talk.now();
        long firstByte = talk.later(30).now();
        talk.out("part two");
        cache.markFailure(List.of(1L), mark);
        assertEquals(Optional.of(Duration.ofNanos(firstByte - lastByte)), cache.stall(1));
    }

    @Test
    void knowsWhenAnAddressWasHeardLast() {
        InetAddress address = InetAddress.ofLiteral("10.77.0.100");
        assertEquals(Long.MIN_VALUE, cache.lastHeardFrom(address));
        talk.handshake();
        long heard = talk.now();
        talk.outAck().later(50).in("anybody there?");
        assertEquals(heard, cache.lastHeardFrom(address));
        assertEquals(Long.MIN_VALUE, cache.lastHeardFrom(InetAddress.ofLiteral("10.77.0.101")));
    }

    @Test
    void decidesWhatIsDoubtfulAtTheEndOfAFile() {
        talk.handshake();
        talk.outbound().data("lost").lose();
        talk.inAck();
        assertTrue(only().verdict().survives());
        cache.endOfFile();
        assertEquals(Reason.GAP, only().verdict().reason());
    }

    @Test
    void refusesADirectoryInUseAndAnUnknownConnection() {
        IOException inUse = assertThrows(IOException.class, () -> new ConnectionCache(directory, LIMITS, List.of()));
        assertTrue(inUse.getMessage().contains("is used by another cache"), inUse.getMessage());
        assertThrows(NoSuchElementException.class, () -> cache.proof(5, Direction.INBOUND));
        assertFalse(cache.connection(5).isPresent());
    }

    @Test
    void neverThrowsWhateverConnectionsDo(@TempDir Path other) throws IOException {
        List<byte[]> frames = new ArrayList<>();
        FrameSink recorder = (time, type, frame, length) -> {
            byte[] bytes = new byte[frame.remaining()];
            frame.get(bytes);
            frames.add(bytes);
        };
        new TcpTalk(recorder)
                .numbers(0xffff_ff00, 0x7fff_ffff)
                .handshake()
                .in("a".repeat(300))
                .out("b".repeat(300))
                .inAck()
                .outFin()
                .inAck()
                .inFin()
                .outAck();
        Random random = new Random(11);
        try (ConnectionCache all = new ConnectionCache(other, LIMITS, List.of())) {
            for (int i = 0; i < 10_000; i++) {
                byte[] frame = frames.get(random.nextInt(frames.size())).clone();
                for (int change = random.nextInt(3); change > 0; change--) {
                    // From the IP header on, numbers and flags above all.
                    frame[14 + random.nextInt(40)] = (byte) random.nextInt();
                }
                all.frame(TcpTalk.START + i * 50_000L, 1, ByteBuffer.wrap(frame), frame.length);
            }
            all.endOfFile();
            for (ConnectionSummary summary : all.connections()) {
                long packets = summary.inbound().packets() + summary.outbound().packets();
                assertEquals(
                        all.state(summary.id()).map(ControlBlock::sndNxt),
                        all.stateAt(summary.id(), packets).map(ControlBlock::sndNxt));
            }
        }
    }

    private ConnectionSummary only() {
        List<ConnectionSummary> all = cache.connections();
        assertEquals(1, all.size());
        return all.getFirst();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
