/** Receipts of record as files (docs/formats/receipt-of-record.md). */
@NullMarked
package org.sallyport.formats.audit;

import org.jspecify.annotations.NullMarked;
