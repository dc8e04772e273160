/** The REST API under {@code /api/v1}: one class a resource. */
@NullMarked
package org.sallyport.server.api;

import org.jspecify.annotations.NullMarked;
