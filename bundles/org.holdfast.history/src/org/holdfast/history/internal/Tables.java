package org.holdfast.history.internal;

import java.util.List;
import java.util.Optional;

/** All tables of the newest schema, parents before children. Whoever adds one to the schema adds it here. */
public final class Tables {

    public static final List<Table> ALL = List.of(
            new Table("history_counter", "name"),
            new Table("incident", "number", "number"),
            new Table("incident_evidence", "incident, position"),
            new Table("incident_planned_connection", "incident, position"),
            new Table("incident_step", "incident, position"),
            new Table("incident_connection", "incident, position"),
            new Table("incident_stream", "incident, position, direction, moment"),
            new Table("incident_event", "row_id", "row_id"),
            new Table("incident_handling", "row_id", "row_id"),
            new Table("incident_note", "row_id", "row_id"),
            new Table("incident_lesson", "row_id", "row_id"),
            new Table("incident_segment", "incident, cache, number"),
            new Table("ownership_interval", "id", "id"),
            new Table("ownership_address", "ownership, position"),
            new Table("audit_entry", "row_id", "row_id"),
            new Table("member_event", "row_id", "row_id"),
            new Table("detection", "row_id", "row_id"),
            new Table("plan_record", "row_id", "row_id"),
            new Table("policy_version", "row_id", "row_id"),
            new Table("clock_jump", "row_id", "row_id"),
            new Table("packet_segment", "row_id", "row_id"),
            new Table("capture_sample", "row_id", "row_id"),
            new Table("connection_session", "number"),
            new Table("connection_chunk", "number"),
            new Table("connection_sketch", "id"),
            new Table("connection", "id"),
            new Table("connection_live", "session, connection_id"),
            new Table("connection_count", "chunk, service, verdict"),
            new Table("connection_thinning", "row_id", "row_id"));

    /** Tables that tell of this very database, and make no sense in another one. */
    public static final List<String> OWN = List.of("schema_version", "journal_position");

    private Tables() {}

    /**
     * A table.
     *
     * @param name its name
     * @param key columns of its primary key, with commas between them
     * @param identity the column that counts up by itself; empty without one
     */
    public record Table(String name, String key, Optional<String> identity) {

        Table(String name, String key) {
            this(name, key, Optional.empty());
        }

        Table(String name, String key, String identity) {
            this(name, key, Optional.of(identity));
        }
    }
}
