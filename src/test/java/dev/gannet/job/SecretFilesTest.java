package dev.gannet.job;

import dev.gannet.job.SecretFiles.UnfitException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Tag("fast")
class SecretFilesTest {
    @TempDir
    Path folder;

    private Path secret(String name, String text, String permissions) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    @Test
    void aSecretIsWhatItsFileHoldsWithoutTheLinesEnd() throws Exception {
        secret("shop/password", " p w \n", "rw-------");
        assertThat(new SecretFiles(List.of(folder)).read("shop/password")).isEqualTo(" p w ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw-----w-"})
    void aFileThatOthersCanReadOrWriteIsRefused_S29(String permissions) throws Exception {
        secret("password", "hush", permissions);
        assertThatThrownBy(() -> new SecretFiles(List.of(folder)).read("password"))
                .isInstanceOfSatisfying(
                        UnfitException.class,
                        unfit -> assertThat(unfit.remedy()).startsWith("chmod 600 /"))
                .hasMessageContaining("others can read or write")
                .hasMessageNotContaining("hush");
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "../outside", "a/../../outside", "/etc/passwd", "a//b", "", ".hidden", "a b"})
    void aNameLeadsNowhereElse(String name) throws Exception {
        secret("inside/x", "hush", "rw-------");
        secret("outside", "hush", "rw-------");
        assertThatThrownBy(() -> new SecretFiles(List.of(folder.resolve("inside"))).read(name))
                .hasMessageContaining("not the name of a secret");
    }

    @Test
    void theFolderThatIsNamedComesFirstThenTheOneBesideTheJob() throws Exception {
        secret("named/a", "first", "rw-------");
        secret("secrets/a", "second", "rw-------");
        secret("secrets/b", "beside", "rw-------");
        SecretFiles secrets = SecretFiles.of(
                folder.resolve("job.yaml"),
                name -> name.equals("GANNET_SECRETS")
                        ? Optional.of(folder.resolve("named").toString())
                        : Optional.empty());
        assertThat(secrets.read("a")).isEqualTo("first");
        assertThat(secrets.read("b")).isEqualTo("beside");
        assertThatThrownBy(() -> secrets.read("c"))
                .isInstanceOfSatisfying(
                        UnfitException.class,
                        unfit -> assertThat(unfit.remedy())
                                .contains(
                                        folder.resolve("named") + ", " + folder.resolve("secrets") + ", /run/secrets"));
    }

    @Test
    void anEmptyFileAndOneOfOtherBytesAreNoSecrets() throws Exception {
        secret("empty", "\n", "rw-------");
        Files.write(secret("bytes", "", "rw-------"), new byte[] {(byte) 0xC3});
        SecretFiles secrets = new SecretFiles(List.of(folder));
        assertThatThrownBy(() -> secrets.read("empty")).hasMessageContaining("is empty");
        assertThatThrownBy(() -> secrets.read("bytes")).hasMessageContaining("not UTF-8");
        assertThatThrownBy(() -> new SecretFiles(List.of(folder.resolve(".."))).read(folder.getFileName() + ""))
                .isInstanceOf(UnfitException.class);
    }
}
