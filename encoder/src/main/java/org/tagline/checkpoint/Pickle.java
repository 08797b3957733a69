package org.tagline.checkpoint;

import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tagline.safetensors.CheckpointException;

/**
 * Reads the subset of the pickle format that tensors need: numbers, strings, lists, tuples,
 * dictionaries, and the objects of {@link TorchObjects}. Everything else is rejected, and the
 * message names it. No class is looked up and nothing is called.
 *
 * <p>Opcodes are those of Python's {@code pickletools}. Memory is limited by {@link PickleBudget}
 * and by the size of the input.
 */
final class Pickle {
  /**
   * Largest accepted pickle, far larger than that of any model, since tensor data is stored
   * separately.
   */
  static final int MAX_BYTES = 16 << 20;

  private static final int MAX_NAME = 256;

  /** Python's {@code None}. */
  enum None {
    NONE
  }

  /**
   * A Python tuple.
   *
   * @param depth 1 for a tuple without tuples, otherwise one more than the deepest of them
   */
  record Tuple(List<Object> items, int depth) {}

  /** The name of a class or function that {@link TorchObjects#known} accepts. */
  record Name(String module, String name) {
    @Override
    public String toString() {
      return module + "." + name;
    }
  }

  private final String file;
  private final ByteBuffer in;
  private final List<Object> stack = new ArrayList<>();
  private final Deque<Integer> marks = new ArrayDeque<>();
  private final Map<Integer, Object> memo = new HashMap<>();
  private final PickleBudget budget;

  private Pickle(String file, ByteBuffer in) {
    this.file = file;
    this.in = in.order(ByteOrder.LITTLE_ENDIAN);
    this.budget = new PickleBudget(file, in.remaining());
  }

  /** Reads the pickle at the buffer's position and advances the position to its end. */
  static Object read(String file, ByteBuffer in) throws CheckpointException {
    Pickle pickle = new Pickle(file, in);
    try {
      return pickle.run();
    } catch (BufferUnderflowException e) {
      throw new CheckpointException(file, "ends in the middle of its list of tensors", e);
    }
  }

  private Object run() throws CheckpointException {
    for (int opcode = in.get() & 0xFF; opcode != '.'; opcode = in.get() & 0xFF) {
      step(opcode);
    }
    return pop();
  }

  private void step(int opcode) throws CheckpointException {
    switch (opcode) {
      case 0x80 -> skip(1); // PROTO
      case 0x95 -> skip(8); // FRAME
      case '(' -> mark();
      case '0' -> pop();
      case '1' -> popToMark();
      case 'N' -> push(None.NONE);
      case 0x88 -> push(true);
      case 0x89 -> push(false);
      case 'J' -> push((long) in.getInt());
      case 'K' -> push((long) (in.get() & 0xFF));
      case 'M' -> push((long) (in.getShort() & 0xFFFF));
      case 0x8A -> push(number(bytes(in.get() & 0xFF)));
      case 'G' -> push(Double.longBitsToDouble(Long.reverseBytes(in.getLong())));
      case 'X', 'T' -> push(text(in.getInt()));
      case 0x8C, 'U' -> push(text(in.get() & 0xFF));
      case ']' -> {
        budget.spend(PickleBudget.CONTAINER);
        push(new ArrayList<>());
      }
      case '}' -> {
        budget.spend(PickleBudget.CONTAINER);
        push(new LinkedHashMap<>());
      }
      case ')' -> push(budget.tuple(List.of()));
      case 't' -> push(budget.tuple(popToMark()));
      case 0x85 -> push(budget.tuple(popLast(1)));
      case 0x86 -> push(budget.tuple(popLast(2)));
      case 0x87 -> push(budget.tuple(popLast(3)));
      case 'a' -> append(popLast(1));
      case 'e' -> append(popToMark());
      case 's' -> put(popLast(2));
      case 'u' -> put(popToMark());
      case 'q' -> remember(in.get() & 0xFF);
      case 'r' -> remember(in.getInt());
      case 0x94 -> remember(memo.size());
      case 'h' -> recall(in.get() & 0xFF);
      case 'j' -> recall(in.getInt());
      case 'c' -> push(TorchObjects.known(file, new Name(line(), line())));
      case 0x93 -> name();
      case 'Q' -> push(TorchObjects.storage(file, pop()));
      case 'R' -> reduce();
      case 'b' -> build();
      case 'i' -> throw TorchObjects.refused(file, new Name(line(), line()).toString());
      default ->
          throw TorchObjects.refused(
              file, String.format("an operation that tensors do not need (0x%02x)", opcode));
    }
  }

  private void name() throws CheckpointException {
    Object name = pop();
    Object module = pop();
    if (!(name instanceof String n) || !(module instanceof String m)) {
      throw damaged();
    }
    push(TorchObjects.known(file, new Name(m, n)));
  }

  private void reduce() throws CheckpointException {
    Object arguments = pop();
    Object callee = pop();
    if (!(callee instanceof Name name) || !(arguments instanceof Tuple tuple)) {
      throw damaged();
    }
    push(TorchObjects.build(file, name, tuple.items(), budget));
  }

  /** Ignores the attributes of a state dictionary, which do not concern its tensors. */
  private void build() throws CheckpointException {
    pop();
    if (!(peek() instanceof Map)) {
      throw damaged();
    }
  }

  private void append(List<Object> items) throws CheckpointException {
    if (!(peek() instanceof List)) {
      throw damaged();
    }
    @SuppressWarnings("unchecked")
    List<Object> list = (List<Object>) peek();
    budget.spend(items.size());
    list.addAll(items);
  }

  private void put(List<Object> keysAndValues) throws CheckpointException {
    if (!(peek() instanceof Map) || keysAndValues.size() % 2 != 0) {
      throw damaged();
    }
    @SuppressWarnings("unchecked")
    Map<Object, Object> map = (Map<Object, Object>) peek();
    budget.spend(keysAndValues.size());
    for (int i = 0; i < keysAndValues.size(); i += 2) {
      // A container that contains itself has no hash code, so containers cannot be keys.
      if (!(keysAndValues.get(i) instanceof String) && !(keysAndValues.get(i) instanceof Long)) {
        throw damaged();
      }
      map.put(keysAndValues.get(i), keysAndValues.get(i + 1));
    }
  }

  private void recall(int key) throws CheckpointException {
    Object value = memo.get(key);
    if (value == null) {
      throw damaged();
    }
    push(value);
  }

  private void remember(int key) throws CheckpointException {
    budget.spend(1);
    memo.put(key, peek());
  }

  private void mark() throws CheckpointException {
    marks.push(stack.size());
    budget.checkDepth(marks.size());
  }

  private void push(Object value) throws CheckpointException {
    budget.spend(1);
    stack.add(value);
  }

  private Object peek() throws CheckpointException {
    if (stack.size() <= fence()) {
      throw damaged();
    }
    return stack.get(stack.size() - 1);
  }

  private Object pop() throws CheckpointException {
    Object last = peek();
    stack.remove(stack.size() - 1);
    return last;
  }

  private List<Object> popLast(int count) throws CheckpointException {
    int from = stack.size() - count;
    if (from < fence()) {
      throw damaged();
    }
    List<Object> last = stack.subList(from, stack.size());
    List<Object> copy = List.copyOf(last);
    last.clear();
    return copy;
  }

  private List<Object> popToMark() throws CheckpointException {
    if (marks.isEmpty()) {
      throw damaged();
    }
    int count = stack.size() - fence();
    List<Object> items = popLast(count);
    marks.pop();
    return items;
  }

  /** Returns the stack size at the last mark; only operations that pop the mark go below it. */
  private int fence() {
    return marks.isEmpty() ? 0 : marks.peek();
  }

  private void skip(int count) {
    bytes(count);
  }

  private byte[] bytes(int count) {
    if (count < 0 || count > in.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] bytes = new byte[count];
    in.get(bytes);
    return bytes;
  }

  private String text(int length) {
    return new String(bytes(length), StandardCharsets.UTF_8);
  }

  private String line() throws CheckpointException {
    StringBuilder line = new StringBuilder();
    for (byte b = in.get(); b != '\n'; b = in.get()) {
      if (line.length() == MAX_NAME) {
        throw damaged();
      }
      line.append((char) (b & 0xFF));
    }
    return line.toString();
  }

  /**
   * Decodes a little-endian two's complement number to a Long, or to a BigInteger beyond 64 bits.
   */
  private static Object number(byte[] bytes) {
    byte[] reversed = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      reversed[i] = bytes[bytes.length - 1 - i];
    }
    BigInteger number = bytes.length == 0 ? BigInteger.ZERO : new BigInteger(reversed);
    return number.bitLength() < Long.SIZE ? (Object) number.longValue() : number;
  }

  private CheckpointException damaged() {
    return new CheckpointException(file, "is damaged: its list of tensors cannot be read");
  }
}
