/** The command {@code status}: how a running server stands. */
@NullMarked
package org.sallyport.cli.status;

import org.jspecify.annotations.NullMarked;
