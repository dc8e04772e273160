/** Rosters: who is in custody, as a CSV snapshot read by a mapping file (docs/formats/roster.md). */
@NullMarked
package org.sallyport.formats.roster;

import org.jspecify.annotations.NullMarked;
