/** Feed events that could not be read, sealed until someone looks at them. */
@NullMarked
package org.sallyport.postgres.quarantine;

import org.jspecify.annotations.NullMarked;
