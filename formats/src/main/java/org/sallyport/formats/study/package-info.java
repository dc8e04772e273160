/** What-if studies: past cases under other tables or another lead time, counted, and written for reading. */
@NullMarked
package org.sallyport.formats.study;

import org.jspecify.annotations.NullMarked;
