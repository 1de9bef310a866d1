// SPDX-License-Identifier: Apache-2.0
package dev.understudy.architecture;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/// A method or constructor as it stands in a source file.
record DeclaredMethod(String place, boolean constructorOfClass, int parameters, long lines) {

  @Override
  public String toString() {
    return "%s (%d lines, %d parameters)".formatted(place, lines, parameters);
  }

  /// Parses the files, without looking at what names mean.
  static List<DeclaredMethod> in(List<Path> files) throws IOException {
    List<DeclaredMethod> found = new ArrayList<>();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, manager, null, null, null, manager.getJavaFileObjectsFromPaths(files));
      SourcePositions positions = Trees.instance(task).getSourcePositions();
      for (CompilationUnitTree unit : task.parse()) {
        unit.accept(new Scanner(unit, positions, found), null);
      }
    }
    return found;
  }

  private static final class Scanner extends TreeScanner<@Nullable Void, @Nullable ClassTree> {

    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final List<DeclaredMethod> found;

    private Scanner(
        CompilationUnitTree unit, SourcePositions positions, List<DeclaredMethod> found) {
      this.unit = unit;
      this.positions = positions;
      this.found = found;
    }

    @Override
    public @Nullable Void visitClass(ClassTree type, @Nullable ClassTree enclosing) {
      return super.visitClass(type, type);
    }

    @Override
    public @Nullable Void visitMethod(MethodTree method, @Nullable ClassTree enclosing) {
      boolean constructor =
          method.getName().contentEquals("<init>")
              && enclosing != null
              && enclosing.getKind() == Tree.Kind.CLASS;
      found.add(
          new DeclaredMethod(
              place(method), constructor, method.getParameters().size(), lines(method)));
      return super.visitMethod(method, enclosing);
    }

    private String place(MethodTree method) {
      Path file = Path.of(unit.getSourceFile().getName());
      return file.getFileName() + ":" + line(positions.getStartPosition(unit, method));
    }

    private long lines(MethodTree method) {
      return line(positions.getEndPosition(unit, method))
          - line(positions.getStartPosition(unit, method))
          + 1;
    }

    private long line(long position) {
      return unit.getLineMap().getLineNumber(position);
    }
  }
}
