package org.holdfast.history.internal.facts;

import java.sql.SQLException;
import org.holdfast.history.internal.Binder;
import org.holdfast.history.internal.Row;
import org.holdfast.history.internal.json.StoredJson;
import org.holdfast.model.history.Detection;

/** Detections in SQL. */
public final class DetectionTable {

    public static final FactTable<Detection> TABLE = new FactTable<>(
            "detection",
            "happened_at",
            "id, happened_at, node, finding, silence_nanos, evidence, detected_by, incident",
            DetectionTable::bind,
            DetectionTable::read);

    private DetectionTable() {}

    private static void bind(Binder binder, Detection detection) throws SQLException {
        binder.uuid(detection.id())
                .time(detection.at())
                .text(detection.node().name())
                .name(detection.finding())
                .nanos(detection.silence())
                .text(StoredJson.sentences(detection.evidence()))
                .text(detection.by().name())
                .number(detection.incident());
    }

    private static Detection read(Row row) throws SQLException {
        return new Detection(
                row.uuid("id"),
                row.time("happened_at"),
                row.node("node"),
                row.name("finding", Detection.Finding.class),
                row.nanos("silence_nanos"),
                StoredJson.sentences(row.text("evidence")),
                row.node("detected_by"),
                row.optionalNumber("incident"));
    }
}
