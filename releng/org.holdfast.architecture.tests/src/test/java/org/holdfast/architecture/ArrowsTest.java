package org.holdfast.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Holds the arrows between bundles that docs/architecture.md draws: what a bundle may import, and nothing else. */
class ArrowsTest {

    private static final Path BUNDLES = Path.of("../../bundles");
    private static final String OURS = "org.holdfast.";

    /** Bundle → our bundles that it may import, and the prefixes of others' packages; java.* is for all. */
    private static final Map<String, Allowed> ARROWS = new TreeMap<>(Map.ofEntries(
            arrow("model", "", ""),
            arrow("cache", "model", ""),
            arrow("cache.pcap", "model cache linux", "org.pcap4j com.sun.jna org.slf4j org.osgi.service.component"),
            arrow("policy", "model", ""),
            arrow(
                    "cluster",
                    "model",
                    "org.jgroups io.microraft com.fasterxml.jackson org.bouncycastle org.slf4j javax.security.auth.x500"),
            arrow("linux", "model", ""),
            arrow("history", "model", "org.h2 com.zaxxer.hikari com.fasterxml.jackson org.slf4j javax.sql"),
            arrow("report", "model", "freemarker"),
            arrow("node", "model cache policy cluster history", "org.slf4j org.osgi"),
            arrow("agent", "model cache policy cluster linux", "org.slf4j"),
            arrow("lab", "model linux", "org.slf4j org.osgi"),
            arrow(
                    "cli",
                    "model cache cache.pcap policy cluster linux history report node agent lab",
                    "picocli org.slf4j org.eclipse.equinox.app"),
            arrow("console", "model cache policy cluster history report node", "org.eclipse org.osgi org.slf4j")));

    private record Allowed(Set<String> bundles, Set<String> others) {}

    private static Map.Entry<String, Allowed> arrow(String bundle, String bundles, String others) {
        return Map.entry(bundle, new Allowed(words(bundles), words(others)));
    }

    private static Set<String> words(String text) {
        Set<String> words = new TreeSet<>(List.of(text.split(" ")));
        words.remove("");
        return words;
    }

    @Test
    void everyBundleHasItsArrows() throws IOException {
        try (Stream<Path> folders = Files.list(BUNDLES)) {
            Set<String> present = new TreeSet<>(folders.map(f -> f.getFileName().toString())
                    .filter(name -> name.startsWith(OURS) && !name.endsWith(".tests"))
                    .map(name -> name.substring(OURS.length()))
                    .toList());
            assertEquals(new TreeSet<>(ARROWS.keySet()), present);
        }
    }

    @TestFactory
    Stream<DynamicTest> bundlesImportOnlyWhatStandsBelowThem() {
        return ARROWS.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> check(entry.getKey(), entry.getValue())));
    }

    private static void check(String bundle, Allowed allowed) {
        JavaClasses classes = classesOf(bundle);
        assertTrue(classes.size() > 0, bundle + " has no compiled classes; build it first");
        List<String> packages = new ArrayList<>(List.of("java..", "javax.net..", "javax.crypto..", packagesOf(bundle)));
        allowed.others().forEach(other -> packages.add(other + ".."));
        for (String other : allowed.bundles()) {
            packages.add(OURS + other);
            packages.add(OURS + other + "..");
        }
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(packages.toArray(String[]::new))
                .check(classes);
        // cache.. covers cache.pcap, too: the bundle above must not be reached through the one below.
        if (!allowed.bundles().contains("cache.pcap") && !bundle.equals("cache.pcap")) {
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(OURS + "cache.pcap..")
                    .check(classes);
        }
        for (String other : allowed.bundles()) {
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(OURS + other + (bundle.startsWith(other + ".") ? ".internal.." : "..internal.."))
                    .check(classes);
        }
    }

    /** Memory off the heap may be anywhere; calling what isn't Java may not. */
    @Test
    void systemCallsAreInOneBundle() {
        for (String bundle : ARROWS.keySet()) {
            if (!bundle.equals("linux")) {
                noClasses()
                        .should()
                        .dependOnClassesThat()
                        .haveNameMatching("java\\.lang\\.foreign\\.(Linker|SymbolLookup|FunctionDescriptor).*")
                        .check(classesOf(bundle));
            }
        }
    }

    private static String packagesOf(String bundle) {
        return OURS + bundle + "..";
    }

    private static JavaClasses classesOf(String bundle) {
        return new ClassFileImporter().importPath(BUNDLES.resolve(OURS + bundle).resolve("target/classes"));
    }
}
