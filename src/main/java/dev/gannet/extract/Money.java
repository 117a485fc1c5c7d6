package dev.gannet.extract;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** An amount and its ISO 4217 code; {@code null} where the text names no currency, or one that may be several. */
record Money(BigDecimal amount, @Nullable String currency) {}
