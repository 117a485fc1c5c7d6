package dev.gannet.frontier;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

@Tag("fast")
class WallClockTest {
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
                .check(new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("dev.gannet.frontier", "dev.gannet.crawl"));
    }
}
