/** The audit log: a Merkle tree over the journal's commitments, and its proofs. It hashes bytes and knows no notice. */
@NullMarked
package org.sallyport.audit;

import org.jspecify.annotations.NullMarked;
