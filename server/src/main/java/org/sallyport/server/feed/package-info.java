/** Feeds by HTTP and by watched folder, and what could not be read of them. */
@NullMarked
package org.sallyport.server.feed;

import org.jspecify.annotations.NullMarked;
