/// Tests of what reads configuration.
@NullMarked
package dev.understudy.config;

import org.jspecify.annotations.NullMarked;
