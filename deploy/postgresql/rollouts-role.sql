-- The role that Stagecraft runs with: it adds to the record of decisions and
-- acts and reads it, and can neither change nor take away anything of it.
--
-- Run as the owner of the tables, in the database of the plugin (or with
-- search_path set to its schema), after the migrations and after each upgrade:
--
--   psql -v role=stagecraft_app -f rollouts-role.sql
--
-- The role must exist: create role stagecraft_app login password '…';
\if :{?role}
\else
  \set role stagecraft_app
\endif

grant usage on schema public to :role;
grant select, insert, update, delete on all tables in schema public to :role;
grant usage on all sequences in schema public to :role;
revoke truncate, references, trigger on all tables in schema public from :role;

-- What is only ever added to.
revoke update, delete on decisions, acts, tree_leaves, tree_nodes, tree_heads
  from :role;
-- The migrations are the owner's.
revoke insert, update, delete on knex_migrations, knex_migrations_lock
  from :role;

-- Samples come in daily partitions, which the role makes and drops itself.
grant create on schema public to :role;
alter table samples owner to :role;
