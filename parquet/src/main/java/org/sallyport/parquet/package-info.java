/** Studies as Apache Parquet, for the tools of analysts. */
@NullMarked
package org.sallyport.parquet;

import org.jspecify.annotations.NullMarked;
