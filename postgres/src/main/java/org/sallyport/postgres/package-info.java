/** The journal and its projections on PostgreSQL 18. */
@NullMarked
package org.sallyport.postgres;

import org.jspecify.annotations.NullMarked;
