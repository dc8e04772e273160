/** Local times of feeds and rosters, turned into instants in the facility's zone. */
@NullMarked
package org.sallyport.formats.time;

import org.jspecify.annotations.NullMarked;
