package org.holdfast.console.internal.commands;

import java.io.IOException;
import java.util.Optional;
import org.holdfast.console.internal.Messages;
import org.holdfast.console.internal.ui.Formats;
import org.holdfast.model.control.HostControl;
import org.holdfast.model.ownership.NodeId;
import org.holdfast.node.CacheService;

/** Fail Host… */
public final class FailHostHandler extends HostHandler {

    @Override
    String title() {
        return Messages.failHost_title;
    }

    @Override
    String verb() {
        return Messages.failHost_verb;
    }

    @Override
    Preview outlook(Optional<CacheService> cache, NodeId host) {
        return new Previews(Formats.local()).failure(cache, host);
    }

    @Override
    String jobName(NodeId host) {
        return Messages.bind(Messages.failHost_job, host);
    }

    @Override
    void act(HostControl control, NodeId host) throws IOException {
        control.failHost(host);
    }

    @Override
    String failure(NodeId host, String why) {
        return Messages.bind(Messages.failHost_failed, host, why);
    }
}
