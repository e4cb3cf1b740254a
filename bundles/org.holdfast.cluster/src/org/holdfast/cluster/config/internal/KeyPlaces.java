package org.holdfast.cluster.config.internal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the keys and tables of a TOML text stand, by their paths as in {@code service[0].failover.home}. Jackson knows places
 * only of what is no TOML. A simple reading is enough, since the text has been read as TOML before: one key or header to a
 * line, keys without quotes.
 */
final class KeyPlaces {

    private static final Pattern LIST = Pattern.compile("\\s*(\\[\\[)\\s*([A-Za-z0-9_.-]+)\\s*]].*");
    private static final Pattern TABLE = Pattern.compile("\\s*(\\[)\\s*([A-Za-z0-9_.-]+)\\s*].*");
    private static final Pattern KEY = Pattern.compile("\\s*([A-Za-z0-9_-]+)\\s*=.*");

    private final Map<String, Place> places = new HashMap<>();
    private final Map<String, Integer> lists = new HashMap<>();

    /** Both counted from 1. */
    record Place(int line, int column) {}

    KeyPlaces(String toml) {
        List<String> lines = toml.lines().toList();
        String table = "";
        for (int i = 0; i < lines.size(); i++) {
            Matcher list = LIST.matcher(lines.get(i));
            Matcher header = TABLE.matcher(lines.get(i));
            Matcher key = KEY.matcher(lines.get(i));
            if (list.matches()) {
                int number = lists.merge(list.group(2), 1, Integer::sum) - 1;
                table = list.group(2) + "[" + number + "]";
                places.putIfAbsent(table, new Place(i + 1, list.start(1) + 1));
            } else if (header.matches()) {
                table = inLists(header.group(2));
                places.putIfAbsent(table, new Place(i + 1, header.start(1) + 1));
            } else if (key.matches()) {
                String path = table.isEmpty() ? key.group(1) : table + "." + key.group(1);
                places.putIfAbsent(path, new Place(i + 1, key.start(1) + 1));
            }
        }
    }

    /** Of the key, else of the table in which it would stand, else the file's beginning. */
    Place of(String path) {
        String at = path;
        while (!at.isEmpty()) {
            Place place = places.get(at);
            if (place != null) {
                return place;
            }
            int end = Math.max(at.lastIndexOf('.'), at.endsWith("]") ? at.lastIndexOf('[') : -1);
            at = end < 0 ? "" : at.substring(0, end);
        }
        return new Place(1, 1);
    }

    /** {@code [service.failover]} belongs to the last {@code [[service]]}. */
    private String inLists(String header) {
        int dot = header.indexOf('.');
        String first = dot < 0 ? header : header.substring(0, dot);
        Integer number = lists.get(first);
        return number == null || dot < 0 ? header : first + "[" + (number - 1) + "]" + header.substring(dot);
    }
}
