/** Opens the database that commands work on when no server stands between. */
@NullMarked
package org.sallyport.cli.database;

import org.jspecify.annotations.NullMarked;
