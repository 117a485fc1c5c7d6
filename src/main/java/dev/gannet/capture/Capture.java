package dev.gannet.capture;

import dev.gannet.web.Artefact;
import dev.gannet.web.ShotSpec;

/**
 * A page as it was captured once.
 *
 * @param shot as what
 * @param name what it is called: a path below the job's folder
 * @param content where its bytes are, which others may share
 * @param cut whether the page goes on beyond it
 */
public record Capture(ShotSpec shot, String name, Artefact content, boolean cut) {}
