package org.holdfast.cluster.internal.channel;

import static org.holdfast.cluster.internal.Fixtures.ALPHA;
import static org.holdfast.cluster.internal.Fixtures.BETA;
import static org.holdfast.cluster.internal.Fixtures.CACHE;
import static org.holdfast.cluster.internal.Fixtures.WEB;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.holdfast.cluster.Message;
import org.holdfast.cluster.internal.lease.VoteAnswer;
import org.holdfast.model.net.FourTuple;
import org.holdfast.model.net.MacAddress;
import org.holdfast.model.ownership.Announcement;
import org.holdfast.model.ownership.ContinuityMode;
import org.holdfast.model.ownership.Ownership;
import org.holdfast.model.ownership.Role;
import org.holdfast.model.plan.ConnectionOutcome;
import org.holdfast.model.plan.Plan;
import org.holdfast.model.plan.PlannedConnection;
import org.holdfast.model.plan.StepKind;
import org.holdfast.model.plan.StepResult;
import org.holdfast.model.plan.Trigger;
import org.holdfast.model.tcp.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageCodecTest {

    private static final UUID ID = UUID.fromString("6f1c2c7e-29d5-4d1f-9c3b-0a4f5e6d7c8b");
    private static final Instant AT = Instant.parse("2026-01-02T03:04:05.678901234Z");
    private static final FourTuple V4 = FourTuple.parse("203.0.113.7:51234>10.77.0.100:80");
    private static final FourTuple V6 = FourTuple.parse("[2001:db8::7]:51234>[2001:db8::100]:80");

    private final MessageCodec codec = new MessageCodec();

    static List<Frame> frames() {
        Plan plan = new Plan(
                ID,
                AT,
                Trigger.HOST_FAILURE,
                List.of("cache: no heartbeat for 262 ms", "beta agrees"),
                WEB,
                ALPHA,
                BETA,
                Long.MAX_VALUE,
                List.of(
                        new PlannedConnection(1, V4, Verdict.SURVIVES, ContinuityMode.REPLAY),
                        new PlannedConnection(
                                2, V6, new Verdict(Verdict.Reason.GAP, "bytes 1200 to 2660"), ContinuityMode.RESET)));
        return List.of(
                new Frame.Announce(new Announcement(
                        ALPHA,
                        Announcement.Kind.HOST,
                        5,
                        6,
                        AT,
                        List.of(InetAddress.ofLiteral("10.77.0.1"), InetAddress.ofLiteral("2001:db8::1")),
                        List.of(Ownership.of(ALPHA, WEB, Role.OWNER, 3, true, MacAddress.parse("02:00:00:00:00:01"))))),
                new Frame.Solicit(),
                new Frame.VoteRequest("web", 7),
                new Frame.Vote("web", 7, 1234, new VoteAnswer.Granted()),
                new Frame.Vote("web", 7, 1234, new VoteAnswer.Wait(Duration.ofNanos(262_000_001), "not yet")),
                new Frame.Vote("web", 7, 1234, new VoteAnswer.Refused(9, "epoch 9 is known already")),
                new Frame.LeaseReleased("web", 7),
                new Frame.Agree(new byte[] {0, -1, 127}),
                new Frame.Payload(new Message.CarryOut(plan)),
                new Frame.Payload(new Message.Release(plan)),
                new Frame.Payload(new Message.StepReport(new StepResult(
                        ID, StepKind.REBUILD, BETA, AT, Duration.ofMillis(12), StepResult.Outcome.DONE, "3 sockets"))),
                new Frame.Payload(new Message.OutcomeReport(new ConnectionOutcome(
                        ID,
                        1,
                        V6,
                        ContinuityMode.REPLAY,
                        ConnectionOutcome.Fate.CONTINUED,
                        "",
                        1000,
                        29,
                        "byte 37: \"Mon\" was \"Tue\" \u2013 \0"))),
                new Frame.Payload(new Message.Finished(ID, true, "")),
                new Frame.Payload(new Message.Refused(ID, "epoch 4 is older than 5")));
    }

    @ParameterizedTest
    @MethodSource("frames")
    void readsWhatItWrites(Frame frame) throws IOException {
        Envelope envelope = new Envelope(CACHE, 42, frame);
        byte[] bytes = codec.write(envelope);
        assertEquals(envelope, codec.read(bytes, 0, bytes.length));
    }

    @Test
    void knowsEveryKindOfFrameMessageAndAnswer() {
        Stream<Object> used = frames().stream().flatMap(frame -> switch (frame) {
            case Frame.Payload payload -> Stream.of(frame, payload.message());
            case Frame.Vote vote -> Stream.of(frame, vote.answer());
            default -> Stream.of(frame);
        });
        Set<Class<?>> tested = used.map(Object::getClass).collect(Collectors.toSet());
        Set<Class<?>> all = Stream.of(Frame.class, Message.class, VoteAnswer.class)
                .flatMap(type -> Stream.of(type.getPermittedSubclasses()))
                .collect(Collectors.toSet());
        assertEquals(all, tested);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no JSON",
                "[]",
                "null",
                "{}",
                "{\"from\":\"cache\",\"boot\":1}",
                "{\"from\":\"cache\",\"boot\":1,\"frame\":{\"type\":\"java.lang.Runtime\"}}",
                "{\"from\":\"cache\",\"boot\":1,\"frame\":{\"type\":\"solicit\"},\"more\":1}",
                "{\"from\":\"no name!\",\"boot\":1,\"frame\":{\"type\":\"solicit\"}}",
                "{\"from\":\"cache\",\"boot\":null,\"frame\":{\"type\":\"solicit\"}}",
                "{\"from\":\"cache\",\"boot\":1,\"frame\":{\"type\":\"vote-request\",\"service\":\"web\"}}",
                "{\"from\":\"cache\",\"boot\":1,\"frame\":{\"type\":\"solicit\"}} {}"
            })
    void refusesWhatIsNoMessage(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        assertThrows(IOException.class, () -> {
            Envelope read = codec.read(bytes, 0, bytes.length);
            throw new AssertionError("was read as " + read);
        });
    }

    @Test
    void asksNoNameServer() {
        String text = new String(codec.write(new Envelope(CACHE, 1, frames().getFirst())), StandardCharsets.UTF_8);
        byte[] bytes = text.replace("\"10.77.0.1\"", "\"localhost\"").getBytes(StandardCharsets.UTF_8);
        assertThrows(IOException.class, () -> codec.read(bytes, 0, bytes.length));
    }
}
