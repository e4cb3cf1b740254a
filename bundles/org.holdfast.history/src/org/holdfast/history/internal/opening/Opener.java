package org.holdfast.history.internal.opening;

import java.util.List;
import org.holdfast.history.internal.Database;
import org.holdfast.model.incident.StoreException;

/** Opens a history's database, as often as it went away. For one thread at a time, but for {@link #putAside}. */
public interface Opener {

    /** The file or URL. */
    String location();

    /** @throws StoreException when it can't be opened now */
    Database open();

    /** The database, closed by now, turned out to be damaged; the next {@link #open} makes it anew where it can. */
    void damaged(String why);

    /** What was damaged and put aside, as sentences, the newest last. Any thread may ask. */
    List<String> putAside();
}
