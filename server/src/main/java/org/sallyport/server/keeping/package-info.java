/** Keeps records no longer than an order or a schedule lets it: carries destruction out wherever something is kept. */
@NullMarked
package org.sallyport.server.keeping;

import org.jspecify.annotations.NullMarked;
