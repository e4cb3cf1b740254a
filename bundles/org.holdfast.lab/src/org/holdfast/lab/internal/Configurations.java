package org.holdfast.lab.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.holdfast.lab.internal.Network.Host;

/** Writes the configuration files that the lab's nodes and nginx read. */
final class Configurations {

    private static final String MEMBERS = """
            [[member]]
            node = "alpha"
            address = "10.77.0.1"

            [[member]]
            node = "beta"
            address = "10.77.0.2"

            [[member]]
            node = "cache"
            address = "10.77.0.3"

            """;

    private Configurations() {}

    /** The node's file; written to {@code directory/node.toml}. */
    static Path writeNode(Host host, Path directory, boolean takeover) throws IOException {
        boolean cache = host.equals(Network.CACHE_HOST);
        String text = """
                node = "%s"
                kind = "%s"
                address = "%s"
                interface = "%s"
                data = "%s"
                %s
                """.formatted(
                                host.name(),
                                cache ? "cache" : "host",
                                host.address(),
                                Network.INTERFACE,
                                directory,
                                isSecured(host, directory) ? "" : "security = \"none\"\n")
                + MEMBERS
                + security(host, directory)
                + """
                [timing]
                heartbeat = "50ms"
                multiplier = 5
                lease = "500ms"

                """
                + (cache ? capture() : "")
                + service(directory, cache, takeover);
        Path file = directory.resolve("node.toml");
        Files.createDirectories(directory);
        return Files.writeString(file, text);
    }

    private static Path credentials(Host host, Path directory) {
        return directory.resolveSibling("authority").resolve("nodes").resolve(host.name());
    }

    private static boolean isSecured(Host host, Path directory) {
        return Files.isDirectory(credentials(host, directory));
    }

    /** Whoever starts the lab has made certificates, or hasn't. */
    private static String security(Host host, Path directory) {
        return isSecured(host, directory) ? """
                [security]
                authority = "%1$s/authority.crt"
                certificate = "%1$s/node.crt"
                key = "%1$s/node.key"
                revoked = "%1$s/revoked.crl"

                """.formatted(credentials(host, directory)) : "";
    }

    private static String capture() {
        return """
                [capture]
                interface = "%s"
                buffer = "64MiB"
                memory = "2GiB"

                """.formatted(Network.MIRROR_INTERFACE);
    }

    private static String service(Path directory, boolean cache, boolean takeover) {
        String command = cache
                ? ""
                : List.of("nginx", "-e", directory.resolve("nginx-error.log"), "-c", directory.resolve("nginx.conf"))
                        .stream()
                        .map(word -> '"' + word.toString() + '"')
                        .reduce((a, b) -> a + ", " + b)
                        .orElseThrow();
        return """
                [[service]]
                name = "web"
                addresses = ["%s"]
                ports = ["80"]

                [service.application]
                name = "nginx"
                command = [%s]
                local = "127.0.0.1:80"

                [service.failover]
                home = "alpha"
                hosts = ["beta"]
                continuity = "replay"
                comparison = "length-only"
                give-back = "regain"
                automatic = %s
                """.formatted(Network.SERVICE_ADDRESS, command, takeover);
    }

    /** nginx as Debian ships it; only the paths are the lab's. */
    static void writeNginx(Path directory, Path files) throws IOException {
        Files.writeString(directory.resolve("nginx.conf"), """
                daemon off;
                worker_processes 1;
                pid %1$s/nginx.pid;
                error_log %1$s/nginx-error.log;
                events { worker_connections 1024; }
                http {
                    access_log %1$s/nginx-access.log;
                    sendfile on;
                    client_body_temp_path %1$s/nginx-body;
                    proxy_temp_path %1$s/nginx-proxy;
                    fastcgi_temp_path %1$s/nginx-fastcgi;
                    uwsgi_temp_path %1$s/nginx-uwsgi;
                    scgi_temp_path %1$s/nginx-scgi;
                    server {
                        listen 80;
                        root %2$s;
                    }
                }
                """.formatted(directory, files), StandardCharsets.UTF_8);
    }
}
