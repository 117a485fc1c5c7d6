package dev.gannet.demo;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * An order of the demo account, seen only when logged in.
 *
 * @param number such as {@code O-1003}
 * @param date the day of the order
 * @param total in euro, two decimals
 */
public record Order(String number, LocalDate date, BigDecimal total) {}
