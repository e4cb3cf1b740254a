package org.holdfast.cluster.internal;

import static org.holdfast.cluster.internal.Fixtures.ALPHA;
import static org.holdfast.cluster.internal.Fixtures.BETA;
import static org.holdfast.cluster.internal.Fixtures.WEB;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import org.holdfast.model.net.MacAddress;
import org.holdfast.model.ownership.Announcement;
import org.holdfast.model.ownership.Ownership;
import org.holdfast.model.ownership.Role;
import org.junit.jupiter.api.Test;

class AnnouncementsTest {

    private final Announcements announcements = new Announcements(ALPHA, Announcement.Kind.HOST, 100);

    private static Announcement of(long boot, long number, Role role, long epoch) {
        Ownership ownership = Ownership.of(BETA, WEB, role, epoch, true, new MacAddress(1));
        return new Announcement(
                BETA, Announcement.Kind.HOST, boot, number, Instant.EPOCH, List.of(), List.of(ownership));
    }

    @Test
    void olderAnnouncementsChangeNothing() {
        Announcement newest = of(2, 5, Role.OWNER, 3);
        assertTrue(announcements.heard(newest));
        assertFalse(announcements.heard(newest));
        assertFalse(announcements.heard(of(2, 4, Role.STANDBY, 3)));
        assertFalse(announcements.heard(of(1, 99, Role.STANDBY, 3)));
        assertEquals(newest, announcements.of(BETA).orElseThrow());
        assertTrue(announcements.heard(of(3, 1, Role.STANDBY, 3)), "a new life begins to count anew");
    }

    @Test
    void countsItsOwnUpInOneLife() {
        assertEquals(1, announcements.next(Instant.EPOCH, List.of(), List.of()).number());
        Announcement second = announcements.next(Instant.EPOCH, List.of(), List.of());
        assertEquals(2, second.number());
        assertEquals(100, second.boot());
        assertEquals(second, announcements.of(ALPHA).orElseThrow());
    }

    @Test
    void takesNobodyElsesWordForItsOwn() {
        Announcement forged =
                new Announcement(ALPHA, Announcement.Kind.HOST, 999, 1, Instant.EPOCH, List.of(), List.of());
        assertFalse(announcements.heard(forged));
    }

    @Test
    void knowsTheLargestEpochThatAnOwnerAnnounced() {
        announcements.heard(of(1, 1, Role.STANDBY, 9));
        assertEquals(0, announcements.announcedEpoch("web"));
        announcements.heard(of(1, 2, Role.OWNER, 4));
        assertEquals(4, announcements.announcedEpoch("web"));
    }

    @Test
    void forgetsInANewLifeWhoHasSolicited() {
        assertTrue(announcements.solicitedBy(BETA));
        assertFalse(announcements.solicitedBy(BETA));
        assertTrue(announcements.hasSolicited(BETA));
        announcements.forgetSolicitation(BETA);
        assertFalse(announcements.hasSolicited(BETA));
    }
}
