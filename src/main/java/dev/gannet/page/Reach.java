package dev.gannet.page;

/**
 * What selectors see besides the document and its open shadow roots, and what is taken of them.
 *
 * @param frames whether the documents of frames of the same origin
 * @param others whether those of other origins, too
 * @param closed whether shadow roots that are closed to the page's own scripts
 */
public record Reach(boolean frames, boolean others, boolean closed) {
    /** Nothing else. */
    public static final Reach DOCUMENT = new Reach(false, false, false);
    /** Frames of the same origin. */
    public static final Reach FRAMES = new Reach(true, false, false);

    public Reach {
        if (others && !frames) {
            throw new IllegalArgumentException("frames of other origins are seen with those of the same only");
        }
    }
}
