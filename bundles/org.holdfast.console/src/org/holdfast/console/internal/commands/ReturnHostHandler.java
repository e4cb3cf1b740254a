package org.holdfast.console.internal.commands;

import java.io.IOException;
import java.util.Optional;
import org.holdfast.console.internal.Messages;
import org.holdfast.console.internal.ui.Formats;
import org.holdfast.model.control.HostControl;
import org.holdfast.model.ownership.NodeId;
import org.holdfast.node.CacheService;

/** Return Host… */
public final class ReturnHostHandler extends HostHandler {

    @Override
    String title() {
        return Messages.returnHost_title;
    }

    @Override
    String verb() {
        return Messages.returnHost_verb;
    }

    @Override
    Preview outlook(Optional<CacheService> cache, NodeId host) {
        return new Previews(Formats.local()).returning(cache, host);
    }

    @Override
    String jobName(NodeId host) {
        return Messages.bind(Messages.returnHost_job, host);
    }

    @Override
    void act(HostControl control, NodeId host) throws IOException {
        control.returnHost(host);
    }

    @Override
    String failure(NodeId host, String why) {
        return Messages.bind(Messages.returnHost_failed, host, why);
    }
}
