/** How a call that is refused is answered: one shape, every problem at once. */
@NullMarked
package org.sallyport.server.refusal;

import org.jspecify.annotations.NullMarked;
