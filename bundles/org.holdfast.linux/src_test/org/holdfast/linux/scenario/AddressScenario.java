package org.holdfast.linux.scenario;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.List;
import org.holdfast.linux.LinkAddresses;
import org.holdfast.linux.LinuxException;
import org.holdfast.linux.internal.Abi;
import org.holdfast.model.net.MacAddress;

/** Adds, lists and removes addresses of one interface. */
public final class AddressScenario {

    private AddressScenario() {}

    public static void main(String[] args) throws Exception {
        Shell.prepare();
        NetworkNamespace a = NetworkNamespace.create("hflx-a");
        a.connect("hflx-pa", "10.77.0.1/24");
        a.run(AddressScenario::run);
    }

    private static void run() throws Exception {
        MacAddress mac = MacAddress.of(NetworkInterface.getByName("eth0").getHardwareAddress());
        Expect.equal(mac, LinkAddresses.mac("eth0"), "MAC address");
        for (Net net : Net.values()) {
            comesAndGoes(net.owned());
        }
        findsWhatHasAnotherPrefixLength();
        refusesWhatIsNotThere();
    }

    private static void comesAndGoes(InetAddress address) throws LinuxException {
        for (int round = 0; round < 50; round++) {
            LinkAddresses.remove("eth0", address);
            Expect.that(!LinkAddresses.list("eth0").contains(address), "removed " + address);
            LinkAddresses.add("eth0", address);
            LinkAddresses.add("eth0", address);
            List<InetAddress> all = LinkAddresses.list("eth0");
            Expect.equal(1L, all.stream().filter(address::equals).count(), "times that " + address + " is there");
            LinkAddresses.remove("eth0", address);
            LinkAddresses.remove("eth0", address);
        }
    }

    private static void findsWhatHasAnotherPrefixLength() throws LinuxException {
        InetAddress host = InetAddress.ofLiteral("10.77.0.1");
        Expect.that(LinkAddresses.list("eth0").contains(host), "address with /24 is listed");
        LinkAddresses.remove("eth0", host);
        Expect.that(!LinkAddresses.list("eth0").contains(host), "address with /24 is removed");
    }

    private static void refusesWhatIsNotThere() throws Exception {
        InetAddress address = Net.V4.owned();
        LinuxException e = Expect.failure(Abi.ENODEV, () -> LinkAddresses.add("hflx-none", address));
        Expect.that(e.getMessage().contains("interface hflx-none isn't there"), e.getMessage());
        Expect.failure(Abi.EINVAL, () -> LinkAddresses.add("a\"; flush", address));
        Expect.failure(Abi.EINVAL, () -> LinkAddresses.mac("no such name"));
    }
}
