package dev.gannet.kit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A network between a client and a server of this machine that can swallow every packet: connections are taken, nothing
 * comes through and nothing is refused. What was connected meanwhile stays silent for ever, as after lost packets.
 */
public final class TcpProxy implements AutoCloseable {
    private final ServerSocket front;
    private final int target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile Object era = new Object();
    private volatile boolean swallowing;

    private TcpProxy(ServerSocket front, int target) {
        this.front = front;
        this.target = target;
    }

    /** Opens a way to a port of this machine. */
    public static TcpProxy to(int port) {
        try {
            TcpProxy proxy = new TcpProxy(new ServerSocket(0, 200, InetAddress.getLoopbackAddress()), port);
            daemon(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @return where clients connect */
    public int port() {
        return front.getLocalPort();
    }

    /** From now on nothing comes through, in both directions, and nobody is told. */
    public void swallow() {
        swallowing = true;
        era = new Object();
    }

    /** New connections come through again. */
    public void restore() {
        era = new Object();
        swallowing = false;
    }

    private void accept() {
        while (!front.isClosed()) {
            try {
                Socket client = front.accept();
                keep(client);
                Object born = era;
                if (!swallowing) {
                    daemon(() -> connect(client, born));
                }
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void connect(Socket client, Object born) {
        try {
            Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
            keep(server);
            daemon(() -> pump(client, server, born));
            pump(server, client, born);
        } catch (IOException refused) {
            close(client);
        }
    }

    private void pump(Socket from, Socket to, Object born) {
        byte[] buffer = new byte[16 * 1024];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (born != era) {
                    return;
                }
                out.write(buffer, 0, read);
                out.flush();
            }
        } catch (IOException broken) {
            // The other side is told by the end of its own connection.
        }
        if (born == era) {
            close(from);
            close(to);
        }
    }

    /** A connection that comes just when the proxy is closed is closed as well. */
    private void keep(Socket socket) {
        open.add(socket);
        if (front.isClosed()) {
            close(socket);
        }
    }

    private void close(Socket socket) {
        open.remove(socket);
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        front.close();
        open.forEach(this::close);
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "tcp-proxy");
        thread.setDaemon(true);
        thread.start();
    }
}
