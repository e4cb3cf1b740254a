package org.holdfast.console.internal.ui;

/** Identifiers, as {@code plugin.xml} has them. */
public final class Ids {

    public static final String OPERATE = "org.holdfast.console.operate";
    public static final String CONNECTIONS = "org.holdfast.console.connections";
    public static final String OWNERSHIP = "org.holdfast.console.ownership";
    public static final String INCIDENTS = "org.holdfast.console.incidents";
    public static final String MIGRATE = "org.holdfast.console.migrate";

    /** Key under which a widget holds its name, so that tests find it whatever it shows. */
    public static final String WIDGET = "org.holdfast.console.widget";

    public static final String CONNECTIONS_TABLE = "connections.table";
    public static final String CONNECTIONS_SUMMARY = "connections.summary";
    public static final String CONNECTIONS_CLOSED = "connections.closed";
    public static final String OWNERSHIP_TREE = "ownership.tree";
    public static final String OWNERSHIP_SUMMARY = "ownership.summary";
    public static final String INCIDENTS_TABLE = "incidents.table";
    public static final String STEPS_TABLE = "incidents.steps";
    public static final String OUTCOMES_TABLE = "incidents.outcomes";
    public static final String EMPTY_STATE = "empty.state";
    public static final String CAPTURE_STATUS = "capture.status";
    public static final String DIALOG_HOST = "dialog.host";
    public static final String DIALOG_SERVICE = "dialog.service";
    public static final String DIALOG_PREVIEW = "dialog.preview";
    public static final String DIALOG_PREVIEW_TABLE = "dialog.preview.table";

    private Ids() {}
}
