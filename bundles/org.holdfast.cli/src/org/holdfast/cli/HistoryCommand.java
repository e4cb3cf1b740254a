package org.holdfast.cli;

import java.io.PrintWriter;
import java.util.Map;
import org.holdfast.history.History;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "history",
        description = "Backs the history up, and makes a history of a backup.",
        mixinStandardHelpOptions = true)
final class HistoryCommand {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Command(name = "backup", description = "Writes the whole history as it is now into a file. The node goes on.")
    int backup(@Mixin HistoryOption where, @Mixin ArchiveOption archive) {
        try (History history = where.open()) {
            print(history.backUp(archive.file(), archive.key()), "written to " + archive.file());
        }
        return 0;
    }

    @Command(name = "restore", description = "Makes a history of a backup where there is none.")
    int restore(@Mixin HistoryOption target, @Mixin ArchiveOption archive) {
        print(History.restore(archive.file(), archive.key(), target.options()), "restored from " + archive.file());
        return 0;
    }

    private void print(Map<String, Long> rows, String done) {
        PrintWriter out = spec.commandLine().getOut();
        rows.forEach((table, count) -> {
            if (count > 0) {
                out.println(count + " " + table);
            }
        });
        out.println(rows.values().stream().mapToLong(Long::longValue).sum() + " rows " + done);
        out.flush();
    }
}
