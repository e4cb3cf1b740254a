package org.holdfast.console.internal.commands;

import java.util.Map;
import org.eclipse.swt.widgets.Display;
import org.eclipse.ui.AbstractSourceProvider;
import org.eclipse.ui.ISources;
import org.eclipse.ui.services.IServiceLocator;
import org.holdfast.console.Services;
import org.holdfast.console.internal.ui.Console;
import org.holdfast.console.internal.ui.DisplayTimer;

/** Tells the workbench which services are there, so that commands are enabled while what they need is. */
public final class ServiceStates extends AbstractSourceProvider {

    private static final String CACHE = "org.holdfast.console.cache";
    private static final String LAB = "org.holdfast.console.lab";

    private final Runnable changed = this::servicesChanged;
    private Services services;
    private Display display;

    @Override
    public void initialize(IServiceLocator locator) {
        services = Console.of(locator).services();
        display = Display.getCurrent();
        services.addListener(changed);
    }

    @Override
    public Map<String, Boolean> getCurrentState() {
        return Map.of(
                CACHE, services.cache().isPresent(), LAB, services.hostControl().isPresent());
    }

    @Override
    public String[] getProvidedSourceNames() {
        return new String[] {CACHE, LAB};
    }

    @Override
    public void dispose() {
        services.removeListener(changed);
    }

    private void servicesChanged() {
        DisplayTimer.onDisplay(display, () -> fireSourceChanged(ISources.WORKBENCH, getCurrentState()));
    }
}
