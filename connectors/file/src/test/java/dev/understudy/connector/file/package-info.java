/// Tests of the file connectors.
@NullMarked
package dev.understudy.connector.file;

import org.jspecify.annotations.NullMarked;
