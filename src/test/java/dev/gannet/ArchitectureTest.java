package dev.gannet;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.PackageMatcher;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/** The floors of the house. Change a floor here and in src/site/markdown/decisions.md together, with the reason. */
@Tag("fast")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArchitectureTest {
    private static final List<List<String>> FLOORS = List.of(
            List.of("web", "metrics"),
            List.of("session", "http", "db", "extract", "schedule"),
            List.of("files"),
            List.of("page", "politeness", "store", "capture", "notify"),
            List.of("flow", "frontier"),
            List.of("login"),
            List.of("job"),
            List.of("crawl"),
            List.of("demo", "watch"),
            List.of("cli"));

    /** Each outside library and the rooms that may name it. */
    private static final Map<String, List<String>> HOMES = new TreeMap<>(Map.ofEntries(
            Map.entry("org.openqa.selenium..", List.of("session", "page", "flow", "login")),
            Map.entry("io.github.bonigarcia..", List.of("session")),
            Map.entry("java.sql..", List.of("db", "frontier", "politeness", "store")),
            Map.entry("javax.sql..", List.of("db", "watch")),
            Map.entry("com.github.kagkarlsson..", List.of("schedule", "watch")),
            Map.entry("com.zaxxer.hikari..", List.of("db")),
            Map.entry("org.flywaydb..", List.of("db")),
            Map.entry("org.jsoup..", List.of("extract")),
            Map.entry("com.jayway.jsonpath..", List.of("extract")),
            Map.entry("com.google.re2j..", List.of("web")),
            Map.entry("org.snakeyaml..", List.of("job")),
            Map.entry("tools.jackson..", List.of("http", "extract", "store", "notify", "flow", "job", "cli")),
            Map.entry("crawlercommons..", List.of("web", "politeness")),
            Map.entry("org.apache.hc..", List.of("http")),
            Map.entry("de.siegmar.fastcsv..", List.of("store")),
            Map.entry("io.micrometer..", List.of("metrics")),
            Map.entry("picocli..", List.of("cli")),
            Map.entry("ch.qos.logback..", List.of("cli"))));

    /**
     * The rules look at names: importing what the JDK and the libraries are made of would take most of the time. Not
     * static: it is large, and the test classes that follow in the same JVM need the memory.
     */
    private final JavaClasses house = ArchConfiguration.withThreadLocalScope(configuration -> {
        configuration.setResolveMissingDependenciesFromClassPath(false);
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.gannet");
    });

    @Test
    void everyRoomStandsOnAFloor() {
        List<String> known = FLOORS.stream().flatMap(List::stream).toList();
        assertThat(house.stream().map(ArchitectureTest::room).distinct().toList())
                .isSubsetOf(known);
    }

    @Test
    void importsPointDownAndRoomsOfOneFloorAreStrangers() {
        classes()
                .should(new ArchCondition<JavaClass>("depend only on lower floors") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                            JavaClass target = dependency.getTargetClass().getBaseComponentType();
                            if (!target.getPackageName().startsWith("dev.gannet.")) {
                                continue;
                            }
                            boolean fine = room(target).equals(room(type)) || floor(room(target)) < floor(room(type));
                            if (!fine) {
                                events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription()));
                            }
                        }
                    }
                })
                .check(house);
    }

    @Test
    void roomsHaveNoCycles() {
        slices().matching("dev.gannet.(*)..").should().beFreeOfCycles().check(house);
    }

    @Test
    void eachOutsideLibraryHasItsHome() {
        Map<String, PackageMatcher> libraries = new TreeMap<>();
        HOMES.keySet().forEach(library -> libraries.put(library, PackageMatcher.of(library)));
        List<String> strangers = new ArrayList<>();
        for (JavaClass type : house) {
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                String named =
                        dependency.getTargetClass().getBaseComponentType().getPackageName();
                if (!named.startsWith("dev.gannet")
                        && !named.startsWith("java.lang")
                        && !named.startsWith("java.util")) {
                    libraries.forEach((library, matcher) -> {
                        if (matcher.matches(named) && !HOMES.get(library).contains(room(type))) {
                            strangers.add(dependency.getDescription());
                        }
                    });
                }
            }
        }
        assertThat(strangers).isEmpty();
    }

    @Test
    void namesAreTheFieldsOwn() {
        classes()
                .that(alwaysTrue())
                .should()
                .haveSimpleNameNotEndingWith("Helper")
                .andShould()
                .haveSimpleNameNotEndingWith("Util")
                .andShould()
                .haveSimpleNameNotEndingWith("Utils")
                .andShould()
                .haveSimpleNameNotEndingWith("Impl")
                .check(house);
        assertThat(house.stream().map(JavaClass::getSimpleName).filter(name -> name.endsWith("Manager")))
                .allMatch("SessionManager"::equals);
    }

    @Test
    void leasesPausesAndSlotsAreNeverCountedByTheClockOfThisMachine_R53() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.gannet.frontier", "dev.gannet.crawl")
                // How old a robots.txt may be is no matter of leases.
                .and()
                .doNotHaveSimpleName("RobotsFetching")
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .check(house);
    }

    @Test
    void everyRoomSaysInOneSentenceWhatItIsFor() throws IOException {
        Path root = Path.of("src/main/java/dev/gannet");
        try (Stream<Path> rooms = Files.list(root)) {
            for (Path room : rooms.filter(Files::isDirectory).toList()) {
                assertThat(room.resolve("package-info.java"))
                        .content()
                        .contains("@NullMarked")
                        .contains("/**");
            }
        }
    }

    private static String room(JavaClass type) {
        String rest = type.getPackageName().substring("dev.gannet".length());
        return rest.isEmpty() ? "" : rest.substring(1).split("\\.")[0];
    }

    private static int floor(String room) {
        for (int floor = 0; floor < FLOORS.size(); floor++) {
            if (FLOORS.get(floor).contains(room)) {
                return floor;
            }
        }
        throw new IllegalStateException("no floor has a room named " + room);
    }
}
