/** JSON with one spelling: RFC 8785. */
@NullMarked
package org.sallyport.formats.json;

import org.jspecify.annotations.NullMarked;
