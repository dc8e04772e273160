/** Notices as agencies receive them (docs/formats/notice.md). */
@NullMarked
package org.sallyport.formats.notice;

import org.jspecify.annotations.NullMarked;
