-- A comparison of candidates, and each finished run of it. JSON as the commands print it.

create table comparison (
  id ${identity},
  -- Same settings and films: an unfinished comparison is gone on with.
  fingerprint text not null,
  settings text not null,
  started_at bigint not null,
  finished_at bigint,
  -- What the comparison came to, once it is finished.
  result text
);

create table comparison_run (
  comparison bigint not null references comparison (id) on delete cascade,
  candidate text not null,
  part text not null,
  finished_at bigint not null,
  figures text not null,
  -- What was answered on the films held out, a JSON object a line.
  predictions text not null,
  primary key (comparison, candidate, part)
);
