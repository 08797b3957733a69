-- Renames movie to film in every table, column, index, sequence and constraint.

alter table movie rename to film;
alter table movie_tag rename to film_tag;
alter table film_tag rename column movie to film;
alter table flag rename column movie_key to film_key;

alter sequence movie_id_seq rename to film_id_seq;
alter index movie_title rename to film_title;
alter index movie_search rename to film_search;
alter index movie_tag_tag rename to film_tag_tag;

-- PostgreSQL chose the names of the constraints; newer versions name more of them.
do $$
declare
  old record;
begin
  for old in
    select conrelid::regclass as owner, conname as name
    from pg_constraint
    where conrelid in ('film'::regclass, 'film_tag'::regclass) and conname like '%movie%'
  loop
    execute format('alter table %s rename constraint %I to %I', old.owner, old.name, replace(old.name, 'movie', 'film'));
  end loop;
end $$;
