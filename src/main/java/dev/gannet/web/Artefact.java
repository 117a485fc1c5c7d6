package dev.gannet.web;

import java.nio.file.Path;

/**
 * A file that a page gave and that is kept: a download, a picture.
 *
 * @param name what it is called, safe as a file's name
 * @param file where it is
 * @param sha256 of its bytes, in lower-case hexadecimal
 * @param type its media type, as its content tells, else its name
 * @param bytes its length
 */
public record Artefact(String name, Path file, String sha256, String type, long bytes) {}
