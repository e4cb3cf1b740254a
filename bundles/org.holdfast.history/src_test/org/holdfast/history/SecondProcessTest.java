package org.holdfast.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import org.holdfast.model.incident.Incident;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecondProcessTest {

    @TempDir
    Path directory;

    @Test
    void readsWhileThisOneHasTheHistoryOpen() throws Exception {
        try (History history = History.open(directory)) {
            Incident opened = history.open(Incidents.rich());
            try (ChildJvm reader = ChildJvm.start(Reader.class, directory.toString())) {
                assertEquals(summary(opened), reader.readLine());

                Incident later = history.open(Incidents.bare());
                reader.writeLine("again");

                assertEquals(summary(later), reader.readLine());
            }
        }
    }

    @Test
    void mayEndWhileItServesTheFileAndNothingIsLost() throws Exception {
        try (ChildJvm reader = ChildJvm.start(Reader.class, directory.toString())) {
            assertEquals("none", reader.readLine());
            try (History history = History.open(directory)) {
                Incident first = history.open(Incidents.rich());

                reader.writeLine("end");
                assertEquals(0, reader.awaitEnd());
                Incident second = history.open(Incidents.rich());

                assertEquals(Optional.of(first), history.find(first.number()));
                assertEquals(Optional.of(second), history.find(second.number()));
            }
        }
    }

    @Test
    void mayBeKilledWhileItServesTheFileAndNothingIsLost() throws Exception {
        try (ChildJvm reader = ChildJvm.start(Reader.class, directory.toString())) {
            assertEquals("none", reader.readLine());
            try (History history = History.open(directory)) {
                Incident first = history.open(Incidents.rich());

                reader.kill();
                Incident second = history.open(Incidents.rich());

                assertEquals(Optional.of(first), history.find(first.number()));
                assertEquals(Optional.of(second), history.find(second.number()));
            }
        }
    }

    @Test
    void isServedOnLoopbackOnly() throws Exception {
        try (History history = History.open(directory)) {
            assertEquals(directory.resolve("holdfast.mv.db").toString(), history.location());
            Properties lock = new Properties();
            try (BufferedReader in = Files.newBufferedReader(directory.resolve("holdfast.lock.db"))) {
                lock.load(in);
            }
            int port = Integer.parseInt(lock.getProperty("server").split(":")[1]);

            new Socket(InetAddress.ofLiteral("127.0.0.1"), port).close();
            // A socket bound to all addresses would answer here too.
            assertThrows(ConnectException.class, () -> new Socket(InetAddress.ofLiteral("127.0.0.2"), port).close());
        }
    }

    private static String summary(Incident incident) {
        return incident.number() + " " + incident.plan().summary();
    }

    /** Says the newest incident, and again for every line "again"; ends orderly at "end". */
    static final class Reader {

        public static void main(String[] arguments) throws IOException {
            BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
            try (History history = History.open(Path.of(arguments[0]))) {
                do {
                    System.out.println(history.newest(1).stream()
                            .findFirst()
                            .map(SecondProcessTest::summary)
                            .orElse("none"));
                } while ("again".equals(in.readLine()));
            }
        }
    }
}
