package org.holdfast.cache.internal.decode;

import java.net.InetAddress;
import java.util.List;

/** Finds addresses in a fixed list, without allocating. Immutable. */
public final class AddressIndex {

    /** The address isn't in the list. */
    public static final int NONE = -1;

    private static final long MIX = 0x9e3779b97f4a7c15L;

    private final List<InetAddress> addresses;
    private final long[] high;
    private final long[] low;
    private final boolean[] ipv6;
    /** Index + 1 of an address, 0 for none; open addressing. */
    private final int[] slots;

    /** @param addresses each once */
    public AddressIndex(List<InetAddress> addresses) {
        this.addresses = List.copyOf(addresses);
        high = addresses.stream().mapToLong(Addresses::high).toArray();
        low = addresses.stream().mapToLong(Addresses::low).toArray();
        ipv6 = new boolean[addresses.size()];
        slots = new int[Math.max(2, Integer.highestOneBit(addresses.size()) * 4)];
        for (int i = 0; i < low.length; i++) {
            ipv6[i] = addresses.get(i).getAddress().length == 16;
            int at = hash(high[i], low[i]);
            while (slots[at] != 0) {
                at = at + 1 & slots.length - 1;
            }
            slots[at] = i + 1;
        }
    }

    /** In the order that was given. */
    public List<InetAddress> addresses() {
        return addresses;
    }

    /**
     * @param addressHigh see {@link Addresses}
     * @param addressLow see {@link Addresses}
     * @return its place in the list, or {@link #NONE}
     */
    public int indexOf(boolean isIpv6, long addressHigh, long addressLow) {
        for (int at = hash(addressHigh, addressLow); slots[at] != 0; at = at + 1 & slots.length - 1) {
            int i = slots[at] - 1;
            if (low[i] == addressLow && high[i] == addressHigh && ipv6[i] == isIpv6) {
                return i;
            }
        }
        return NONE;
    }

    private int hash(long addressHigh, long addressLow) {
        return (int) ((addressHigh * 31 + addressLow) * MIX >>> 32) & slots.length - 1;
    }
}
