package org.holdfast.cluster.internal.lease;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * All states that can be reached from one, breadth first: so the first bad one that is found has a shortest way to it. A
 * state is a row of numbers below 16, kept as half bytes one after another.
 */
final class StateSearch {

    /** What can happen. */
    interface Steps {

        /** Gives every state that can come next to {@link Next#then}. */
        void from(byte[] state, Next next);
    }

    /** Takes what comes next. */
    interface Next {

        /** @param step for people; it is kept as long as the search, so it should be one of few */
        void then(String step, byte[] state);
    }

    private final int length;
    private final int packed;
    private byte[] states = new byte[1 << 20];
    private int[] parents = new int[1 << 16];
    private String[] steps = new String[1 << 16];
    private int[] table = new int[1 << 17];
    private int count;

    /** @param length of a state */
    StateSearch(int length) {
        this.length = length;
        this.packed = (length + 1) / 2;
    }

    /** How many states were reached. */
    int count() {
        return count;
    }

    /** @return the steps to a bad state, as few as possible; empty when there is none */
    List<String> run(byte[] first, Steps model, Predicate<byte[]> isBad) {
        add(first, -1, "");
        byte[] state = new byte[length];
        for (int at = 0; at < count; at++) {
            unpack(at, state);
            if (isBad.test(state)) {
                return wayTo(at);
            }
            int parent = at;
            model.from(state, (step, next) -> add(next, parent, step));
        }
        return List.of();
    }

    private List<String> wayTo(int state) {
        List<String> way = new ArrayList<>();
        for (int at = state; parents[at] >= 0; at = parents[at]) {
            way.add(steps[at]);
        }
        return way.reversed();
    }

    private void add(byte[] state, int parent, String step) {
        ensureRoom();
        pack(state, count);
        int slot = hash(count) & table.length - 1;
        while (table[slot] != 0) {
            if (isSame(table[slot] - 1, count)) {
                return;
            }
            slot = slot + 1 & table.length - 1;
        }
        parents[count] = parent;
        steps[count] = step;
        count++;
        table[slot] = count;
    }

    private void ensureRoom() {
        if ((count + 1) * packed > states.length) {
            states = Arrays.copyOf(states, states.length * 2);
        }
        if (count + 1 > parents.length) {
            parents = Arrays.copyOf(parents, parents.length * 2);
            steps = Arrays.copyOf(steps, steps.length * 2);
        }
        if (count * 2 >= table.length) {
            table = new int[table.length * 2];
            for (int i = 0; i < count; i++) {
                int slot = hash(i) & table.length - 1;
                while (table[slot] != 0) {
                    slot = slot + 1 & table.length - 1;
                }
                table[slot] = i + 1;
            }
        }
    }

    private void pack(byte[] state, int at) {
        int start = at * packed;
        for (int i = 0; i < length; i += 2) {
            int high = i + 1 < length ? state[i + 1] << 4 : 0;
            states[start + i / 2] = (byte) (state[i] | high);
        }
    }

    private void unpack(int at, byte[] state) {
        for (int i = 0; i < length; i++) {
            int both = states[at * packed + i / 2];
            state[i] = (byte) (i % 2 == 0 ? both & 15 : both >> 4 & 15);
        }
    }

    private int hash(int at) {
        long hash = 1;
        for (int i = at * packed; i < (at + 1) * packed; i++) {
            hash = hash * 0x9e3779b97f4a7c15L + states[i];
        }
        return (int) (hash ^ hash >>> 32);
    }

    private boolean isSame(int one, int other) {
        return Arrays.equals(states, one * packed, (one + 1) * packed, states, other * packed, (other + 1) * packed);
    }
}
