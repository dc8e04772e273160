/** The append-only record: streams of events, written at an expected version, read in order. */
@NullMarked
package org.sallyport.journal;

import org.jspecify.annotations.NullMarked;
