package org.holdfast.console.internal.workbench;

import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Display;
import org.eclipse.ui.application.IWorkbenchWindowConfigurer;
import org.eclipse.ui.application.WorkbenchWindowAdvisor;
import org.holdfast.console.Services;
import org.holdfast.console.internal.Messages;
import org.holdfast.console.internal.ui.DisplayTimer;

/** Sets the window up; its title says when it stands before a lab. */
final class HoldfastWindowAdvisor extends WorkbenchWindowAdvisor {

    private final Services services;
    private Runnable servicesChanged = () -> {};

    HoldfastWindowAdvisor(IWorkbenchWindowConfigurer configurer, Services services) {
        super(configurer);
        this.services = services;
    }

    @Override
    public void preWindowOpen() {
        IWorkbenchWindowConfigurer window = getWindowConfigurer();
        window.setInitialSize(new Point(1400, 900));
        window.setShowMenuBar(true);
        window.setShowCoolBar(true);
        window.setShowPerspectiveBar(false);
        // The line at the bottom is a contribution of its own, so that parts don't write over it.
        window.setShowStatusLine(false);
        window.setShowProgressIndicator(true);
        window.setTitle(title());
    }

    @Override
    public void postWindowOpen() {
        Display display = getWindowConfigurer().getWindow().getShell().getDisplay();
        servicesChanged = () -> DisplayTimer.onDisplay(display, this::updateTitle);
        services.addListener(servicesChanged);
        updateTitle();
    }

    @Override
    public void postWindowClose() {
        services.removeListener(servicesChanged);
    }

    private void updateTitle() {
        var shell = getWindowConfigurer().getWindow().getShell();
        if (shell != null && !shell.isDisposed()) {
            getWindowConfigurer().setTitle(title());
        }
    }

    private String title() {
        return services.hostControl().isPresent() ? Messages.window_lab : Messages.window_title;
    }
}
