package org.tagline.hyperparameter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The hyperparameters of one kind of plan, in the order of the plan's components. A plan is a
 * record whose components are named like the entries. Immutable.
 */
public final class Hyperparameters {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS).build();

  private final Map<String, Hyperparameter> byName;

  private Hyperparameters(Map<String, Hyperparameter> byName) {
    this.byName = Collections.unmodifiableMap(byName);
  }

  /**
   * Lists hyperparameters.
   *
   * @throws IllegalArgumentException if two have one name
   */
  public static Hyperparameters of(Hyperparameter... entries) {
    Map<String, Hyperparameter> byName = new LinkedHashMap<>();
    for (Hyperparameter entry : entries) {
      if (byName.put(entry.name(), entry) != null) {
        throw new IllegalArgumentException("two hyperparameters are called " + entry.name());
      }
    }
    return new Hyperparameters(byName);
  }

  /**
   * Joins this list with another plan's. An entry of both keeps this list's text and gets the other
   * plan's defaults as a variant.
   *
   * @param plan names the other plan where the defaults are shown
   */
  public Hyperparameters and(String plan, Hyperparameters others) {
    Map<String, Hyperparameter> joined = new LinkedHashMap<>(byName);
    others.byName.forEach(
        (name, entry) -> joined.merge(name, entry, (mine, other) -> mine.joined(plan, other)));
    return new Hyperparameters(joined);
  }

  public List<Hyperparameter> all() {
    return List.copyOf(byName.values());
  }

  public boolean has(String name) {
    return byName.containsKey(name);
  }

  /** Returns the entry of that name; an unknown one is refused. */
  public Hyperparameter named(String name) {
    Hyperparameter entry = byName.get(name);
    if (entry == null) {
      throw new IllegalArgumentException("there is no hyperparameter called " + name);
    }
    return entry;
  }

  /**
   * Refuses values that are not allowed.
   *
   * @param values one per entry, in the order of the entries
   */
  public void check(Object... values) {
    List<Hyperparameter> entries = new ArrayList<>(byName.values());
    if (values.length != entries.size()) {
      throw new IllegalArgumentException(
          values.length + " values for " + entries.size() + " hyperparameters");
    }
    for (int i = 0; i < values.length; i++) {
      entries.get(i).check(values[i]);
    }
  }

  /** Makes the default plan of a variant, such as a training method. */
  public <P> P defaults(String variant, Class<P> plan) {
    ObjectNode json = JSON.createObjectNode();
    byName.forEach((name, entry) -> json.set(name, JSON.valueToTree(entry.defaults().of(variant))));
    return read(json, plan);
  }

  /** Returns the defaults in which a variant differs from the others. */
  public Map<String, Object> differences(String variant) {
    Map<String, Object> differing = new LinkedHashMap<>();
    byName.forEach(
        (name, entry) -> {
          if (entry.defaults().variants().containsKey(variant)) {
            differing.put(name, entry.defaults().of(variant));
          }
        });
    return differing;
  }

  /**
   * Copies a plan with some values changed.
   *
   * @param changes values by name, as objects, texts or JSON nodes
   * @throws IllegalArgumentException for an unknown name or a value that is not allowed
   */
  @SuppressWarnings("unchecked") // the plan's own class
  public <P> P with(P plan, Map<String, ?> changes) {
    ObjectNode json = JSON.valueToTree(plan);
    changes.forEach((name, value) -> json.set(name, JSON.valueToTree(named(name).read(value))));
    return read(json, (Class<P>) plan.getClass());
  }

  private static <P> P read(ObjectNode json, Class<P> plan) {
    try {
      return JSON.treeToValue(json, plan);
    } catch (JsonProcessingException e) {
      Throwable cause = e.getCause() instanceof IllegalArgumentException refused ? refused : e;
      throw new IllegalArgumentException(cause.getMessage(), e);
    }
  }
}
