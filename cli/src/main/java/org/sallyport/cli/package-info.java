/** The command line: every command, assembled into one program. */
@NullMarked
package org.sallyport.cli;

import org.jspecify.annotations.NullMarked;
