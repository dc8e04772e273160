/** What rosters of facilities have said so far, kept for every node and every start. */
@NullMarked
package org.sallyport.postgres.roster;

import org.jspecify.annotations.NullMarked;
