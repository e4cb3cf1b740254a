package org.holdfast.cluster.internal.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.holdfast.cluster.internal.lease.LeaseModel.Flaw;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every state that the protocol can reach at a small size: never two senders from one owned address. */
class LeaseProtocolTest {

    private static final int EPOCHS = 2;

    @Test
    void neverHasTwoSendersFromOneOwnedAddress(TestReporter reporter) {
        LeaseModel model = new LeaseModel(Flaw.NONE, EPOCHS, 1);
        StateSearch search = new StateSearch(model.length());
        assertEquals(List.of(), search.run(model.first(), model, model::isBad));
        reporter.publishEntry("states", String.valueOf(search.count()));
        assertTrue(search.count() > 1_000_000, "only " + search.count() + " states: something can't happen any more");
    }

    @Test
    void letsTheServiceChangeItsOwner() {
        LeaseModel model = new LeaseModel(Flaw.NONE, EPOCHS, 0);
        List<String> way = new StateSearch(model.length()).run(model.first(), model, model::isTakenOver);
        assertEquals("beta's kernel lets packets out for 2 ticks", way.getLast(), way::toString);
    }

    @Test
    void showsWhatHappensWhenALeaseIsNotAwaited() {
        assertEquals("""
                alpha votes for alpha in epoch 1
                beta votes for alpha in epoch 1
                it is agreed that alpha owns epoch 1, and it claims it
                alpha sends a heartbeat that claims epoch 1
                alpha votes for beta in epoch 2
                beta votes for beta in epoch 2
                it is agreed that beta owns epoch 2, and it claims it
                beta sends a heartbeat that claims epoch 2
                alpha hears beta's heartbeat
                beta has a lease in epoch 2 and turns to its kernel
                beta's kernel lets packets out for 2 ticks
                cache hears alpha's heartbeat
                alpha has a lease in epoch 1 and turns to its kernel
                alpha's kernel lets packets out for 2 ticks""", String.join("\n", wayToTwoSenders(Flaw.LEASE_NOT_AWAITED)));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void findsAShortestWayToTwoSendersWhenSomethingIsWrong(Flaw flaw, TestReporter reporter) {
        List<String> way = wayToTwoSenders(flaw);
        reporter.publishEntry(flaw.name(), String.join("\n", way));
        assertFalse(way.isEmpty(), flaw + " went unnoticed");
    }

    private static List<String> wayToTwoSenders(Flaw flaw) {
        LeaseModel model = new LeaseModel(flaw, EPOCHS, flaw.crashes);
        return new StateSearch(model.length()).run(model.first(), model, model::isBad);
    }
}
