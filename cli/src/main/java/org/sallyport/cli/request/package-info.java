/** Commands about notification requests, by the API of a running server. */
@NullMarked
package org.sallyport.cli.request;

import org.jspecify.annotations.NullMarked;
