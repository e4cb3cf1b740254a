package org.holdfast.model.control;

import java.io.IOException;
import java.util.List;
import org.holdfast.model.ownership.NodeId;

/**
 * Makes hosts fail and return. There is such a service only where hosts are a lab's; real hosts fail by themselves.
 * Calls block until it is done and may take seconds: never call them on a user-interface thread.
 */
public interface HostControl {

    /** The hosts that can be failed and returned, in a fixed order. */
    List<NodeId> hosts();

    /** Cuts the host's link, then kills all of its processes, so that neither FIN nor RST escapes. */
    void failHost(NodeId host) throws IOException;

    /** Boots the host again: a fresh network stack, the application, the agent; without the owned addresses. */
    void returnHost(NodeId host) throws IOException;
}
