package org.holdfast.console.internal.workbench;

import java.util.function.Consumer;
import org.eclipse.ui.application.IWorkbenchConfigurer;
import org.eclipse.ui.application.IWorkbenchWindowConfigurer;
import org.eclipse.ui.application.WorkbenchAdvisor;
import org.eclipse.ui.application.WorkbenchWindowAdvisor;
import org.holdfast.console.internal.ui.Console;
import org.holdfast.console.internal.ui.Ids;

/** Sets the workbench up. */
public final class HoldfastWorkbenchAdvisor extends WorkbenchAdvisor {

    private final Console console;
    private final Consumer<Console> opened;

    /** @param opened is called once, when the window is open */
    public HoldfastWorkbenchAdvisor(Console console, Consumer<Console> opened) {
        this.console = console;
        this.opened = opened;
    }

    @Override
    public void initialize(IWorkbenchConfigurer configurer) {
        super.initialize(configurer);
        configurer.setSaveAndRestore(true);
    }

    @Override
    public WorkbenchWindowAdvisor createWorkbenchWindowAdvisor(IWorkbenchWindowConfigurer configurer) {
        return new HoldfastWindowAdvisor(configurer, console.services());
    }

    @Override
    public String getInitialWindowPerspectiveId() {
        return Ids.OPERATE;
    }

    @Override
    public void postStartup() {
        opened.accept(console);
    }
}
