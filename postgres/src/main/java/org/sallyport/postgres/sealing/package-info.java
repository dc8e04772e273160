/** Keys, sealed payloads, commitments to them, and tokens by which they are found without being read. */
@NullMarked
package org.sallyport.postgres.sealing;

import org.jspecify.annotations.NullMarked;
