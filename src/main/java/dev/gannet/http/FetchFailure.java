package dev.gannet.http;

import dev.gannet.web.FailureKind;
import dev.gannet.web.PageUrl;
import dev.gannet.web.ScrapeException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;

/** Names the failures of the network. */
final class FetchFailure {
    /** The check of addresses refused every address of a host. */
    static final class AddressRefused extends UnknownHostException {
        AddressRefused(String message) {
            super(message);
        }
    }

    private FetchFailure() {}

    static ScrapeException of(PageUrl url, IOException failure, boolean stopped, boolean timeUp) {
        FailureKind kind;
        String said;
        if (stopped || Thread.currentThread().isInterrupted()) {
            kind = FailureKind.STOPPED;
            said = "stopped while fetching";
        } else if (timeUp || failure instanceof SocketTimeoutException) {
            kind = FailureKind.TIMEOUT;
            said = "no whole answer in time";
        } else if (failure instanceof AddressRefused) {
            kind = FailureKind.REFUSED;
            said = String.valueOf(failure.getMessage());
        } else if (failure instanceof UnknownHostException) {
            kind = FailureKind.DNS;
            said = "no address for " + url.host();
        } else if (failure instanceof SSLException) {
            kind = FailureKind.TLS;
            said = "no trusted connection: " + failure.getMessage();
        } else {
            kind = FailureKind.CONNECTION;
            said = "the connection failed: " + failure.getMessage();
        }
        return new ScrapeException(kind, url.text(), said, failure);
    }
}
