package org.holdfast.cli.connections;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.holdfast.cache.CaptureSources;
import org.holdfast.cache.pcap.PcapCaptureSources;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code holdfast interfaces}. */
@Command(name = "interfaces", description = "Lists the interfaces, and says where this process may capture.")
public final class InterfacesCommand implements Callable<Integer> {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        CaptureSources sources = new PcapCaptureSources();
        List<InterfaceRow> rows = sources.interfaces().stream()
                .map(described -> InterfaceRow.of(described, sources))
                .toList();
        TextTable table = new TextTable("name", "state", "capture", "addresses", "description");
        rows.forEach(row -> table.add(row.cells()));
        PrintWriter out = spec.commandLine().getOut();
        table.lines().forEach(out::println);
        rows.stream().map(InterfaceRow::obstacle).filter(o -> !o.isEmpty()).forEach(out::println);
        out.flush();
        return 0;
    }
}
