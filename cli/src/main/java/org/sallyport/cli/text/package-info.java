/** How commands lay out what they say: columns, colours, widths. */
@NullMarked
package org.sallyport.cli.text;

import org.jspecify.annotations.NullMarked;
