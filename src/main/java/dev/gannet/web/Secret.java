package dev.gannet.web;

/** Text that must not be shown: printing one, in whatever message, prints three dots. */
public record Secret(String reveal) {
    @Override
    public String toString() {
        return "•••";
    }
}
