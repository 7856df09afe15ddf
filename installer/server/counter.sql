-- One counter: psql -v place=12 -v name=窓口12 -v role=counter_012 -v kinds=reception,filing -f counter.sql
SELECT format('CREATE ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS CONNECTION LIMIT 4', :'role')
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'role') \gexec
GRANT madoguchi_counter TO :"role";
INSERT INTO counter (place, name, db_role, kinds)
VALUES (:'place', :'name', :'role', string_to_array(:'kinds', ','))
ON CONFLICT (place) DO UPDATE SET name = excluded.name, db_role = excluded.db_role, kinds = excluded.kinds;
