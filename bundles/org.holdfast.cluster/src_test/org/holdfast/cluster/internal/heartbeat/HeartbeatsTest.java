package org.holdfast.cluster.internal.heartbeat;

import static org.holdfast.cluster.internal.Fixtures.ALPHA;
import static org.holdfast.cluster.internal.Fixtures.BETA;
import static org.holdfast.cluster.internal.Fixtures.CACHE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.holdfast.cluster.config.Ports;
import org.holdfast.cluster.config.Timing;
import org.holdfast.cluster.internal.Fixtures;
import org.holdfast.cluster.internal.Roster;
import org.holdfast.cluster.internal.lease.LeaseTerms;
import org.holdfast.cluster.internal.lease.Voter;
import org.holdfast.model.cluster.MemberState;
import org.junit.jupiter.api.Test;

/** The cache looks at alpha (0) and beta (1), 50 ms x 5. It is member 2. */
class HeartbeatsTest {

    private static final long MS = 1_000_000;
    private static final int A = 0;
    private static final int B = 1;
    private static final Timing TIMING = new Timing(Duration.ofMillis(50), 5, Duration.ofMillis(500));

    private final Roster roster = new Roster(Fixtures.config(CACHE, Path.of("unused"), Ports.DEFAULTS));
    private final Voter voter = new Voter(LeaseTerms.of(TIMING.lease()), List.of("web"), Map.of(), -10_000 * MS);
    private final Heartbeats cache = new Heartbeats(roster, TIMING, 1, voter, 0);
    private final List<HeartbeatEvent> events = new ArrayList<>();

    private void beat(int sender, long boot, long sequence, long silent, long claimed, long millis) {
        Beat beat = new Beat(3, 1);
        beat.sender = sender;
        beat.boot = boot;
        beat.sequence = sequence;
        beat.silent = silent;
        beat.claimed[0] = claimed;
        cache.received(beat, millis * MS);
    }

    private void judge(long from, long to) {
        for (long t = from; t <= to; t += 10) {
            cache.judge(t * MS);
        }
        events.addAll(cache.fetch());
    }

    private <T extends HeartbeatEvent> List<T> only(Class<T> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    @Test
    void declaresDeathOnceWhenAMajorityAgrees() {
        beat(A, 1, 1, 0, 0, 0);
        beat(B, 1, 1, 0, 0, 0);
        judge(0, 200);
        beat(B, 1, 2, 0, 0, 205);
        judge(210, 260);
        assertEquals(MemberState.SUSPECTED, cache.hearing(A, 260 * MS).state());
        assertEquals(List.of(), only(HeartbeatEvent.Died.class), "beta hasn't lost alpha yet");
        beat(B, 1, 3, 1L << A, 0, 262);
        cache.judge(262 * MS);
        List<String> evidence = List.of("cache: no heartbeat for 262 ms", "beta agrees");
        assertEquals(
                new Heartbeats.Hearing(MemberState.DEAD, evidence, 262 * MS),
                cache.hearing(A, 262 * MS),
                "who sees it dead sees why");
        judge(270, 400);
        assertEquals(List.of(new HeartbeatEvent.Died(ALPHA, evidence)), only(HeartbeatEvent.Died.class));
        assertEquals(evidence, cache.hearing(A, 400 * MS).evidence(), "as it was when it was declared");
        beat(A, 1, 2, 0, 0, 410);
        assertEquals(List.of(), cache.hearing(A, 410 * MS).evidence());
    }

    @Test
    void declaresNobodyDeadWhenItIsAloneItself() {
        beat(A, 1, 1, 1L << B, 0, 0);
        beat(B, 1, 1, 1L << A, 0, 0);
        judge(0, 2000);
        assertEquals(List.of(), only(HeartbeatEvent.Died.class), "opinions of those who aren't heard don't count");
        assertEquals(MemberState.SUSPECTED, cache.hearing(A, 2000 * MS).state());
    }

    @Test
    void doesNotDeclareDeadWhomItNeverHeard() {
        judge(0, 500);
        beat(B, 1, 1, 1L << A, 0, 500);
        judge(510, 600);
        assertEquals(List.of(), only(HeartbeatEvent.Died.class));
        assertEquals(MemberState.UNKNOWN, cache.hearing(A, 600 * MS).state());
        assertEquals(-1, cache.hearing(A, 600 * MS).silenceNanos());
    }

    @Test
    void tellsOfTheReturnOfTheDeadAndDeclaresThemAgain() {
        for (int life = 1; life <= 2; life++) {
            long start = life * 1000L;
            judge(start - 100, start);
            beat(A, life, 1, 0, 0, start);
            beat(B, 1, life * 10L, 0, 0, start);
            judge(start, start + 200);
            beat(B, 1, life * 10L + 1, 1L << A, 0, start + 200);
            judge(start + 210, start + 300);
            assertEquals(life, only(HeartbeatEvent.Died.class).size());
            assertEquals(life - 1, only(HeartbeatEvent.Returned.class).size());
        }
    }

    @Test
    void tellsOfAMemberThatStartedAnewUnnoticed() {
        beat(A, 1, 900, 0, 0, 0);
        beat(A, 2, 1, 0, 0, 50);
        judge(50, 60);
        assertEquals(List.of(new HeartbeatEvent.Returned(ALPHA)), only(HeartbeatEvent.Returned.class));
    }

    @Test
    void asksWhenItHearsAnEpochThatItDoesNotKnow() {
        beat(B, 1, 1, 0, 4, 0);
        beat(B, 1, 2, 0, 4, 50);
        judge(50, 60);
        assertEquals(List.of(new HeartbeatEvent.UnknownEpoch("web", 4, BETA)), only(HeartbeatEvent.UnknownEpoch.class));
        assertTrue(cache.takeUrgent(), "the new owner waits for an echo");
        Beat said = new Beat(3, 1);
        cache.compose(said, 60 * MS);
        assertEquals(4, said.honoured[0]);
        assertEquals(2, said.echoed[B]);
        assertEquals(1, said.echoedBoot[B]);
    }

    @Test
    void ignoresEchoesOfAnEarlierLife() {
        cache.claim(0, 1);
        Beat said = new Beat(3, 1);
        cache.compose(said, 0);
        Beat echo = new Beat(3, 1);
        echo.sender = A;
        echo.boot = 1;
        echo.sequence = 1;
        echo.echoedBoot[2] = 77;
        echo.echoed[2] = said.sequence;
        echo.honoured[0] = 1;
        cache.received(echo, MS);
        assertEquals(false, cache.isValid(0, 1, MS));
        echo.sequence = 2;
        echo.echoedBoot[2] = 1;
        cache.received(echo, MS);
        assertEquals(true, cache.isValid(0, 1, MS));
    }
}
