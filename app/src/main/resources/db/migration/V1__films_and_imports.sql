-- ${identity} is the one thing SQLite and PostgreSQL write differently. Times are epoch milliseconds.

create table import (
  id ${identity},
  file_name text not null,
  started_at bigint not null,
  finished_at bigint,
  imported bigint not null default 0,
  updated bigint not null default 0,
  unchanged bigint not null default 0,
  rejected bigint not null default 0
);

create table movie (
  id ${identity},
  -- The row id where the file had one, else the content hash.
  key text not null unique,
  row_id text,
  title text not null,
  synopsis text not null,
  content_hash text not null,
  imported_at bigint not null,
  import bigint not null references import (id)
);

create index movie_title on movie (title);

create table movie_tag (
  movie bigint not null references movie (id) on delete cascade,
  position integer not null,
  tag text not null,
  primary key (movie, position)
);

create index movie_tag_tag on movie_tag (tag);
