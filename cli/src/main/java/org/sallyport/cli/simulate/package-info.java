/** The command that runs the program in simulated worlds and checks its promises. */
@NullMarked
package org.sallyport.cli.simulate;

import org.jspecify.annotations.NullMarked;
