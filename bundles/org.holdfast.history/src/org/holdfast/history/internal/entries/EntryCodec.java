package org.holdfast.history.internal.entries;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.holdfast.history.internal.json.StoredJson;
import org.holdfast.model.history.AuditEntry;
import org.holdfast.model.history.ClockJump;
import org.holdfast.model.history.Detection;
import org.holdfast.model.history.HistoryFact;
import org.holdfast.model.history.IncidentEvent;
import org.holdfast.model.history.IncidentHandling;
import org.holdfast.model.history.IncidentLesson;
import org.holdfast.model.history.IncidentNote;
import org.holdfast.model.history.IncidentSegments;
import org.holdfast.model.history.MemberEvent;
import org.holdfast.model.history.OwnershipChange;
import org.holdfast.model.history.PacketSegment;
import org.holdfast.model.history.PlanRecord;
import org.holdfast.model.history.PolicyVersion;
import org.holdfast.model.history.SegmentRemoval;
import org.holdfast.model.incident.Incident;

/** Entries as bytes: the name of the kind, a space, and the value as JSON. Names are on disk and stay as they are. */
public final class EntryCodec {

    private static final String INCIDENT = "incident";

    private static final Map<String, Class<? extends HistoryFact>> FACTS = Map.ofEntries(
            Map.entry("audit", AuditEntry.class),
            Map.entry("member", MemberEvent.class),
            Map.entry("detection", Detection.class),
            Map.entry("plan", PlanRecord.class),
            Map.entry("policy", PolicyVersion.class),
            Map.entry("ownership", OwnershipChange.class),
            Map.entry("clock-jump", ClockJump.class),
            Map.entry("segment", PacketSegment.class),
            Map.entry("segment-removal", SegmentRemoval.class),
            Map.entry("event", IncidentEvent.class),
            Map.entry("note", IncidentNote.class),
            Map.entry("handling", IncidentHandling.class),
            Map.entry("lesson", IncidentLesson.class),
            Map.entry("incident-segments", IncidentSegments.class));

    private static final Map<Class<? extends HistoryFact>, String> NAMES =
            FACTS.entrySet().stream().collect(Collectors.toUnmodifiableMap(Map.Entry::getValue, Map.Entry::getKey));

    private EntryCodec() {}

    /** @throws IllegalArgumentException when a value can't be written as JSON */
    public static byte[] encode(Entry entry) {
        return switch (entry) {
            case Entry.Fact(HistoryFact fact) -> bytes(NAMES.get(fact.getClass()), fact);
            case Entry.IncidentState(var incident) -> bytes(INCIDENT, incident);
        };
    }

    private static byte[] bytes(String name, Object value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(name.getBytes(StandardCharsets.US_ASCII));
        out.write(' ');
        out.writeBytes(StoredJson.bytes(value));
        return out.toByteArray();
    }

    /** @throws IOException when these aren't bytes that {@link #encode} returned */
    public static Entry decode(byte[] bytes) throws IOException {
        int space = 0;
        while (space < bytes.length && bytes[space] != ' ') {
            space++;
        }
        String name = new String(bytes, 0, space, StandardCharsets.US_ASCII);
        byte[] json = Arrays.copyOfRange(bytes, Math.min(space + 1, bytes.length), bytes.length);
        if (name.equals(INCIDENT)) {
            return new Entry.IncidentState(StoredJson.read(json, Incident.class));
        }
        Class<? extends HistoryFact> type = FACTS.get(name);
        if (type == null) {
            throw new IOException("this program doesn't know journal records of the kind '" + name + "'");
        }
        return new Entry.Fact(StoredJson.read(json, type));
    }
}
