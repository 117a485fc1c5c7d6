package dev.gannet.extract;

/**
 * The item that is being read.
 *
 * @param kind its kind
 * @param position its position among its kind on the page
 * @param path the names of the fields that it is nested in, each with a dot behind it; empty for an item itself
 * @param place its element
 * @param alone whether it is the only one of its kind on the page, so that what the page says is said of it
 */
record Spot(String kind, int position, String path, Place place, boolean alone) {
    Spot inside(String field, Place inner) {
        return new Spot(kind, position, path + field + ".", inner, false);
    }
}
