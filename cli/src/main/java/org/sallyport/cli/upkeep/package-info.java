/** Commands that look after an installation: its keys, its backups. */
@NullMarked
package org.sallyport.cli.upkeep;

import org.jspecify.annotations.NullMarked;
