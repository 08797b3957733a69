package org.tagline.tagger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Memory is freed once, when it is closed and no use is left. */
class LeaseTest {
  private final AtomicInteger freed = new AtomicInteger();
  private final Lease lease = new Lease(freed::incrementAndGet);

  @Test
  void unusedMemoryIsFreedWhenItIsClosed() {
    assertThat(lease.use(() -> "used")).isEqualTo("used");
    assertThat(freed).hasValue(0);
    lease.close();
    lease.close();
    assertThat(freed).hasValue(1);
    assertThatThrownBy(() -> lease.use(() -> "again")).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void theLastOfSeveralUsesFreesClosedMemory() {
    lease.use(
        () -> {
          lease.use(
              () -> {
                lease.close();
                return freed.get();
              });
          assertThat(freed).hasValue(0);
          return "";
        });
    assertThat(freed).hasValue(1);
  }

  @Test
  void aUseThatFailsEndsToo() {
    assertThatThrownBy(
            () ->
                lease.use(
                    () -> {
                      lease.close();
                      throw new IllegalArgumentException("no");
                    }))
        .hasMessage("no");
    assertThat(freed).hasValue(1);
  }
}
