package org.holdfast.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import org.holdfast.model.incident.Incident;
import org.holdfast.report.internal.IncidentTemplate;
import org.holdfast.report.internal.IncidentView;

/**
 * An incident as one HTML page that needs nothing beside it: no script, no image, no font, no address to be loaded.
 * Reads on a screen, prints on A4, and is well-formed XML at the same time. Any thread may call.
 */
public final class HtmlReport {

    private HtmlReport() {}

    /**
     * @param now when the report is made, for its foot
     * @param zone in which times are shown; UTC stands beside them
     */
    public static String render(Incident incident, Instant now, ZoneId zone) {
        return IncidentTemplate.render(IncidentView.of(incident, now, zone));
    }

    /**
     * Writes the report of this moment, in this machine's time zone, in UTF-8; a file that is there is replaced.
     *
     * @throws IOException when the file can't be written; it says which
     */
    public static void write(Incident incident, Path file) throws IOException {
        Files.writeString(file, render(incident, Instant.now(), ZoneId.systemDefault()));
    }
}
