/** Opens the database: pools, dialects, migrations, and the one Transaction that everything is written in. */
@NullMarked
package dev.gannet.db;

import org.jspecify.annotations.NullMarked;
