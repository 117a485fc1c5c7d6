package dev.gannet.job;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.gannet.web.PageUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("fast")
class JobSchemaTest {
    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(JobSchema.json(), InputFormat.JSON);

    static List<Path> examples() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/jobs"))) {
            List<Path> jobs = files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
            return Stream.concat(
                            jobs.stream(),
                            Stream.of(
                                    Path.of("src/test/resources/job/everything.yaml"),
                                    Path.of("src/main/resources/dev/gannet/demo/demo-job.yaml")))
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyExampleIsReadAndFitsTheSchema(Path job) throws IOException {
        Map<String, String> environment = Map.of("SHOP_USER", "demo", "SHOP_PASSWORD", "x");

        Plan plan = JobReader.read(
                Files.readString(job), job, List.of(), name -> Optional.ofNullable(environment.get(name)));

        assertThat(plan.items().isEmpty()).isEqualTo(plan.capture().isPresent() && job.endsWith("captures.yaml"));
        assertThat(SCHEMA.validate(Files.readString(job), InputFormat.YAML)).isEmpty();
    }

    @Test
    void aNewJobFitsTheSchema() {
        String job = NewJob.write(PageUrl.of("https://shop.example/"), Optional.empty());

        assertThat(SCHEMA.validate(job, InputFormat.YAML)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "strat: x",
                "start: https://x.example/",
                "crawl: {scope: everywhere}",
                "crawl: {follow: {click: .card, most: 0}}",
                "items: {}",
                "items: {a: {fields: {b: {selekt: c}}}}",
                "limits: {page: soon}",
                "politeness: {parallel: 0}",
                "page: {steps: [{klick: a}]}",
                "page: {scroll: {until: .end}}",
                "page: {scroll: often}",
                "page: {scroll: {until: {count: 0}}}",
                "schedule: daily"
            })
    void theSchemaRefusesWhatTheReaderRefuses(String line) {
        assertThat(SCHEMA.validate(line, InputFormat.YAML)).isNotEmpty();
        assertThat(org.assertj.core.api.Assertions.catchThrowable(
                        () -> JobReader.read(line, Path.of("x.yaml"), List.of())))
                .isInstanceOf(JobException.class);
    }

    @Test
    void theReferenceHasEveryKeyAsTheReaderKnowsIt() throws IOException {
        assertThat(Files.readString(Path.of("src/site/markdown/job-reference.md")))
                .as("the tables of the reference are those of JobReference.markdown()")
                .contains(JobReference.markdown());
    }
}
