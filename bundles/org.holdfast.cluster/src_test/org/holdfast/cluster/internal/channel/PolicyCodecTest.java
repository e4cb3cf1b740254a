package org.holdfast.cluster.internal.channel;

import static org.holdfast.cluster.internal.Fixtures.ALPHA;
import static org.holdfast.cluster.internal.Fixtures.BETA;
import static org.holdfast.cluster.internal.Fixtures.WEB;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.holdfast.model.net.MacAddress;
import org.holdfast.model.ownership.Announcement;
import org.holdfast.model.ownership.ArpPolicy;
import org.holdfast.model.ownership.ContinuityMode;
import org.holdfast.model.ownership.DetectionProfile;
import org.holdfast.model.ownership.FailoverHost;
import org.holdfast.model.ownership.FailoverPolicy;
import org.holdfast.model.ownership.GiveBackMode;
import org.holdfast.model.ownership.GiveBackRule;
import org.holdfast.model.ownership.OutputComparison;
import org.holdfast.model.ownership.Ownership;
import org.holdfast.model.ownership.Role;
import org.holdfast.model.ownership.Service;
import org.holdfast.model.ownership.TakeoverLimit;
import org.holdfast.model.ownership.TakeoverMode;
import org.holdfast.model.ownership.TakeoverRule;
import org.holdfast.model.ownership.TimeWindow;
import org.junit.jupiter.api.Test;

class PolicyCodecTest {

    private static final Instant AT = Instant.parse("2026-01-02T03:04:05.678901234Z");

    @Test
    void everyRuleOfAPolicyTravelsWithItsOwnership() throws IOException {
        FailoverPolicy rules = new FailoverPolicy(
                ALPHA,
                List.of(new FailoverHost(BETA, 50)),
                ContinuityMode.RESET,
                OutputComparison.EXACT,
                new TakeoverRule(
                        TakeoverMode.CONFIRMED, Duration.ofMinutes(7), new TakeoverLimit(3, Duration.ofHours(2))),
                new GiveBackRule(
                        GiveBackMode.WINDOW,
                        List.of(TimeWindow.parse("Sat,Sun 22:00-06:00 Europe/Berlin")),
                        Duration.ofMinutes(10)),
                List.of("db"),
                DetectionProfile.FAST);
        Service service = new Service(
                "web",
                WEB.addresses(),
                WEB.ports(),
                WEB.protocol(),
                WEB.application(),
                rules,
                ArpPolicy.UNICAST_NOTIFY);
        Ownership ownership = Ownership.of(ALPHA, service, Role.OWNER, 3, true, MacAddress.parse("02:00:00:00:00:01"));
        Envelope envelope = new Envelope(
                ALPHA,
                42,
                new Frame.Announce(
                        new Announcement(ALPHA, Announcement.Kind.HOST, 5, 6, AT, List.of(), List.of(ownership))));

        byte[] bytes = new MessageCodec().write(envelope);

        assertEquals(envelope, new MessageCodec().read(bytes, 0, bytes.length));
    }
}
