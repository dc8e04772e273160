/** What is counted and published of the facts and notices of the past. */
@NullMarked
package org.sallyport.report;

import org.jspecify.annotations.NullMarked;
