/** The release desk: takes in facts, requests and commands, and records what follows in one transaction. */
@NullMarked
package org.sallyport.desk;

import org.jspecify.annotations.NullMarked;
