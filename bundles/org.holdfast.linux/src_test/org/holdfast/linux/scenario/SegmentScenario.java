package org.holdfast.linux.scenario;

import org.holdfast.linux.RawTcp;
import org.holdfast.model.tcp.ControlBlock;

/** Host B speaks in the name of host A, which is cut off. Argument: V4 or V6. */
public final class SegmentScenario {

    private SegmentScenario() {}

    public static void main(String[] args) throws Exception {
        ThreeHosts hosts = new ThreeHosts(Net.valueOf(args[0]), false);
        RemoteHost remote = hosts.remote;
        Counter answers = hosts.c.call(() ->
                new Counter("inet", "answers", "tcp sport " + remote.port() + " tcp flags & (syn | rst | ack) == ack"));
        hosts.send(hosts.service, 1000);
        Expect.soon(() -> hosts.service.unsentBytes() == 0, "all acknowledged");
        hosts.cutA();
        ControlBlock state = Dump.of(hosts.service, hosts.tuple, false, false);

        try (RawTcp raw = hosts.b.call(RawTcp::open)) {
            long before = answers.packets();
            raw.acknowledge(state);
            Expect.equal(before, answers.packets(), "answers to a bare acknowledgement");
            raw.probe(state);
            Expect.soon(() -> answers.packets() == before + 1, "a probe draws the true acknowledgement");

            raw.reset(hosts.tuple, state.sndUna() + 70_000_000);
            raw.reset(hosts.tuple, state.sndUna() - 1);
            raw.reset(hosts.tuple, state.sndUna() + 1);
            raw.acknowledge(state);
            Expect.that(!remote.hasEnded(), "a reset with another number was heeded");
            raw.reset(hosts.tuple, state.sndUna());
            Expect.that(remote.end().contains("reset"), remote.end());
        }
    }
}
