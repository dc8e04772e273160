/** Calls that wait at the desks of facilities, kept for every node and every start. */
@NullMarked
package org.sallyport.postgres.phone;

import org.jspecify.annotations.NullMarked;
