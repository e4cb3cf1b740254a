package org.holdfast.history.internal.facts;

import java.sql.SQLException;
import org.holdfast.history.internal.Binder;
import org.holdfast.history.internal.Row;
import org.holdfast.model.history.Thinning;

/** Summaries that were left out, in SQL. */
public final class ThinningTable {

    public static final FactTable<Thinning> TABLE = new FactTable<>(
            "connection_thinning",
            "from_at",
            "cache, from_at, to_at, stage, summaries",
            ThinningTable::bind,
            ThinningTable::read);

    private ThinningTable() {}

    private static void bind(Binder binder, Thinning thinning) throws SQLException {
        binder.text(thinning.cache().name())
                .time(thinning.from())
                .time(thinning.to())
                .name(thinning.stage())
                .number(thinning.summaries());
    }

    private static Thinning read(Row row) throws SQLException {
        return new Thinning(
                row.node("cache"),
                row.time("from_at"),
                row.time("to_at"),
                row.name("stage", Thinning.Stage.class),
                row.number("summaries"));
    }
}
