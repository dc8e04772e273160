/** Load on the running system: what leaves, how soon, and what a crash leaves behind. */
@NullMarked
package org.sallyport.bench.live;

import org.jspecify.annotations.NullMarked;
