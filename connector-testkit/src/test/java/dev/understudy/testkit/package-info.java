/// Tests of the test kit itself.
@NullMarked
package dev.understudy.testkit;

import org.jspecify.annotations.NullMarked;
