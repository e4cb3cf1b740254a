package org.holdfast.history.internal.opening;

import java.util.List;
import javax.sql.DataSource;
import org.holdfast.history.internal.Database;

/** Opens what is behind a data source. It belongs to others, so nothing is put aside. */
public final class SourceOpener implements Opener {

    private final DataSource source;
    private final String location;

    public SourceOpener(DataSource source, String location) {
        this.source = source;
        this.location = location;
    }

    @Override
    public String location() {
        return location;
    }

    @Override
    public Database open() {
        return Database.open(source, location);
    }

    /** Its server's matter. */
    @Override
    public void damaged(String why) {}

    @Override
    public List<String> putAside() {
        return List.of();
    }
}
