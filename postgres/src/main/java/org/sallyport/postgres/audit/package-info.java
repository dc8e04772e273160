/** The audit log in PostgreSQL: grown from the journal by any node, read by everyone, checked against the journal. */
@NullMarked
package org.sallyport.postgres.audit;

import org.jspecify.annotations.NullMarked;
