/// Schemas as configuration writes them.
@NullMarked
package dev.understudy.config.schema;

import org.jspecify.annotations.NullMarked;
