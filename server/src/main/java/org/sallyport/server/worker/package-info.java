/** The loops that do what is due, and tell channels after commit. */
@NullMarked
package org.sallyport.server.worker;

import org.jspecify.annotations.NullMarked;
