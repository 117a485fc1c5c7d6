package dev.gannet.kit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Certificates of a small authority of their own, made by the JDK's keytool when they are asked for. */
public final class Certificates {
    private static final char[] PASSWORD = "changeit".toCharArray();

    private final Path folder;

    private Certificates(Path folder) {
        this.folder = folder;
    }

    /** Founds an authority in an empty folder; nobody trusts it who does not trust {@link #authority}. */
    public static Certificates in(Path folder) throws Exception {
        Certificates made = new Certificates(folder);
        made.key("authority", "authority", "-90d", "3650", "bc:c");
        made.keytool("-exportcert", "-alias", "authority", "-file", "authority.crt", "-keystore", "authority.p12");
        made.keytool("-importcert", "-noprompt", "-alias", "a", "-file", "authority.crt", "-keystore", "trusted.p12");
        return made;
    }

    /** @return a trust store that holds the authority alone; its password is {@code changeit} */
    public Path authority() {
        return folder.resolve("trusted.p12");
    }

    /**
     * @param alternative who the certificate is for, as keytool writes it: {@code ip:127.0.0.1}
     * @param from when it begins to hold, as keytool writes it: {@code -1d}
     * @param days how many days it holds
     * @param signed whether the authority signs it; else it signs itself
     */
    public SSLContext server(String alternative, String from, int days, boolean signed) throws Exception {
        String name = "server";
        Files.deleteIfExists(folder.resolve(name + ".p12"));
        key(name, "somebody", from, String.valueOf(days), "san=" + alternative);
        if (signed) {
            keytool("-certreq", "-alias", name, "-file", "server.csr", "-keystore", "server.p12");
            keytool(
                    "-gencert",
                    "-alias",
                    "authority",
                    "-infile",
                    "server.csr",
                    "-outfile",
                    "server.crt",
                    "-startdate",
                    from,
                    "-validity",
                    String.valueOf(days),
                    "-ext",
                    "san=" + alternative,
                    "-keystore",
                    "authority.p12");
            keytool(
                    "-importcert",
                    "-noprompt",
                    "-alias",
                    "authority",
                    "-file",
                    "authority.crt",
                    "-keystore",
                    "server.p12");
            keytool("-importcert", "-noprompt", "-alias", name, "-file", "server.crt", "-keystore", "server.p12");
        }
        return context(folder.resolve("server.p12"));
    }

    private void key(String alias, String common, String from, String days, String extension) throws Exception {
        keytool(
                "-genkeypair",
                "-alias",
                alias,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=" + common,
                "-startdate",
                from,
                "-validity",
                days,
                "-ext",
                extension,
                "-keystore",
                alias + ".p12");
    }

    private void keytool(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        // Under another language its own answers to -noprompt are other words.
        command.add("-J-Duser.language=en");
        command.addAll(List.of(words));
        command.addAll(List.of("-storetype", "PKCS12", "-storepass", "changeit"));
        Path said = folder.resolve("keytool.txt");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException(command + " failed: " + Files.readString(said));
        }
    }

    private static SSLContext context(Path store) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        if (keys.containsAlias("authority")) {
            keys.deleteEntry("authority");
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }
}
