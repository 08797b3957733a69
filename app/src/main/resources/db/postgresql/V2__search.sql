-- A tsvector holds at most 1 MB, so a longer text is found by its first 200,000 characters.

alter table movie add column search tsvector generated always as (
  setweight(to_tsvector('english', title), 'A') || setweight(to_tsvector('english', left(synopsis, 200000)), 'D')
) stored;

create index movie_search on movie using gin (search);
