package org.tagline.finetune;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.tagline.dataset.Mpst;
import org.tagline.dataset.Profile;
import org.tagline.text.Window;
import org.tagline.text.WindowPolicy;
import org.tagline.text.Windower;
import org.tagline.text.WindowerReferenceTest;

/** Window counts of the MPST task in the profile that {@code explore} shows. */
class TaskWindowsTest {

  @Test
  void taskCsvHasTheKnownWindows() {
    Windower windower = new Windower(WindowerReferenceTest.minilm(), WindowPolicy.all(512));

    Profile.Windows windows =
        Profile.of(
                Mpst.task(),
                text -> windower.toRead(text).windows().stream().mapToInt(Window::size).toArray())
            .windows();

    assertThat(windows.count()).isEqualTo(4242);
    assertThat(windows.tokens()).isEqualTo(1_806_339);
    assertThat(windows.perFilm().max()).isEqualTo(22);
    assertThat(windows.perFilm().count()).isEqualTo(1539);
  }
}
