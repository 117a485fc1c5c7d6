package dev.gannet;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestTag;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.ClassNameFilter.includeClassNamePatterns;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;

/** A test that is in no tier is run by nobody. */
@Tag("fast")
class TiersTest {
    private static final Set<String> TIERS = Set.of("fast", "soak", "containers");

    @Test
    void everyTestClassIsInOneTier() {
        List<String> wrong = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (TestIdentifier test : classes()) {
            Set<String> tiers = test.getTags().stream()
                    .map(TestTag::getName)
                    .filter(TIERS::contains)
                    .collect(Collectors.toSet());
            names.add(test.getLegacyReportingName());
            if (tiers.size() != 1) {
                wrong.add(test.getLegacyReportingName() + " has the tiers " + tiers);
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(names).as("what discovery finds").contains(TiersTest.class.getName(), JarIT.class.getName());
    }

    private static List<TestIdentifier> classes() {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectPackage("dev.gannet"))
                .filters(includeClassNamePatterns(".*(Test|IT)$"))
                .build();
        TestPlan plan = LauncherFactory.create().discover(request);
        return plan.getRoots().stream()
                .flatMap(root -> plan.getDescendants(root).stream())
                .filter(test ->
                        test.getSource().filter(ClassSource.class::isInstance).isPresent())
                .toList();
    }
}
