package dev.gannet.cli;

import dev.gannet.kit.LocalSite;
import dev.gannet.session.SharedBrowsers;
import dev.gannet.web.Redaction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static dev.gannet.kit.Answer.html;
import static org.assertj.core.api.Assertions.assertThat;

/** Scripts of a job that are not JavaScript: the run ends before its first page and says where. */
@Tag("fast")
class JobScriptsTest {
    private final LocalSite site = LocalSite.open().on("/", html("<p class=item>item</p>"));

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        site.close();
    }

    private Path job(String steps) throws IOException {
        return Files.writeString(folder.resolve("job.yaml"), """
                start: %s
                page:
                  steps:
                %sitems: {item: {each: .item, fields: {text: {type: text}}}}
                politeness: {delay: 0s, robots: ignore}
                """.formatted(site.url("/"), steps.indent(4)));
    }

    private CommandRun run(String steps) throws IOException {
        return CommandRun.of(
                new House(new Redaction(), SharedBrowsers::launcher),
                folder,
                "run",
                job(steps).toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            - script: return (                                   | 4:23
            - script: "return (1 + ]"                            | 4:28
            - script: {code: "foo bar", as: x}                   | 4:27
            - script: {code: "arguments[0](1", async: true}      | 4:36
            - store: {as: x, script: "1 +* 2"}                   | 4:34
            - wait: {script: "document.title === )"}             | 4:42
            - assert: {not: {script: "a b"}}                     | 4:33
            - {if: {script: "a ==== b"}, then: [{say: hello}]}   | 4:27
            - script: let a = 1; let a = 2                       | 4:30
            - script: return await Promise.resolve(1) await     | 4:47
            """)
    void aScriptThatDoesNotParseEndsTheRunBeforeItsFirstPage(String step, String place) throws Exception {
        CommandRun run = run(step.strip() + "\n").endsWith(ExitCode.USAGE);
        assertThat(run.err()).contains("job.yaml:" + place, "not JavaScript: ", "1 problem");
        assertThat(site.heard("/")).isEmpty();
    }

    @Test
    void theLineOfALongScriptIsNamed() throws Exception {
        CommandRun run = run("""
                - script: |
                    const a = 1;
                    if (a {
                      return 2;
                    }
                - script: return }
                """).endsWith(ExitCode.USAGE);
        assertThat(run.err())
                .contains("job.yaml:6:15: not JavaScript: Unexpected token '{'", "  6 |         if (a {")
                .contains("job.yaml:9:", "2 problems");
        assertThat(site.heard("/")).isEmpty();
    }

    @Test
    void aJobThatWasMendedIsRun() throws Exception {
        CommandRun checked = CommandRun.of(
                new House(new Redaction(), SharedBrowsers::launcher),
                folder,
                "check",
                job("- script: return (\n").toString());
        assertThat(checked.endsWith(ExitCode.COMPLETE).out())
                .contains("scripts    1, parsed by the browser when a run begins");
        run("- script: return (\n").endsWith(ExitCode.USAGE);
        run("- script: return 1\n").endsWith(ExitCode.COMPLETE);
        assertThat(site.heard("/")).hasSize(1);
    }

    @Test
    void aVariableStandsForWhateverFits() throws Exception {
        CommandRun run = run("""
                - store: {as: x, text: abc}
                - script: return ${var:x}.length + [
                """).endsWith(ExitCode.USAGE);
        assertThat(run.err()).contains("job.yaml:5:", "not JavaScript: ");
    }

    @Test
    void aScriptThatTheBrowserCanParseIsNeverRefused() throws Exception {
        List<String> bodies = List.of(
                "return",
                "return await Promise.resolve(1)",
                "for await (const x of []) { }",
                "class A { #p = 1; static #q; get z() { return #p in this } static { this.k = 1 } } return new A().z",
                "let a, b = 1, c; a ||= 1; b &&= 2; c ??= 3; return a?.b?.[c] ?? 2",
                "return /[\\p{L}--[a-z]]/v.test('x') + /(?<y>a)|(?<y>b)/d.source + /(?i:a)b(?<=a)/s",
                "return 1_000n ** 2n",
                "if (0) { import('/x.js') } // the end",
                "return String(new.target) + arguments.length",
                "with ({}) { 010 }",
                "<!-- a comment\nreturn 1",
                "const {a = 1, ...r} = {}; return {...r, async *c() {}}",
                "const await_ = 1, async = 2; var let = 3; return `${async}`",
                "label: for (;;) { break label }",
                "try { throw 1 } catch { }");
        String steps =
                bodies.stream().map(body -> "- script: |\n" + body.indent(4)).collect(Collectors.joining());
        String rest = """
                - store: {as: n, text: abc}
                - script: "return ${var:n}.length"
                - store: {as: m, script: "3;"}
                - script: "const f${var:m} = 1; return f3 + ${var:n}.length"
                - script: {code: "arguments[arguments.length - 1](await 1)", async: true}
                - store: {as: q, script: "await 1"}
                - store: {as: o, script: "const a = 1; return {a}"}
                - assert: {script: "{}.a === undefined || 1"}
                - store: {as: p, script: "() => 1"}
                """;
        run(steps + rest).endsWith(ExitCode.COMPLETE);
    }
}
