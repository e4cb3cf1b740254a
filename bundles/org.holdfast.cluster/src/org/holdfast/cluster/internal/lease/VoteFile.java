package org.holdfast.cluster.internal.lease;

import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.holdfast.model.ownership.NodeId;

/**
 * The votes on disk: {@code votes.properties}, one line for each service ({@code SERVICE=EPOCH BOOT NODE}, the name
 * percent-encoded); the first line is a comment with the format's version and a CRC-32C of the rest. A file is written beside it, forced to disk, renamed over it, and
 * the directory is forced: after a crash there is the old file or the new one. Not thread-safe.
 */
public final class VoteFile {

    private static final String FORMAT = "# holdfast-votes-1 crc32c ";

    private final Path file;
    private final Map<String, Ballot> votes;

    private VoteFile(Path file, Map<String, Ballot> votes) {
        this.file = file;
        this.votes = votes;
    }

    /**
     * Reads what is there.
     *
     * @throws IOException when the file is damaged, or when it can't be read; the message says what to do
     */
    public static VoteFile open(Path dataDirectory) throws IOException {
        Files.createDirectories(dataDirectory);
        Path file = dataDirectory.resolve("votes.properties");
        if (!Files.exists(file)) {
            return new VoteFile(file, new TreeMap<>());
        }
        try {
            return new VoteFile(file, parse(Files.readString(file)));
        } catch (IllegalArgumentException | IOException e) {
            throw new IOException(
                    "the stored votes in " + file + " can't be read (" + e.getMessage()
                            + "). This node must not vote without them: restore the file from a backup, or, while all other"
                            + " members are up and own every service in a newer epoch, delete it and start again",
                    e);
        }
    }

    /** A copy of all votes. */
    public Map<String, Ballot> votes() {
        return Map.copyOf(votes);
    }

    /** Stores a vote; it is on disk when this returns. A vote that is stored already costs nothing. */
    public void store(String service, Ballot ballot) throws IOException {
        if (ballot.equals(votes.get(service))) {
            return;
        }
        Map<String, Ballot> next = new TreeMap<>(votes);
        next.put(service, ballot);
        Path beside = file.resolveSibling("votes.properties.new");
        try (FileChannel channel = FileChannel.open(
                beside, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = ByteBuffer.wrap(format(next).getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        forceDirectory();
        votes.putAll(next);
    }

    private void forceDirectory() throws IOException {
        // Windows can't open a directory, and its file system writes the rename through by itself.
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel directory = FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
                directory.force(true);
            }
        }
    }

    private static String format(Map<String, Ballot> votes) {
        StringBuilder body = new StringBuilder();
        votes.forEach((service, ballot) -> body.append(URLEncoder.encode(service, StandardCharsets.UTF_8))
                .append('=')
                .append(ballot.epoch())
                .append(' ')
                .append(ballot.candidate().boot())
                .append(' ')
                .append(ballot.candidate().node())
                .append('\n'));
        return FORMAT + checksum(body.toString()) + "\n" + body;
    }

    private static Map<String, Ballot> parse(String text) {
        int end = text.indexOf('\n');
        if (end < 0 || !text.startsWith(FORMAT)) {
            throw new IllegalArgumentException("it doesn't begin with \"" + FORMAT.strip() + "\"");
        }
        String body = text.substring(end + 1);
        if (!text.substring(FORMAT.length(), end).equals(checksum(body))) {
            throw new IllegalArgumentException("its checksum is wrong");
        }
        Map<String, Ballot> votes = new TreeMap<>();
        body.lines().forEach(line -> {
            String[] part = line.split("[= ]");
            if (part.length != 4) {
                throw new IllegalArgumentException("'" + line + "' has not four parts");
            }
            String service = URLDecoder.decode(part[0], StandardCharsets.UTF_8);
            Candidate candidate = new Candidate(new NodeId(part[3]), Long.parseLong(part[2]));
            votes.put(service, new Ballot(Long.parseLong(part[1]), candidate));
        });
        return votes;
    }

    private static String checksum(String body) {
        CRC32C crc = new CRC32C();
        crc.update(body.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().toHexDigits((int) crc.getValue());
    }
}
