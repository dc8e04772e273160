/** One request applied to one custody episode: what is owed, decided afresh at every attempt. */
@NullMarked
package org.sallyport.notice;

import org.jspecify.annotations.NullMarked;
