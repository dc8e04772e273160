/** The decision function as a step in Apache Spark, for studies beyond one machine. */
@NullMarked
package org.sallyport.spark;

import org.jspecify.annotations.NullMarked;
