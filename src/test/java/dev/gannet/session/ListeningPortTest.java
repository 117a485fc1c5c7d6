package dev.gannet.session;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("fast")
class ListeningPortTest {
    private static final List<String> TABLE = List.of(
            "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode",
            "   0: 0100007F:BC93 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 4711 1 0 100",
            "   1: 0100007F:1F90 0100007F:BC93 01 00000000:00000000 00:00000000 00000000  1000        0 4712 1 0 100");

    @Test
    void theSocketThatListensTellsThePort() {
        assertThat(ListeningPort.port(TABLE, Set.of("socket:[4711]", "/dev/null")))
                .hasValue(48275);
    }

    @Test
    void neitherAConnectionNorSomebodyElsesSocketDoes() {
        assertThat(ListeningPort.port(TABLE, Set.of("socket:[4712]", "socket:[1]")))
                .isEmpty();
    }

    @Test
    void aLivingProcessIsSeenListening() throws Exception {
        try (ServerSocket open = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThat(ListeningPort.of(ProcessHandle.current())).isPresent();
            assertThat(open.getLocalPort()).isPositive();
        }
    }
}
