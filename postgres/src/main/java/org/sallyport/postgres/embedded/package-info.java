/** A PostgreSQL server of our own: unpacked, started, found again after a crash, stopped. */
@NullMarked
package org.sallyport.postgres.embedded;

import org.jspecify.annotations.NullMarked;
