/** Sending the same bytes once under one key, retried before the deadline, escalated to a named role. */
@NullMarked
package org.sallyport.delivery;

import org.jspecify.annotations.NullMarked;
