package org.tagline.engine;

import java.util.List;
import org.bytedeco.pytorch.Dispatcher;
import org.bytedeco.pytorch.GenericList;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.OperatorHandle;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.Type;
import org.bytedeco.pytorch.global.torch.TypeKind;

/**
 * An operator that the tensor library's Java interface does not expose, called by its name in the
 * library's dispatcher. Create it once and keep it. Thread-safe.
 */
public final class LibraryOperator {
  private final OperatorHandle handle;

  /**
   * Finds an operator.
   *
   * @param name the operator's name with its namespace, such as {@code aten::add}
   * @param overload the name of the overload; empty for the default one
   * @throws RuntimeException if the library has no such operator
   */
  public LibraryOperator(String name, String overload) {
    Engine.start();
    handle = Dispatcher.singleton().findSchemaOrThrow(name, overload);
    handle.retainReference();
  }

  /**
   * Calls the operator and returns its first result, a tensor owned by the open scope.
   *
   * @param arguments all arguments of the operator's schema, in order
   */
  public Tensor call(IValue... arguments) {
    // Copied because toTensor returns a reference into the stack.
    return new Tensor(stack(arguments).get(0).toTensor());
  }

  /** Calls an operator that modifies its arguments and returns nothing. */
  public void run(IValue... arguments) {
    stack(arguments);
  }

  /** Prepares a call with these arguments; the first is a placeholder that each call replaces. */
  Prepared prepared(IValue... arguments) {
    return new Prepared(arguments);
  }

  /** Returns a list of the type that the schema declares for the argument at this index. */
  public IValue list(int index, List<IValue> items) {
    Type.TypePtr type = handle.schema().arguments().getPointer(index).type();
    if (type.get().kind().intern() == TypeKind.OptionalType) {
      type = type.get().containedTypes().get(0);
    }
    GenericList list = new GenericList(type.get().containedTypes().get(0));
    items.forEach(list::push_back);
    return new IValue(list);
  }

  private IValueVector stack(IValue... arguments) {
    IValueVector stack = new IValueVector(arguments);
    handle.callBoxed(stack);
    return stack;
  }

  /** A call in which only the first argument varies. Thread-safe until closed. */
  final class Prepared implements AutoCloseable {
    private final IValueVector arguments;

    private Prepared(IValue... arguments) {
      this.arguments = new IValueVector(arguments).retainReference();
    }

    /** Calls the operator with this first argument, like {@link LibraryOperator#call}. */
    Tensor call(Tensor first) {
      IValueVector stack = new IValueVector().put(arguments).put(0, new IValue(first));
      handle.callBoxed(stack);
      return new Tensor(stack.get(0).toTensor());
    }

    @Override
    public void close() {
      arguments.close();
    }
  }
}
