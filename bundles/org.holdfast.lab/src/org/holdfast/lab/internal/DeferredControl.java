package org.holdfast.lab.internal;

import java.io.IOException;
import java.util.List;
import org.holdfast.lab.LabException;
import org.holdfast.model.control.HostControl;
import org.holdfast.model.ownership.NodeId;

/** Stands for the lab's hosts while they are still being booted: a console may ask for their names before. */
final class DeferredControl implements HostControl {

    private volatile HostControl actual;

    void connect(HostControl control) {
        actual = control;
    }

    private HostControl actual() throws LabException {
        if (actual == null) {
            throw new LabException("the lab is still booting; try again in a moment");
        }
        return actual;
    }

    @Override
    public List<NodeId> hosts() {
        return List.of(new NodeId(Network.ALPHA.name()), new NodeId(Network.BETA.name()));
    }

    @Override
    public void failHost(NodeId host) throws IOException {
        actual().failHost(host);
    }

    @Override
    public void returnHost(NodeId host) throws IOException {
        actual().returnHost(host);
    }
}
