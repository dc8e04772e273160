/** Notification requests: taken in with every problem named, and matched to the right person. */
@NullMarked
package org.sallyport.request;

import org.jspecify.annotations.NullMarked;
