package dev.gannet.kit;

import java.io.IOException;
import java.io.OutputStream;
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
    private static final String KEYS = "keys.p12";
    private static final String AUTHORITY = "authority";

    private final Path folder;
    private int servers;

    private Certificates(Path folder) {
        this.folder = folder;
    }

    /** Founds an authority in an empty folder; nobody trusts it who does not trust {@link #authority}. */
    public static Certificates in(Path folder) throws Exception {
        Certificates made = new Certificates(folder);
        made.key(AUTHORITY, "authority", "-90d", "3650", "bc:c", List.of());
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, PASSWORD);
        trusted.setCertificateEntry(AUTHORITY, made.keys().getCertificate(AUTHORITY));
        try (OutputStream out = Files.newOutputStream(made.authority())) {
            trusted.store(out, PASSWORD);
        }
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
        String alias = "server" + ++servers;
        List<String> signer = signed ? List.of("-signer", AUTHORITY) : List.of();
        key(alias, "somebody", from, String.valueOf(days), "san=" + alternative, signer);
        return context(keys(), alias);
    }

    private void key(String alias, String common, String from, String days, String extension, List<String> signer)
            throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(
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
                KEYS));
        words.addAll(signer);
        keytool(words);
    }

    private KeyStore keys() throws IOException, GeneralSecurityException {
        return KeyStore.getInstance(folder.resolve(KEYS).toFile(), PASSWORD);
    }

    private void keytool(List<String> words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        // Under another language its own answers to -noprompt are other words.
        command.add("-J-Duser.language=en");
        command.addAll(List.of("-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC"));
        command.addAll(words);
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

    private static SSLContext context(KeyStore keys, String alias) throws IOException, GeneralSecurityException {
        KeyStore only = KeyStore.getInstance("PKCS12");
        only.load(null, PASSWORD);
        only.setKeyEntry(alias, keys.getKey(alias, PASSWORD), PASSWORD, keys.getCertificateChain(alias));
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(only, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }
}
