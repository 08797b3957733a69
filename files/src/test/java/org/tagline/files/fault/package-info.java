/** A file system for tests whose operations fail, or end as if the process had been killed. */
@org.jspecify.annotations.NullMarked
package org.tagline.files.fault;
