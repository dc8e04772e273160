/** Load on the real store, printed as ratios against baselines of the same run. */
@NullMarked
package org.sallyport.bench;

import org.jspecify.annotations.NullMarked;
