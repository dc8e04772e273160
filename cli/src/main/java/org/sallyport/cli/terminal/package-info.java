/** What every command says in the same way: problems, what is missing, exit codes. */
@NullMarked
package org.sallyport.cli.terminal;

import org.jspecify.annotations.NullMarked;
