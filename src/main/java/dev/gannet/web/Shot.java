package dev.gannet.web;

/**
 * What a browser made of a page.
 *
 * @param of what was asked for
 * @param bytes it
 * @param cut whether the page goes on beyond it
 */
public record Shot(ShotSpec of, byte[] bytes, boolean cut) {}
