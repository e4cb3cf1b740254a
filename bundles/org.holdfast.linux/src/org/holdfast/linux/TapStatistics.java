package org.holdfast.linux;

/**
 * What a {@link PacketTap} has counted since it was opened.
 *
 * @param captured packets handed to the listener
 * @param dropped packets that passed the filter and for which the kernel's ring had no room (ps_drop). When the last
 *     packet was handed over, {@code captured} and {@code dropped} are all that passed; but on the loopback interface
 *     the kernel shows each packet twice, and counts the second ones only when it drops them
 * @param droppedByInterface packets that the interface or its driver dropped (ps_ifdrop)
 */
public record TapStatistics(long captured, long dropped, long droppedByInterface) {}
