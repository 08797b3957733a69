-- Renames movie to film in every table, column, index and trigger. SQLite cannot rename an index, and
-- the full-text index names its content table, so these are created again.

drop trigger movie_search_insert;
drop trigger movie_search_delete;
drop trigger movie_search_update;
drop table movie_search;
drop index movie_title;
drop index movie_tag_tag;

alter table movie rename to film;
alter table movie_tag rename to film_tag;
alter table film_tag rename column movie to film;
alter table flag rename column movie_key to film_key;

create index film_title on film (title);
create index film_tag_tag on film_tag (tag);

create virtual table film_search using fts5 (
  title, synopsis, content = 'film', content_rowid = 'id',
  tokenize = 'porter unicode61 remove_diacritics 2'
);

insert into film_search (film_search) values ('rebuild');

create trigger film_search_insert after insert on film begin
  insert into film_search (rowid, title, synopsis) values (new.id, new.title, new.synopsis);
end;

create trigger film_search_delete after delete on film begin
  insert into film_search (film_search, rowid, title, synopsis) values ('delete', old.id, old.title, old.synopsis);
end;

create trigger film_search_update after update of title, synopsis on film begin
  insert into film_search (film_search, rowid, title, synopsis) values ('delete', old.id, old.title, old.synopsis);
  insert into film_search (rowid, title, synopsis) values (new.id, new.title, new.synopsis);
end;
