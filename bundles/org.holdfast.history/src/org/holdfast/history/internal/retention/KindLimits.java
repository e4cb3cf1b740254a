package org.holdfast.history.internal.retention;

import org.holdfast.model.history.HistoryKind;

/**
 * What a kind consists of.
 *
 * @param table where it is
 * @param key its primary key, which grows with time
 * @param end the column with the time by which it is old
 * @param isOver a condition on rows that may be deleted at all
 * @param rowBytes what a row takes on disk with its indexes and children, estimated
 */
record KindLimits(String table, String key, String end, String isOver, long rowBytes) {

    /** For all kinds but connections, which go by the chunk. */
    static KindLimits of(HistoryKind kind) {
        return switch (kind) {
            case OWNERSHIP -> new KindLimits("ownership_interval", "id", "to_at", "to_at IS NOT NULL", 500);
            case POLICIES ->
                new KindLimits(
                        "policy_version",
                        "row_id",
                        "happened_at",
                        "happened_at < (SELECT MAX(happened_at) FROM policy_version)",
                        4_000);
            case MEMBERS -> new KindLimits("member_event", "row_id", "happened_at", "TRUE", 300);
            case DETECTIONS -> new KindLimits("detection", "row_id", "happened_at", "TRUE", 600);
            case PLANS -> new KindLimits("plan_record", "row_id", "happened_at", "TRUE", 4_000);
            case INCIDENTS -> new KindLimits("incident", "number", "closed_at", "closed_at IS NOT NULL", 20_000);
            case AUDIT -> new KindLimits("audit_entry", "row_id", "happened_at", "TRUE", 500);
            case CAPTURE -> new KindLimits("capture_sample", "row_id", "to_at", "TRUE", 200);
            case SEGMENTS -> new KindLimits("packet_segment", "row_id", "removed_at", "removed_at IS NOT NULL", 300);
            case CLOCK_JUMPS -> new KindLimits("clock_jump", "row_id", "happened_at", "TRUE", 200);
            case CONNECTIONS -> throw new IllegalArgumentException("connections go by the chunk");
        };
    }
}
