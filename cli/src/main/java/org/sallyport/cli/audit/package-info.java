/** What anyone does with the audit log: check it, take receipts out of it, verify them elsewhere. */
@NullMarked
package org.sallyport.cli.audit;

import org.jspecify.annotations.NullMarked;
