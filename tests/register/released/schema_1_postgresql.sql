-- The register as schema 1 made it, for postgresql; with schema_1_rows.sql a register of that release.
CREATE TABLE cell (
	id BIGSERIAL NOT NULL, 
	year INTEGER NOT NULL, 
	department TEXT NOT NULL, 
	kind VARCHAR(20) NOT NULL, 
	categories TEXT NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT one_cell UNIQUE (year, department, kind, categories)
);
CREATE TABLE circular_meta (
	key VARCHAR(40) NOT NULL, 
	value TEXT NOT NULL, 
	PRIMARY KEY (key)
);
CREATE TABLE figure (
	id BIGSERIAL NOT NULL, 
	uid VARCHAR(32) NOT NULL, 
	target VARCHAR(40) NOT NULL, 
	year INTEGER NOT NULL, 
	value TEXT NOT NULL, 
	source TEXT NOT NULL, 
	note TEXT, 
	entered_on VARCHAR(10) NOT NULL, 
	stored_at VARCHAR(32) NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (uid)
);
CREATE TABLE register_case (
	id BIGSERIAL NOT NULL, 
	subject VARCHAR(20) NOT NULL, 
	name TEXT NOT NULL, 
	name_key TEXT NOT NULL, 
	department TEXT NOT NULL, 
	cell_id BIGINT NOT NULL, 
	value_dkk BIGINT, 
	last_stored_at VARCHAR(32) NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT one_case UNIQUE (subject, name_key, department), 
	FOREIGN KEY(cell_id) REFERENCES cell (id)
);
CREATE TABLE fact (
	case_id BIGINT NOT NULL, 
	name VARCHAR(40) NOT NULL, 
	cell_id BIGINT NOT NULL, 
	told SMALLINT NOT NULL, 
	number FLOAT, 
	waived BOOLEAN NOT NULL, 
	value_dkk BIGINT, 
	PRIMARY KEY (case_id, name), 
	FOREIGN KEY(case_id) REFERENCES register_case (id) ON DELETE CASCADE
);
CREATE INDEX fact_by_cell ON fact (name, cell_id, told, waived, value_dkk, number);
CREATE TABLE judgement (
	id BIGSERIAL NOT NULL, 
	uid VARCHAR(32) NOT NULL, 
	case_id BIGINT NOT NULL, 
	tool VARCHAR(10) NOT NULL, 
	kind VARCHAR(20) NOT NULL, 
	judged_on VARCHAR(10) NOT NULL, 
	stored_at VARCHAR(32) NOT NULL, 
	verdict VARCHAR(16), 
	fingerprint VARCHAR(64), 
	standing BOOLEAN NOT NULL, 
	facts TEXT NOT NULL, 
	body TEXT NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (uid), 
	FOREIGN KEY(case_id) REFERENCES register_case (id) ON DELETE CASCADE
);
CREATE INDEX judgement_of_case ON judgement (case_id);
CREATE INDEX judgement_of_files ON judgement (fingerprint);
