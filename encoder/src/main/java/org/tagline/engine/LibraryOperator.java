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
 * An operator of the tensor library that its Java interface does not name, called by the name it
 * has in the library's dispatcher. Made once and kept; thread-safe.
 */
public final class LibraryOperator {
  private final OperatorHandle handle;

  /**
   * Finds an operator.
   *
   * @param name with its namespace, such as {@code aten::add}
   * @param overload which of that name; empty for the plain one
   * @throws RuntimeException for one that the library does not have
   */
  public LibraryOperator(String name, String overload) {
    Engine.start();
    handle = Dispatcher.singleton().findSchemaOrThrow(name, overload);
    handle.retainReference();
  }

  /**
   * The first result, a tensor of the open scope; all arguments of the schema are given in order.
   */
  public Tensor call(IValue... arguments) {
    // A reference of its own: toTensor gives the stack's.
    return new Tensor(stack(arguments).get(0).toTensor());
  }

  /** Calls one that changes its arguments and returns nothing. */
  public void run(IValue... arguments) {
    stack(arguments);
  }

  /** A call with these arguments, converted once; the first stands for what each call gives. */
  Prepared prepared(IValue... arguments) {
    return new Prepared(arguments);
  }

  /** A list for the argument at that place, of the type it asks for. */
  public IValue list(int place, List<IValue> items) {
    Type.TypePtr type = handle.schema().arguments().getPointer(place).type();
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

  /** A call of which only the first argument changes. Thread-safe until closed. */
  final class Prepared implements AutoCloseable {
    private final IValueVector arguments;

    private Prepared(IValue... arguments) {
      this.arguments = new IValueVector(arguments).retainReference();
    }

    /** As {@link LibraryOperator#call}. */
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
