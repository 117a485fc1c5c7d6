package dev.gannet.page;

/**
 * A place on an element, in CSS pixels from its upper left corner.
 *
 * @param x to the right
 * @param y downwards
 */
public record Offset(int x, int y) {}
