package dev.gannet.cli;

import dev.gannet.extract.ItemSpec;
import dev.gannet.job.ApiSpec;
import dev.gannet.job.Plan;
import dev.gannet.session.BrowserSpec;
import dev.gannet.web.OneLine;
import dev.gannet.web.PageUrl;
import dev.gannet.web.Rung;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Help.Ansi.Style;

/** Prints what a job would do, for a person to compare with what was meant. */
final class PlanPrinter {
    private final Terminal terminal;
    private final PrintWriter out;

    PlanPrinter(Terminal terminal) {
        this.terminal = terminal;
        this.out = terminal.out();
    }

    /** @param browser where it is found on this machine */
    void print(Plan plan, BrowserSpec browser, Path job) {
        out.println(terminal.styled(Style.bold, OneLine.of(job + ": nothing is wrong with it")));
        line("job", plan.name());
        line("starts", starts(plan));
        line("follows", PlanWords.follows(plan.crawl()));
        plan.login().ifPresent(login -> line("login", PlanWords.login(login)));
        for (ItemSpec item : ItemSpec.withInner(plan.items())) {
            line("takes", PlanWords.item(item));
            item.fields().forEach(field -> out.println("             " + OneLine.of(PlanWords.field(field))));
        }
        plan.capture().ifPresent(spec -> line("captures", PlanWords.capture(spec)));
        plan.schedule().ifPresent(spec -> line("due", PlanWords.schedule(spec)));
        plan.notice().ifPresent(spec -> line("tells", PlanWords.notice(spec)));
        line("pace", PlanWords.pace(plan.politeness()));
        line(
                "browser",
                plan.rung() == Rung.STATIC || plan.ofApis()
                        ? (plan.login().isPresent() ? "for the login alone" : "none")
                                + ": pages are read over plain HTTP (static)"
                        : PlanWords.browser(browser) + ", pages by "
                                + plan.rung().label());
        line("gives up", PlanWords.limits(plan.limits()));
        line("rows go to", plan.store());
        if (!plan.scripts().isEmpty()) {
            line("scripts", plan.scripts().size() + ", parsed by the browser when a run begins");
        }
        PlanWords.warnings(plan).forEach(warning -> line("note", warning));
        out.flush();
    }

    private static String starts(Plan plan) {
        List<String> texts = new ArrayList<>();
        if (!plan.starts().isEmpty()) {
            texts.add(some(plan.starts(), "other page"));
        }
        if (!plan.sitemaps().isEmpty()) {
            texts.add("what is listed by " + some(plan.sitemaps(), "other sitemap"));
        }
        if (!plan.apis().isEmpty()) {
            texts.add("the API " + some(plan.apis().stream().map(ApiSpec::url).toList(), "other API")
                    + PlanWords.paging(plan.apis().get(0)));
        }
        return String.join(", and ", texts);
    }

    private static String some(List<PageUrl> urls, String others) {
        String first = urls.get(0).text();
        int more = urls.size() - 1;
        return more == 0 ? first : first + " and " + Amounts.of(more, others);
    }

    private void line(String name, String text) {
        out.println(String.format(Locale.ROOT, "  %-10s %s", name, OneLine.of(text)));
    }
}
