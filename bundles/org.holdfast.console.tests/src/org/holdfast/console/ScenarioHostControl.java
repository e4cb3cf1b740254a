package org.holdfast.console;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.holdfast.model.control.HostControl;
import org.holdfast.model.ownership.NodeId;

/** A lab whose hosts fail and return without doing anything. */
final class ScenarioHostControl implements HostControl {

    /** What was asked, and by which thread. */
    record Call(String what, NodeId host, Thread thread) {}

    final List<Call> calls = new CopyOnWriteArrayList<>();

    /** When not empty, what every call fails with. */
    volatile String failure = "";

    @Override
    public List<NodeId> hosts() {
        return List.of(Scenario.ALPHA, Scenario.BETA);
    }

    @Override
    public void failHost(NodeId host) throws IOException {
        call("fail", host);
    }

    @Override
    public void returnHost(NodeId host) throws IOException {
        call("return", host);
    }

    private void call(String what, NodeId host) throws IOException {
        calls.add(new Call(what, host, Thread.currentThread()));
        if (!failure.isEmpty()) {
            throw new IOException(failure);
        }
    }
}
