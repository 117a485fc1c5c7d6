package dev.gannet.cli;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What {@code gannet serve} refuses before it serves anything. */
@Tag("fast")
class ServeCommandTest {
    @TempDir
    private Path folder;

    private CommandRun serve(String... options) {
        String[] arguments = new String[options.length + 2];
        arguments[0] = "serve";
        arguments[1] = folder.toString();
        System.arraycopy(options, 0, arguments, 2, options.length);
        return CommandRun.of(new ScriptedRooms(), folder.resolve("logs"), arguments);
    }

    @Test
    void R56_anAddressNeedsAHostAndAPort() {
        assertThat(serve("--listen", "nowhere").endsWith(ExitCode.USAGE).err()).contains("--listen needs HOST:PORT");
    }

    @Test
    void S20_whatOtherMachinesCanReachNeedsAToken() {
        assertThat(serve("--listen", "0.0.0.0:0").endsWith(ExitCode.USAGE).err())
                .contains("can be reached from other machines", "--token-file");
    }
}
