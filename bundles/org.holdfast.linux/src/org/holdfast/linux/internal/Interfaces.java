package org.holdfast.linux.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.holdfast.linux.LinuxException;
import org.holdfast.model.net.MacAddress;

/** Network interfaces of the calling thread's network namespace. */
public final class Interfaces {

    /** What the kernel takes (dev_valid_name: 1 to 15 bytes, no slash, colon or space), less quotes and the like. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.@-]{1,15}");

    private static final int IFINFO = 16;

    private Interfaces() {}

    /** Its number; also makes sure that the name is one. */
    public static int index(String name) throws LinuxException {
        if (!NAME.matcher(name).matches()) {
            throw new LinuxException(
                    "if_nametoindex", Abi.EINVAL, "'" + name + "' is no interface name; see 'ip link' for the names");
        }
        int index = Platform.libc().interfaceIndex(name);
        if (index < 0) {
            throw new LinuxException(
                    "if_nametoindex", -index, "interface " + name + " isn't there; see 'ip link' for the names");
        }
        return index;
    }

    /** Its Ethernet address, by RTM_GETLINK. */
    public static MacAddress mac(String name) throws LinuxException {
        int index = index(name);
        try (Netlink netlink = Netlink.open(Abi.NETLINK_ROUTE)) {
            NetlinkMessage request = new NetlinkMessage(Abi.RTM_GETLINK, 0)
                    .u8(Abi.AF_UNSPEC)
                    .u8(0)
                    .u16(0)
                    .u32(index)
                    .u32(0)
                    .u32(0);
            List<Netlink.Reply> found = new ArrayList<>();
            int error = netlink.get(request, found);
            if (error != 0) {
                throw new LinuxException("RTM_GETLINK", error, "interface " + name + ": see 'ip link' for the names");
            }
            byte[] mac = found.getFirst().attributes(IFINFO).get(Abi.IFLA_ADDRESS);
            if (mac == null || mac.length != 6) {
                throw new LinuxException(
                        "RTM_GETLINK", Abi.EINVAL, "interface " + name + " has no Ethernet address; name another one");
            }
            return MacAddress.of(mac);
        }
    }
}
