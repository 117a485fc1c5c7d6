package dev.gannet.kit;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The open connection of one request. Used by one thread. */
public final class Wire {
    private final Socket socket;
    private final boolean headOnly;
    private final CountDownLatch closing;

    Wire(Socket socket, boolean headOnly, CountDownLatch closing) {
        this.socket = socket;
        this.headOnly = headOnly;
        this.closing = closing;
    }

    /** Sends a whole response; headers are {@code Name: value}. */
    public void send(int status, String body, String... headers) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String head = "HTTP/1.1 " + status + " Said\r\n" + String.join("\r\n", headers)
                + (headers.length == 0 ? "" : "\r\n")
                + "Content-Length: " + bytes.length + "\r\nConnection: close\r\n\r\n";
        write(headOnly ? head : head + body);
    }

    /** Sends text as it is, as UTF-8. */
    public void write(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    /** Sends bytes as they are. */
    public void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    /** @return the connection's own stream; closing it ends the connection */
    OutputStream stream() throws IOException {
        return socket.getOutputStream();
    }

    /** Waits that long, or until the site closes. */
    public void rest(Duration pause) throws IOException {
        try {
            if (closing.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException("the site closes");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the site closes", e);
        }
    }

    /** Breaks the connection so that the other side sees a reset. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }
}
