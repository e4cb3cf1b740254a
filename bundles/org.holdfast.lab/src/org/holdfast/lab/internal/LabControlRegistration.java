package org.holdfast.lab.internal;

import java.io.IOException;
import java.nio.file.Path;
import org.holdfast.model.control.HostControl;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Offers {@link HostControl} in a process that the lab started; the system property {@code holdfast.lab.control} names
 * the lab's control socket. Anywhere else there is no such service.
 */
@Component(immediate = true)
public final class LabControlRegistration {

    private static final Logger LOG = LoggerFactory.getLogger(LabControlRegistration.class);

    @Activate
    public LabControlRegistration(BundleContext context) {
        String socket = context.getProperty("holdfast.lab.control");
        if (socket == null) {
            return;
        }
        try {
            context.registerService(HostControl.class, new ControlClient(Path.of(socket)), null);
        } catch (IOException e) {
            LOG.error("the lab's control socket {} doesn't answer; hosts can't be failed from here", socket, e);
        }
    }
}
