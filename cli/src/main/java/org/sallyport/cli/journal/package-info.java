/** Commands about the journal of a database: rebuild what is derived from it, check it, list it without persons. */
@NullMarked
package org.sallyport.cli.journal;

import org.jspecify.annotations.NullMarked;
