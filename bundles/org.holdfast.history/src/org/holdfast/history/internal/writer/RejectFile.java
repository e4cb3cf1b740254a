package org.holdfast.history.internal.writer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps entries that the database refuses for what they are, so that the others behind them aren't held up. */
final class RejectFile {

    private static final Logger LOG = LoggerFactory.getLogger(RejectFile.class);

    private final Path file;
    private final List<String> sentences = new CopyOnWriteArrayList<>();

    RejectFile(Path file) {
        this.file = file;
    }

    /** Puts one aside. It stays in the journal, too, for as long as that is kept. */
    void add(long sequence, byte[] payload, String why) throws IOException {
        String line = sequence + "\t" + why.replaceAll("\\s+", " ") + "\t"
                + new String(payload, StandardCharsets.UTF_8).replace("\n", " ") + "\n";
        Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        String sentence = "Journal record " + sequence + " was refused by the database (" + why + ") and put aside in "
                + file + ".";
        sentences.add(sentence);
        LOG.error(sentence);
    }

    /** What was put aside, as sentences. Any thread may ask. */
    List<String> sentences() {
        return List.copyOf(sentences);
    }
}
