/** Deadlines, lead times and the facility's calendar. */
@NullMarked
package org.sallyport.time;

import org.jspecify.annotations.NullMarked;
