/** Files and request bodies as they arrive: compressed or not, cut into pieces of bounded size. */
@NullMarked
package org.sallyport.formats.input;

import org.jspecify.annotations.NullMarked;
