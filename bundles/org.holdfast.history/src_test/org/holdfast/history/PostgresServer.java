package org.holdfast.history;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A PostgreSQL server of the distribution's package, in a directory of its own, for as long as this process lives: a
 * shell waits for the end of its input, which the system closes however the process ends, and stops the server.
 */
final class PostgresServer {

    private static final int OLDEST = 15;
    private static final Path PACKAGES = Path.of("/usr/lib/postgresql");
    private static final String UNPRIVILEGED = "65534";
    private static final String SHELL =
            "dir=$1; shift; \"$@\" >\"$dir/log\" 2>&1 & server=$!; cat >/dev/null; kill -INT $server; wait $server";

    private static PostgresServer shared;
    private static int schemas;

    private final Path programs;
    private final Path directory;
    private final int port;
    private Process shell;

    private PostgresServer(Path programs, Path directory, int port) {
        this.programs = programs;
        this.directory = directory;
        this.port = port;
    }

    /** The server that all tests share; skips the test where none is installed. */
    static synchronized PostgresServer shared() {
        if (shared == null) {
            Path programs = programs()
                    .orElseGet(() -> abort("PostgreSQL " + OLDEST + " or later isn't installed in " + PACKAGES));
            try {
                shared = start(programs);
            } catch (IOException | InterruptedException e) {
                throw new AssertionError("PostgreSQL can't be started", e);
            }
        }
        return shared;
    }

    private static Optional<Path> programs() {
        if (!Files.isDirectory(PACKAGES)) {
            return Optional.empty();
        }
        try (Stream<Path> versions = Files.list(PACKAGES)) {
            return versions.filter(v -> v.getFileName().toString().matches("\\d+") && version(v) >= OLDEST)
                    .max(Comparator.comparingInt(PostgresServer::version))
                    .map(v -> v.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("postgres")));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static int version(Path directory) {
        return Integer.parseInt(directory.getFileName().toString());
    }

    private static PostgresServer start(Path programs) throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("holdfast-postgresql");
        if (isRoot()) {
            run("chown", UNPRIVILEGED + ":" + UNPRIVILEGED, directory.toString());
        }
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            port = free.getLocalPort();
        }
        PostgresServer server = new PostgresServer(programs, directory, port);
        List<String> init = server.unprivileged("initdb");
        init.addAll(List.of("-D", directory + "/data", "-U", "holdfast", "-A", "trust"));
        init.addAll(List.of("-E", "UTF8", "--locale=C", "--no-sync"));
        run(init.toArray(String[]::new));
        server.start();
        Runtime.getRuntime().addShutdownHook(new Thread(server::remove));
        return server;
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    /** PostgreSQL doesn't run as root. */
    private List<String> unprivileged(String program) {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            command.addAll(List.of("setpriv", "--reuid", UNPRIVILEGED, "--regid", UNPRIVILEGED, "--clear-groups"));
        }
        command.add(programs.resolve(program).toString());
        return command;
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + ": " + said);
        }
    }

    /** Starts it, the first time or again. */
    void start() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("sh", "-c", SHELL, "sh", directory.toString()));
        command.addAll(unprivileged("postgres"));
        command.addAll(List.of("-D", directory + "/data", "-p", String.valueOf(port), "-h", "127.0.0.1"));
        command.addAll(List.of("-k", directory.toString(), "-c", "fsync=off", "-c", "max_connections=40"));
        shell = new ProcessBuilder(command).start();
        while (!isReady()) {
            if (!shell.isAlive()) {
                throw new IOException("PostgreSQL ended: " + Files.readString(directory.resolve("log")));
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private boolean isReady() {
        try (Connection _ = connect("")) {
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    /** Ends it as a power failure would end it for its clients. */
    void crash() throws IOException, InterruptedException {
        List<String> stop = unprivileged("pg_ctl");
        stop.addAll(List.of("stop", "-D", directory + "/data", "-m", "immediate"));
        run(stop.toArray(String[]::new));
        shell.outputWriter().close();
        shell.waitFor();
    }

    /** The URL of a new schema, with nothing in it. */
    String freshUrl() {
        String schema;
        synchronized (PostgresServer.class) {
            schema = "t" + ++schemas;
        }
        try (Connection connection = connect("");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA " + schema);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        return url("&currentSchema=" + schema);
    }

    private Connection connect(String settings) throws SQLException {
        return DriverManager.getConnection(url(settings));
    }

    private String url(String settings) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=holdfast" + settings;
    }

    private void remove() {
        try {
            shell.outputWriter().close();
            shell.waitFor(10, TimeUnit.SECONDS);
            try (Stream<Path> files = Files.walk(directory)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        } catch (IOException | InterruptedException e) {
            System.err.println("PostgreSQL's directory " + directory + " stays: " + e);
        }
    }
}
