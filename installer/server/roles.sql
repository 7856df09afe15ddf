-- The roles of the database. None of them is a superuser, makes roles or sees around the policies; run as the superuser.
DO $$
DECLARE
  one text;
BEGIN
  FOREACH one IN ARRAY ARRAY['owner', 'counter', 'auditor', 'admin'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'madoguchi_' || one) THEN
      EXECUTE format('CREATE ROLE %I NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS', 'madoguchi_' || one);
    END IF;
  END LOOP;
END $$;
REVOKE ALL ON DATABASE madoguchi FROM PUBLIC;
GRANT CONNECT ON DATABASE madoguchi TO madoguchi_counter, madoguchi_auditor, madoguchi_admin;
GRANT TEMPORARY ON DATABASE madoguchi TO madoguchi_owner;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE, CREATE ON SCHEMA public TO madoguchi_owner;
GRANT USAGE ON SCHEMA public TO madoguchi_counter, madoguchi_auditor, madoguchi_admin;
