package org.holdfast.console.internal.ui;

import java.net.URL;
import java.util.Locale;
import org.eclipse.jface.resource.ImageDescriptor;
import org.eclipse.jface.resource.ImageRegistry;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.graphics.Image;
import org.holdfast.model.cluster.MemberState;
import org.holdfast.model.incident.Incident;
import org.holdfast.model.ownership.Announcement;
import org.holdfast.model.plan.ConnectionOutcome;
import org.holdfast.model.plan.StepResult;
import org.holdfast.model.tcp.Verdict;

/** The console's icons, and which of them stands for what. A word always stands beside one. */
public enum Icon {
    SURVIVES,
    WARNING,
    LOST,
    UNKNOWN,
    INFORMATION,
    MAINTENANCE,
    RUNNING,
    HOST_ALIVE,
    HOST_SUSPECTED,
    HOST_DEAD,
    HOST_UNKNOWN,
    CACHE_ALIVE,
    CACHE_SUSPECTED,
    CACHE_DEAD,
    CACHE_UNKNOWN,
    OWNER,
    STANDBY,
    HEARING,
    NOT_HEARING,
    CONNECTIONS,
    OWNERSHIP,
    INCIDENTS,
    FAIL_HOST,
    RETURN_HOST,
    MIGRATE,
    EXPORT_REPORT,
    HOLDFAST;

    /** The image, for the user-interface thread only. It is shared and lives as long as the display. */
    public Image image() {
        ImageRegistry registry = JFaceResources.getImageRegistry();
        String key = Icon.class.getName() + "." + name();
        if (registry.getDescriptor(key) == null) {
            registry.put(key, descriptor());
        }
        return registry.get(key);
    }

    /** The image for menus and the like. */
    public ImageDescriptor descriptor() {
        URL file = Icon.class.getResource(
                "/icons/" + name().toLowerCase(Locale.ROOT).replace('_', '-') + ".svg");
        return ImageDescriptor.createFromURL(file);
    }

    /** Whether a connection would survive. */
    public static Icon of(Verdict.Reason reason) {
        return switch (reason) {
            case SURVIVES -> SURVIVES;
            // Nothing is known of what isn't heard.
            case STALE -> UNKNOWN;
            // It may have been well, and the next one may be: the cure is on this side.
            case SEEN_LATE, GAP, EVICTED, HALF_OPEN, STANDBY_BEHIND -> WARNING;
            case UNSUPPORTED_OPTION, OPAQUE, NO_POLICY, NO_STANDBY, DIVERGED -> LOST;
        };
    }

    /** How a member is heard. */
    public static Icon of(Announcement.Kind kind, MemberState state) {
        boolean cache = kind == Announcement.Kind.CACHE;
        return switch (state) {
            case ALIVE -> cache ? CACHE_ALIVE : HOST_ALIVE;
            case SUSPECTED -> cache ? CACHE_SUSPECTED : HOST_SUSPECTED;
            case DEAD -> cache ? CACHE_DEAD : HOST_DEAD;
            case UNKNOWN -> cache ? CACHE_UNKNOWN : HOST_UNKNOWN;
        };
    }

    /** How an incident stands. */
    public static Icon of(Incident.State state) {
        return switch (state) {
            case RUNNING -> RUNNING;
            case DONE -> SURVIVES;
            case DEGRADED -> WARNING;
            case FAILED -> LOST;
        };
    }

    /** How a step ended. */
    public static Icon of(StepResult.Outcome outcome) {
        return switch (outcome) {
            case DONE -> SURVIVES;
            case FAILED -> LOST;
        };
    }

    /** What became of a connection. */
    public static Icon of(ConnectionOutcome.Fate fate) {
        return switch (fate) {
            case CONTINUED -> SURVIVES;
            case RESET -> WARNING;
            case LOST -> LOST;
        };
    }
}
