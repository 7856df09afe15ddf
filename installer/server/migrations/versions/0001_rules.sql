-- What the server does by itself, and who may do what. Statements are parted by a line of "--;".
INSERT INTO accepted VALUES (1)
--;
-- The number of the counter that is signed in to the database; nothing for anybody else.
CREATE FUNCTION my_place() RETURNS smallint LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$ SELECT place FROM counter WHERE db_role = session_user $$
--;
CREATE FUNCTION my_kinds() RETURNS varchar[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$ SELECT coalesce((SELECT kinds FROM counter WHERE db_role = session_user), '{}') $$
--;
-- Before an entry is added: its version must be this server's or the one before; the same id with another content is
-- an alarm, and the first content stays.
CREATE FUNCTION look_at_entry() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  ours smallint;
  kept bytea;
BEGIN
  SELECT max(schema_version) INTO ours FROM accepted;
  IF NEW.schema_version NOT IN (ours, ours - 1) THEN
    RAISE EXCEPTION 'schema version % is not taken, only % and %', NEW.schema_version, ours - 1, ours
      USING ERRCODE = 'MG001';
  END IF;
  SELECT digest INTO kept FROM entry WHERE id = NEW.id;
  IF FOUND AND kept <> NEW.digest THEN
    INSERT INTO alarm (place, entry, what) VALUES (my_place(), NEW.id, 'other_digest');
  END IF;
  RETURN NEW;
END $$
--;
CREATE TRIGGER entry_looked_at BEFORE INSERT ON entry FOR EACH ROW EXECUTE FUNCTION look_at_entry()
--;
-- After it: it is a head of its record in place of those that it grew from; a record that nobody has is its counter's,
-- and one that is finished is nobody's any more.
CREATE FUNCTION take_entry() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended(NEW.record::text, 0));
  DELETE FROM head WHERE record = NEW.record AND entry = ANY (NEW.parents);
  IF NOT EXISTS (SELECT FROM entry WHERE record = NEW.record AND NEW.id = ANY (parents)) THEN
    INSERT INTO head (record, entry, kind, saved_at) VALUES (NEW.record, NEW.id, NEW.kind, NEW.saved_at);
  END IF;
  IF (SELECT count(*) FROM head WHERE record = NEW.record) > 1 THEN
    INSERT INTO conflict (record, kind) VALUES (NEW.record, NEW.kind) ON CONFLICT DO NOTHING;
  ELSE
    DELETE FROM conflict WHERE record = NEW.record;
  END IF;
  IF NEW.finished THEN
    DELETE FROM lease WHERE record = NEW.record AND place = NEW.place;
  ELSE
    INSERT INTO lease (record, place) VALUES (NEW.record, NEW.place) ON CONFLICT DO NOTHING;
  END IF;
  RETURN NULL;
END $$
--;
CREATE TRIGGER entry_taken AFTER INSERT ON entry FOR EACH ROW EXECUTE FUNCTION take_entry()
--;
-- What was told stays as it came: no right, no mistake and no script changes it. Only the purge takes it away.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND current_setting('madoguchi.purging', true) = 'yes' THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'what was told stays as it came' USING ERRCODE = 'MG002';
END $$
--;
CREATE TRIGGER entry_stays BEFORE UPDATE OR DELETE ON entry FOR EACH ROW EXECUTE FUNCTION refuse_change()
--;
CREATE TRIGGER entry_table_stays BEFORE TRUNCATE ON entry FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
--;
CREATE TRIGGER alarm_stays BEFORE UPDATE OR DELETE ON alarm FOR EACH ROW EXECUTE FUNCTION refuse_change()
--;
CREATE TRIGGER deletion_stays BEFORE UPDATE OR DELETE ON deletion FOR EACH ROW EXECUTE FUNCTION refuse_change()
--;
-- The lease of a record for the counter that asks, where nobody has it or `over` says to take it over; whose it is now.
CREATE FUNCTION take_lease(wanted uuid, over boolean) RETURNS smallint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  mine smallint = my_place();
  holder smallint;
BEGIN
  IF mine IS NULL THEN
    RAISE EXCEPTION 'no counter' USING ERRCODE = '42501';
  END IF;
  INSERT INTO lease (record, place) VALUES (wanted, mine) ON CONFLICT (record) DO UPDATE
    SET place = CASE WHEN over THEN mine ELSE lease.place END,
        taken_at = CASE WHEN over THEN now() ELSE lease.taken_at END
    RETURNING place INTO holder;
  RETURN holder;
END $$
--;
-- One more failure of a login at any counter: how many there are now.
CREATE FUNCTION failed_sign_in(who varchar, waits timestamptz, is_locked boolean) RETURNS smallint
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  INSERT INTO sign_in (login, failures, wait_until, locked) VALUES (who, 1, waits, is_locked)
  ON CONFLICT (login) DO UPDATE SET failures = sign_in.failures + 1,
    wait_until = greatest(sign_in.wait_until, excluded.wait_until), locked = sign_in.locked OR excluded.locked
  RETURNING failures
$$
--;
-- After the keeping period: the finished records whose newest entry is older go, all their entries together.
CREATE FUNCTION purge_entries(before timestamptz) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  gone_records integer;
  gone_entries integer;
BEGIN
  IF before > now() - interval '1 day' THEN
    RAISE EXCEPTION 'the last day is never purged' USING ERRCODE = 'MG003';
  END IF;
  PERFORM set_config('madoguchi.purging', 'yes', true);
  CREATE TEMP TABLE purged ON COMMIT DROP AS
    SELECT record FROM entry GROUP BY record HAVING max(received_at) < before AND max(saved_at) < before
    EXCEPT SELECT record FROM lease
    EXCEPT SELECT record FROM conflict;
  DELETE FROM head WHERE record IN (SELECT record FROM purged);
  DELETE FROM entry WHERE record IN (SELECT record FROM purged);
  GET DIAGNOSTICS gone_entries = ROW_COUNT;
  SELECT count(*) INTO gone_records FROM purged;
  INSERT INTO deletion (by, saved_before, records, entries) VALUES (session_user, before, gone_records, gone_entries);
  PERFORM set_config('madoguchi.purging', '', true);
  RETURN gone_records;
END $$
--;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA public FROM PUBLIC
--;
GRANT EXECUTE ON FUNCTION my_place, my_kinds TO PUBLIC
--;
GRANT EXECUTE ON FUNCTION take_lease, failed_sign_in TO madoguchi_counter
--;
GRANT EXECUTE ON FUNCTION purge_entries TO madoguchi_admin
--;
-- A counter adds under its own number and sees the kinds that it may; nobody of the others sees a content.
ALTER TABLE entry ENABLE ROW LEVEL SECURITY
--;
CREATE POLICY counter_adds ON entry FOR INSERT TO madoguchi_counter WITH CHECK (place = my_place())
--;
CREATE POLICY counter_sees ON entry FOR SELECT TO madoguchi_counter
  USING (place = my_place() OR kind = ANY (my_kinds()))
--;
CREATE POLICY others_count ON entry FOR SELECT TO madoguchi_admin, madoguchi_auditor USING (true)
--;
GRANT SELECT, INSERT ON entry TO madoguchi_counter
--;
GRANT SELECT (id, place, counter, sequence, record, kind, revision, finished, schema_version, parents, digest,
              saved_at, received_at) ON entry TO madoguchi_admin, madoguchi_auditor
--;
ALTER TABLE head ENABLE ROW LEVEL SECURITY
--;
CREATE POLICY counter_sees ON head FOR SELECT TO madoguchi_counter
  USING (kind = ANY (my_kinds()) OR EXISTS (SELECT FROM entry WHERE entry.id = head.entry AND place = my_place()))
--;
CREATE POLICY others_count ON head FOR SELECT TO madoguchi_admin, madoguchi_auditor USING (true)
--;
GRANT SELECT ON head TO madoguchi_counter, madoguchi_admin, madoguchi_auditor
--;
ALTER TABLE conflict ENABLE ROW LEVEL SECURITY
--;
CREATE POLICY counter_sees ON conflict FOR SELECT TO madoguchi_counter USING (kind = ANY (my_kinds())
  OR EXISTS (SELECT FROM entry WHERE entry.record = conflict.record AND place = my_place()))
--;
CREATE POLICY others_count ON conflict FOR SELECT TO madoguchi_admin, madoguchi_auditor USING (true)
--;
GRANT SELECT ON conflict TO madoguchi_counter, madoguchi_admin, madoguchi_auditor
--;
ALTER TABLE lease ENABLE ROW LEVEL SECURITY
--;
CREATE POLICY all_see ON lease FOR SELECT TO madoguchi_counter, madoguchi_admin, madoguchi_auditor USING (true)
--;
CREATE POLICY counter_gives_back ON lease FOR DELETE TO madoguchi_counter USING (place = my_place())
--;
GRANT SELECT ON lease TO madoguchi_counter, madoguchi_admin, madoguchi_auditor
--;
GRANT DELETE ON lease TO madoguchi_counter
--;
ALTER TABLE presence ENABLE ROW LEVEL SECURITY
--;
CREATE POLICY all_see ON presence FOR SELECT TO madoguchi_counter, madoguchi_admin, madoguchi_auditor USING (true)
--;
CREATE POLICY counter_is_there ON presence FOR ALL TO madoguchi_counter
  USING (place = my_place()) WITH CHECK (place = my_place())
--;
GRANT SELECT ON presence TO madoguchi_admin, madoguchi_auditor
--;
GRANT SELECT, INSERT, UPDATE, DELETE ON presence TO madoguchi_counter
--;
GRANT SELECT ON sign_in TO madoguchi_counter, madoguchi_admin, madoguchi_auditor
--;
GRANT DELETE ON sign_in TO madoguchi_counter, madoguchi_admin
--;
ALTER TABLE counter ENABLE ROW LEVEL SECURITY
--;
CREATE POLICY all_see ON counter FOR SELECT TO madoguchi_counter, madoguchi_admin, madoguchi_auditor USING (true)
--;
CREATE POLICY counter_was_here ON counter FOR UPDATE TO madoguchi_counter USING (db_role = session_user)
--;
CREATE POLICY admin_manages ON counter FOR ALL TO madoguchi_admin USING (true) WITH CHECK (true)
--;
GRANT SELECT ON counter TO madoguchi_counter, madoguchi_auditor
--;
GRANT UPDATE (seen_at) ON counter TO madoguchi_counter
--;
GRANT SELECT, INSERT, UPDATE (name, kinds) ON counter TO madoguchi_admin
--;
GRANT SELECT, INSERT ON ward_key TO madoguchi_counter
--;
GRANT SELECT ON accepted TO madoguchi_counter, madoguchi_admin, madoguchi_auditor
--;
GRANT SELECT ON alarm, deletion TO madoguchi_admin, madoguchi_auditor
