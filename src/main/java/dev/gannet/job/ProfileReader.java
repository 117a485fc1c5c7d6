package dev.gannet.job;

import dev.gannet.session.Profile;
import dev.gannet.web.Nearest;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads a profile of drivers-config. */
final class ProfileReader {
    private ProfileReader() {}

    static Optional<Profile> read(String name, Yaml node, Reading reading) {
        return Section.of(DriverKeys.PROFILE, node, reading)
                .map(section -> new Profile(
                        name,
                        section.whole("width", 100).orElse(1280),
                        section.whole("height", 100).orElse(800),
                        scale(section),
                        section.flag("mobile"),
                        locale(section),
                        timezone(section),
                        section.get("block")
                                .map(kinds -> BrowserReader.kinds(kinds, reading))
                                .orElse(Set.of())));
    }

    private static double scale(Section section) {
        Optional<Yaml.Scalar> scale = section.scalar("scale");
        if (scale.isPresent() && !scale.get().text().matches("[1-4](\\.\\d{1,3})?|0\\.[1-9]\\d{0,2}")) {
            section.reading().problem(scale.get(), "scale is a number such as 1, 1.5 or 2, at most 4", "");
            return 1;
        }
        return scale.map(Yaml.Scalar::text).map(Double::valueOf).orElse(1.0);
    }

    private static Optional<String> locale(Section section) {
        Optional<Yaml.Scalar> locale = section.scalar("locale");
        locale.filter(scalar ->
                        !Locale.forLanguageTag(scalar.text()).toLanguageTag().equalsIgnoreCase(scalar.text()))
                .ifPresent(scalar -> section.reading()
                        .problem(scalar, "not a language tag: " + scalar.text(), "as in de-DE or en-US"));
        return locale.map(Yaml.Scalar::text);
    }

    private static Optional<String> timezone(Section section) {
        Optional<Yaml.Scalar> zone = section.scalar("timezone");
        zone.filter(scalar -> !known(scalar.text()))
                .ifPresent(scalar -> section.reading()
                        .problem(
                                scalar,
                                "not a time zone: " + scalar.text(),
                                Nearest.to(scalar.text(), ZoneId.getAvailableZoneIds())
                                        .map(near -> "did you mean \"" + near + "\"?")
                                        .orElse("as in Europe/Paris or UTC")));
        return zone.map(Yaml.Scalar::text);
    }

    private static boolean known(String zone) {
        try {
            return ZoneId.of(zone).getId().equals(zone);
        } catch (DateTimeException unknown) {
            return false;
        }
    }
}
