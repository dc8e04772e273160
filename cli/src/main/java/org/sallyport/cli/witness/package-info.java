/** A small witness that an auditor or a newspaper runs, outside the operator's control. */
@NullMarked
package org.sallyport.cli.witness;

import org.jspecify.annotations.NullMarked;
