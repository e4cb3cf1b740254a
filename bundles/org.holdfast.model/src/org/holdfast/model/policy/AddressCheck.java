package org.holdfast.model.policy;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.holdfast.model.net.PortRange;
import org.holdfast.model.ownership.FailoverPolicy;
import org.holdfast.model.ownership.Service;
import org.holdfast.model.policy.PolicyProblem.Severity;

/**
 * What must hold between addresses: each endpoint belongs to one service, services of one address move together, because
 * an address is at one host, and no application is fed what it has sent itself.
 */
final class AddressCheck {

    private final PolicySet policies;
    private final List<PolicyProblem> found;

    AddressCheck(PolicySet policies, List<PolicyProblem> found) {
        this.policies = policies;
        this.found = found;
    }

    void check() {
        List<Service> services = policies.services();
        for (int i = 0; i < services.size(); i++) {
            String place = "service[" + i + "]";
            loop(place, services.get(i));
            for (Service earlier : services.subList(0, i)) {
                between(place, earlier, services.get(i));
            }
        }
    }

    private void loop(String place, Service service) {
        policies.services().stream()
                .filter(other -> other.covers(service.application().local()))
                .findFirst()
                .ifPresent(other -> error(
                        place + ".application.local",
                        service.application().local() + " belongs to service '" + other.name()
                                + "' and moves with it, so that replayed bytes would loop; name an endpoint that stays"
                                + " with the host"));
    }

    private void between(String place, Service earlier, Service service) {
        Optional<InetAddress> shared = service.addresses().stream()
                .filter(earlier.addresses()::contains)
                .findFirst();
        if (shared.isEmpty()) {
            return;
        }
        if (earlier.protocol() == service.protocol()) {
            overlap(place, earlier, service, shared.get());
        }
        together(place + ".failover", earlier, service, shared.get());
    }

    private void overlap(String place, Service earlier, Service service, InetAddress address) {
        for (int i = 0; i < service.ports().size(); i++) {
            PortRange range = service.ports().get(i);
            for (PortRange other : earlier.ports()) {
                if (range.first() <= other.last() && other.first() <= range.last()) {
                    error(
                            place + ".ports[" + i + "]",
                            "services '" + earlier.name() + "' and '" + service.name() + "' both have "
                                    + address.getHostAddress() + " ports " + other + " and " + range
                                    + "; give each endpoint to one service");
                }
            }
        }
    }

    /** The planner moves services of one address together, to the one host that all of them allow. */
    private void together(String place, Service earlier, Service service, InetAddress address) {
        String both = "'" + earlier.name() + "' and '" + service.name() + "' both have " + address.getHostAddress()
                + ", which is at one host at a time; ";
        FailoverPolicy a = earlier.failover();
        FailoverPolicy b = service.failover();
        if (!a.home().equals(b.home())) {
            error(place + ".home", both + "give them the same home");
        }
        if (!a.hosts().equals(b.hosts())) {
            error(place + ".hosts", both + "give them the same failover hosts, order and weights");
        }
        if (!a.takeover().equals(b.takeover())) {
            error(place + ".takeover", both + "give them the same rule of takeover");
        }
        if (!a.giveBackRule().equals(b.giveBackRule())) {
            error(place + ".give-back", both + "give them the same rule of give-back");
        }
        if (a.apartFrom().contains(service.name()) || b.apartFrom().contains(earlier.name())) {
            error(place + ".apart-from", both + "they can't be kept apart");
        }
    }

    private void error(String field, String sentence) {
        found.add(new PolicyProblem(Severity.ERROR, field, sentence));
    }
}
