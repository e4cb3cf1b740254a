package org.holdfast.console.internal.ui;

import org.eclipse.ui.services.IServiceLocator;
import org.holdfast.console.EmbeddedNode;
import org.holdfast.console.Services;
import org.holdfast.console.internal.feed.IncidentFeed;
import org.holdfast.console.internal.feed.SnapshotFeed;

/**
 * What views and handlers are given. The application makes it and registers it as an OSGi service of its own, which is
 * where sites and windows look last, and where it is found even before the workbench has begun.
 *
 * @param services of other bundles
 * @param snapshots of the cache node
 * @param incidents of the cache node
 * @param node the cache node in this process, if one was asked for
 */
public record Console(Services services, SnapshotFeed snapshots, IncidentFeed incidents, EmbeddedNode node) {

    /** The console that a site, window or workbench belongs to. */
    public static Console of(IServiceLocator site) {
        Console console = site.getService(Console.class);
        if (console == null) {
            throw new IllegalStateException("this part was opened outside the Holdfast console's application");
        }
        return console;
    }
}
