package org.holdfast.cluster;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.holdfast.cluster.internal.channel.ModelJson;
import org.holdfast.model.cluster.ClusterView;
import org.holdfast.model.cluster.Member;
import org.holdfast.model.cluster.MemberState;
import org.holdfast.model.ownership.Announcement;
import org.holdfast.model.ownership.NodeId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a file with what a node knows of the cluster, as JSON, for scripts and for people without a console. It is
 * replaced as a whole on every change of the view, so a reader never sees half of one; {@code at} says how old it is.
 */
public final class StatusFile implements Cluster.Listener {

    private static final Logger LOG = LoggerFactory.getLogger(StatusFile.class);

    private final Path file;
    private final ObjectMapper mapper = ModelJson.readable();

    public StatusFile(Path file) {
        this.file = file;
    }

    /** The file's content: a view without what JSON has no word for. */
    private record Status(NodeId self, Instant at, boolean majority, List<MemberStatus> members) {

        static Status of(ClusterView view) {
            return new Status(
                    view.self(),
                    view.at(),
                    view.hasMajority(),
                    view.members().stream().map(MemberStatus::of).toList());
        }
    }

    /** One member; {@code silenceMillis} is negative when it was never heard, {@code announcement} null then. */
    private record MemberStatus(
            NodeId node, MemberState state, long silenceMillis, boolean solicited, Announcement announcement) {

        static MemberStatus of(Member member) {
            return new MemberStatus(
                    member.node(),
                    member.state(),
                    member.silence().toMillis(),
                    member.solicited(),
                    member.announcement().orElse(null));
        }

        Member member() {
            return new Member(
                    node,
                    state,
                    List.of(),
                    Duration.ofMillis(silenceMillis),
                    Optional.ofNullable(announcement),
                    solicited);
        }
    }

    /**
     * The view that a node wrote last. The evidence of a death isn't in the file.
     *
     * @throws IOException when there is no such file or it is no status
     */
    public static ClusterView read(Path file) throws IOException {
        try {
            Status status = ModelJson.readable().readValue(Files.readAllBytes(file), Status.class);
            return new ClusterView(
                    status.self(),
                    status.at(),
                    status.members().stream().map(MemberStatus::member).toList());
        } catch (NoSuchFileException e) {
            throw new IOException(file + " isn't there; the node writes it as soon as it runs", e);
        } catch (JacksonException e) {
            throw new IOException(file + " is no status of a node: " + e.getOriginalMessage(), e);
        }
    }

    @Override
    public void viewChanged(ClusterView view) {
        try {
            Path half = file.resolveSibling(file.getFileName() + ".new");
            Files.write(half, mapper.writeValueAsBytes(Status.of(view)));
            Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.warn("{} can't be written, so it shows an old state: {}", file, e.getMessage());
        }
    }
}
