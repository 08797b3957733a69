-- The index holds words only; the texts stay in movie. Triggers keep it true.

create virtual table movie_search using fts5 (
  title, synopsis, content = 'movie', content_rowid = 'id',
  tokenize = 'porter unicode61 remove_diacritics 2'
);

insert into movie_search (movie_search) values ('rebuild');

create trigger movie_search_insert after insert on movie begin
  insert into movie_search (rowid, title, synopsis) values (new.id, new.title, new.synopsis);
end;

create trigger movie_search_delete after delete on movie begin
  insert into movie_search (movie_search, rowid, title, synopsis) values ('delete', old.id, old.title, old.synopsis);
end;

create trigger movie_search_update after update of title, synopsis on movie begin
  insert into movie_search (movie_search, rowid, title, synopsis) values ('delete', old.id, old.title, old.synopsis);
  insert into movie_search (rowid, title, synopsis) values (new.id, new.title, new.synopsis);
end;
