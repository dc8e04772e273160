/** Who is in custody, on what grounds, and when that is projected to end: folded from a jail's own feed. */
@NullMarked
package org.sallyport.custody;

import org.jspecify.annotations.NullMarked;
