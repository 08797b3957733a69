package org.tagline.hyperparameter;

/** The heading under which help and documentation list a hyperparameter. */
public enum HyperparameterGroup {
  TRAINING("Training"),
  LORA("LoRA"),
  LINEAR("Linear model"),
  SEVERAL_TAGS("Several tags"),
  DATA("Data"),
  COMPUTING("Computing");

  private final String heading;

  HyperparameterGroup(String heading) {
    this.heading = heading;
  }

  public String heading() {
    return heading;
  }
}
