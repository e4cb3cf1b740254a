package org.holdfast.cluster.security.internal.authority;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** Files that are there as a whole or not at all, and that only those read who may. */
final class AtomicFiles {

    private AtomicFiles() {}

    /** Whoever runs the command may read and write it, nobody else. */
    static void writePrivate(Path file, byte[] bytes) throws IOException {
        write(file, bytes, "rw-------");
    }

    static void writePublic(Path file, byte[] bytes) throws IOException {
        write(file, bytes, "rw-r--r--");
    }

    /** A new folder beside the one that is to be made; {@link #publish} gives it its name. */
    static Path folderBeside(Path folder) throws IOException {
        Path parent = folder.toAbsolutePath().getParent();
        Files.createDirectories(parent);
        return Files.createDirectory(
                parent.resolve("." + folder.getFileName() + "." + UUID.randomUUID()), rights(parent, "rwx------"));
    }

    /** Gives a finished folder its name, which must be free. */
    static void publish(Path made, Path folder) throws IOException {
        Files.move(made, folder, StandardCopyOption.ATOMIC_MOVE);
    }

    static void makePrivateFolder(Path folder) throws IOException {
        Files.createDirectory(folder, rights(folder, "rwx------"));
    }

    static void remove(Path folder) throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(folder)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.delete(path);
        }
    }

    private static void write(Path file, byte[] bytes, String rights) throws IOException {
        Path half = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID());
        try (FileChannel channel = FileChannel.open(
                half, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), rights(file, rights))) {
            ByteBuffer left = ByteBuffer.wrap(bytes);
            while (left.hasRemaining()) {
                channel.write(left);
            }
            channel.force(true);
        }
        Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** On Windows a file has the rights of its folder. */
    private static FileAttribute<?>[] rights(Path at, String rights) {
        return at.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights))}
                : new FileAttribute<?>[0];
    }
}
