package dev.gannet.crawl;

import dev.gannet.http.FileTransfer;
import dev.gannet.web.FailureKind;
import dev.gannet.web.ScrapeException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** How many bytes the files of a run may have together; what does not stay is given back. Thread-safe. */
final class FileBudget {
    private final long all;
    private final AtomicLong left;

    /** @param spent by an earlier process of the run */
    FileBudget(long all, long spent) {
        this.all = all;
        left = new AtomicLong(all - spent);
    }

    /** @return a place for the bytes of one file, within the budget */
    Share share(FileTransfer.Sink sink) {
        return new Share(sink);
    }

    /** The bytes of one file. For one thread. */
    final class Share implements FileTransfer.Sink, AutoCloseable {
        private final FileTransfer.Sink sink;
        private long taken;

        private Share(FileTransfer.Sink sink) {
            this.sink = sink;
            taken = sink.length();
            left.addAndGet(-taken);
        }

        @Override
        public void partOf(FileTransfer.Part of) {
            sink.partOf(of);
        }

        @Override
        public Optional<FileTransfer.Part> begun() {
            return sink.begun();
        }

        @Override
        public long length() {
            return sink.length();
        }

        @Override
        public void expect(long length) {
            sink.expect(length);
            if (length > left.get() + taken) {
                throw usedUp();
            }
        }

        @Override
        public void append(byte[] buffer, int length) {
            taken += length;
            if (left.addAndGet(-length) < 0) {
                throw usedUp();
            }
            sink.append(buffer, length);
        }

        @Override
        public void restart() {
            close();
            sink.restart();
        }

        /**
         * A file that is here already is one of the run's as well.
         *
         * @param bytes its length
         */
        void known(long bytes) {
            taken += bytes;
            if (left.addAndGet(-bytes) < 0) {
                throw usedUp();
            }
        }

        /** The bytes stay. */
        void spend() {
            taken = 0;
        }

        /** Gives back what does not stay. */
        @Override
        public void close() {
            left.addAndGet(taken);
            taken = 0;
        }

        private ScrapeException usedUp() {
            return new ScrapeException(
                    FailureKind.TOO_LARGE,
                    "",
                    "the files of the run would have more than the " + all + " bytes that limits.files allows");
        }
    }
}
