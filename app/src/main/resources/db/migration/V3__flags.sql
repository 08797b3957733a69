-- What people marked as wrong. Tags of one list stand in one value, parted by U+001F.

create table flag (
  id ${identity},
  flagged_at bigint not null,
  -- The film's key where it is in the catalogue; a pasted text has none.
  movie_key text,
  title text not null,
  synopsis text not null,
  tagger text not null,
  predicted text not null,
  correct text not null,
  flagged_by text not null,
  note text not null,
  state text not null default 'open' check (state in ('open', 'accepted', 'rejected')),
  reviewed_at bigint,
  reviewed_by text not null default ''
);

create index flag_state on flag (state, id);
