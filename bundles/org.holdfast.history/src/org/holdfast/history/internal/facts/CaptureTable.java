package org.holdfast.history.internal.facts;

import java.sql.SQLException;
import org.holdfast.history.internal.Binder;
import org.holdfast.history.internal.Row;
import org.holdfast.model.history.CaptureSample;

/** How well was heard, in SQL. */
public final class CaptureTable {

    public static final FactTable<CaptureSample> TABLE = new FactTable<>(
            "capture_sample",
            "from_at",
            "cache, interface_name, from_at, to_at, packets, bytes, dropped_by_kernel, dropped_by_interface,"
                    + " evicted_bytes, evicted_connections",
            CaptureTable::bind,
            CaptureTable::read);

    private CaptureTable() {}

    private static void bind(Binder binder, CaptureSample sample) throws SQLException {
        binder.text(sample.cache().name())
                .text(sample.interfaceName())
                .time(sample.from())
                .time(sample.to())
                .number(sample.packets())
                .number(sample.bytes())
                .number(sample.droppedByKernel())
                .number(sample.droppedByInterface())
                .number(sample.evictedBytes())
                .number(sample.evictedConnections());
    }

    private static CaptureSample read(Row row) throws SQLException {
        return new CaptureSample(
                row.node("cache"),
                row.text("interface_name"),
                row.time("from_at"),
                row.time("to_at"),
                row.number("packets"),
                row.number("bytes"),
                row.number("dropped_by_kernel"),
                row.number("dropped_by_interface"),
                row.number("evicted_bytes"),
                row.number("evicted_connections"));
    }
}
