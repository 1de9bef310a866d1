/// The configuration that Entra Connect exports: rules, metaverse schema, connectors.
@NullMarked
package dev.understudy.config.entraconnect;

import org.jspecify.annotations.NullMarked;
