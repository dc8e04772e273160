/** Facts and determinations as JSON Lines, and policy books as files. */
@NullMarked
package org.sallyport.formats.policy;

import org.jspecify.annotations.NullMarked;
