/** How quickly the tables answer, against hand-written Java and other baselines of the same run. */
@NullMarked
package org.sallyport.bench.policy;

import org.jspecify.annotations.NullMarked;
